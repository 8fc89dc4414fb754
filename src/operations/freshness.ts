import type { Observation } from '../core/peering.ts';
import type { Freshness } from './api.ts';

/** What is shown may be this old without a word about it. */
export const OLD_AFTER_MS = 2 * 60_000;

export function freshness({ at, refreshFailed }: Observation, now: number): Freshness {
  return { at, old: now - at > OLD_AFTER_MS, ...(refreshFailed && { refreshFailed }) };
}
