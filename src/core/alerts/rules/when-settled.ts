import type { SpeakPolicy } from '../alert.ts';

/** Long enough for a change that is under way, lists being replaced for example, to be through. */
const SETTLES_MS = 5 * 60 * 1000;

/** When to speak of what worked and has stopped: soon, but not of a moment's gap. */
export function whenSettled(since: number, { pendingAfterMs }: SpeakPolicy): number {
  return since + Math.min(SETTLES_MS, pendingAfterMs);
}
