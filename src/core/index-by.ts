import type { Pausable } from './pausable.ts';

/** The items by their key, with room for others in between. */
export function* indexBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Pausable<Map<string, T>> {
  const index = new Map<string, T>();
  for (const item of items) {
    index.set(keyOf(item), item);
    yield;
  }
  return index;
}
