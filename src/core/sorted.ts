import { chunks } from './chunks.ts';
import type { Pausable } from './pausable.ts';

/** Sorted at once; then these are merged, and so on. */
const RUN = 64;

type Compare<T> = (a: T, b: T) => number;

/** As `toSorted` has it, equal ones in the order they came in, with room for others in between. */
export function* sorted<T>(items: readonly T[], compare: Compare<T>): Pausable<T[]> {
  let runs: T[][] = [];
  for (const run of chunks(items, RUN)) {
    runs.push(run.sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2)
      merged.push(yield* merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(left: T[], right: T[], compare: Compare<T>): Pausable<T[]> {
  // What comes nearly in order costs nearly nothing.
  const isInOrder = right.length === 0 || compare(left.at(-1) as T, right[0] as T) <= 0;
  if (isInOrder) return left.concat(right);
  const merged: T[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length || r < right.length) {
    const isLeft = r >= right.length || (l < left.length && compare(left[l] as T, right[r] as T) <= 0);
    merged.push((isLeft ? left[l++] : right[r++]) as T);
    if (merged.length % RUN === 0) yield;
  }
  return merged;
}
