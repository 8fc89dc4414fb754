const MOST = 20_000;
const LONGEST = 50;

/**
 * Reads each text once. For what thousands of peerings have in common, or are asked again at each look. Of more texts than
 * anybody has it begins anew, and long ones it does not keep.
 */
export function rememberTexts<V>(read: (text: string) => V): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    const hit = known.get(text);
    if (hit !== undefined || known.has(text)) return hit as V;
    const value = read(text);
    if (text.length > LONGEST) return value;
    if (known.size >= MOST) known.clear();
    known.set(text, value);
    return value;
  };
}
