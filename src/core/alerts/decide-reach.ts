import type { SpeakPolicy, Speech } from './alert.ts';
import { quietUntil } from './quiet-hours.ts';

/** Whether Yugabyte can be read; to be stored from tick to tick. */
export interface Reach {
  /** Ticks in a row that could not read. */
  failures: number;
  /** When the first of them was. */
  since?: number;
  /** People were told, and not yet that it is over. */
  told?: true;
}

export const REACHABLE: Reach = { failures: 0 };

/** A network hiccup is nobody's business. */
const FAILURES_TO_TELL = 3;

/** One notice when Yugabyte has been unreachable for some ticks, one when it is back; neither in quiet hours. */
export function decideReach(
  state: Reach,
  read: { ok: true } | { ok: false; reason: string },
  policy: SpeakPolicy,
  now: number,
): { state: Reach; speech?: Speech } {
  const { failures, since = now, told } = state;
  const isQuiet = quietUntil(now, policy) !== undefined;
  if (read.ok) {
    if (!told) return { state: failures === 0 ? state : REACHABLE };
    if (isQuiet) return { state: { ...state, failures: 0 } };
    return { state: REACHABLE, speech: { kind: 'reachable-again', since } };
  }
  const unread: Reach = { failures: failures + 1, since, ...(told && { told }) };
  if (told || unread.failures < FAILURES_TO_TELL || isQuiet) return { state: unread };
  return { state: { ...unread, told: true }, speech: { kind: 'unreachable', since, reason: read.reason } };
}
