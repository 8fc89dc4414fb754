import type { Clock } from '../../../core/ports.ts';
import type { RetryPolicy } from './settings.ts';

/** Milliseconds before try number `tries + 1`: what the server asks for, else exponential with jitter. */
export function pauseAfter(
  tries: number,
  retryAfterMs: number | undefined,
  policy: RetryPolicy,
  random: () => number,
): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, policy.longestRetryAfterMs);
  const full = Math.min(policy.pauseMs * 2 ** (tries - 1), policy.longestPauseMs);
  return full * (0.5 + random() / 2);
}

/** Waits before the next try, on the clock that is given: where that is turned, nobody waits. */
export type Pause = (ms: number) => Promise<void>;

export const createPause =
  (clock: Clock): Pause =>
  (ms) =>
    new Promise((resolve) => void clock.after(ms, resolve));
