import type { Clock } from '../../src/core/ports.ts';

/** Stores only read the time. */
export const frozenClock: Clock = {
  now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
  after: () => () => {},
};
