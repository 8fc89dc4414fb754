/**
 * Computes once per object. For things read from outside, which are never changed in place: what is derived from them
 * would otherwise be derived again for each of thousands of peerings. Not for something of each of these in every tick: V8
 * marks what it finds by a WeakMap in a single pause.
 */
export function remember<K extends object, V>(derive: (source: K) => V): (source: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return (source) => {
    const hit = known.get(source);
    if (hit) return hit.value;
    const value = derive(source);
    known.set(source, { value });
    return value;
  };
}
