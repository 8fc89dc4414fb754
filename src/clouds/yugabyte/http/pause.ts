import { setTimeout as sleep } from 'node:timers/promises';
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

export const pause = (ms: number): Promise<void> => sleep(ms);
