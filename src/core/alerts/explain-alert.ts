import { sayDuration } from '../duration.ts';
import type { Alert, SpeakPolicy } from './alert.ts';
import { nextSpeakAt } from './next-speak-at.ts';
import { quietUntil } from './quiet-hours.ts';
import { sayMoment } from './say-moment.ts';

/** The answer to "Why am I seeing this?". */
export interface AlertExplanation {
  rule: string;
  /** The environment variable that decides when it speaks next; absent where a person or nobody does. */
  setting?: string;
  /** When it speaks next if nothing changes; absent when it does not. */
  nextAt?: number;
  /** Plain text. */
  words: string;
}

export function explainAlert(alert: Alert, policy: SpeakPolicy, now: number): AlertExplanation {
  const { rule, since } = alert.condition;
  const nextAt = nextSpeakAt(alert, policy, now);
  const lasting = `Rule ${rule} holds since ${sayMoment(since, policy.timezone)} (${sayDuration(now - since)}).`;
  if (nextAt === undefined) {
    return { rule, words: `Rule ${rule} no longer holds: nothing more will be said about it.` };
  }
  const { because, setting } = whyThen(alert, policy, nextAt);
  return {
    rule,
    ...(setting && { setting }),
    nextAt,
    words: `${lasting} If nothing changes, it is spoken about next on ${sayMoment(nextAt, policy.timezone)}: ${because}.`,
  };
}

function whyThen(
  { condition, spoken, acknowledged, snoozed }: Alert,
  policy: SpeakPolicy,
  nextAt: number,
): { because: string; setting?: string } {
  const milestone = condition.milestones.findLast(({ at }) => at === nextAt);
  if (milestone) return { because: `${milestone.name} before the deadline` };
  if (isQuietEnd(nextAt, policy)) {
    return { because: 'quiet hours (PEERING_QUIET_HOURS) end then', setting: 'PEERING_QUIET_HOURS' };
  }
  if (snoozed?.until === nextAt) return { because: 'it is snoozed until then' };
  if (acknowledged?.falls === nextAt) {
    const every = sayDuration(policy.remindEveryMs);
    return {
      because: `somebody is on it, which counts for ${every} (PEERING_REMIND_EVERY)`,
      setting: 'PEERING_REMIND_EVERY',
    };
  }
  if (spoken) {
    return {
      because: `it is repeated every ${sayDuration(policy.remindEveryMs)} (PEERING_REMIND_EVERY)`,
      setting: 'PEERING_REMIND_EVERY',
    };
  }
  if (condition.dueAt === condition.since) return { because: 'it is told at once' };
  return {
    because: `it may last ${sayDuration(policy.pendingAfterMs)} first (PEERING_PENDING_AFTER)`,
    setting: 'PEERING_PENDING_AFTER',
  };
}

function isQuietEnd(at: number, policy: SpeakPolicy): boolean {
  return quietUntil(at - 60_000, policy) === at;
}
