import type { Clock } from '../src/core/ports.ts';

/** Time stands still: for what only reads it. */
export const frozenClock: Clock = {
  now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
  after: () => () => {},
  rest: () => new Promise((resolve) => setImmediate(resolve)),
};
