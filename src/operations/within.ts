import type { Clock } from '../core/ports.ts';
import { atMost } from './at-most.ts';

/** What the work gives, or `undefined` where that takes longer. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  let result: T | undefined;
  await atMost(
    clock,
    ms,
    work.then((value) => {
      result = value;
    }),
  );
  return result;
}
