import { sayDuration } from '../duration.ts';
import type { Alert, SpeakPolicy } from './alert.ts';
import { nextSpeakAt } from './next-speak-at.ts';
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

interface Reason {
  because: string;
  setting?: string;
}

export function explainAlert(alert: Alert, policy: SpeakPolicy, now: number): AlertExplanation {
  const { rule, since } = alert.condition;
  const nextAt = nextSpeakAt(alert, policy, now);
  const lasting = `Rule ${rule} holds since ${sayMoment(since, policy.timezone)} (${sayDuration(now - since)}).`;
  if (nextAt === undefined) {
    return { rule, words: `Rule ${rule} no longer holds: nothing more will be said about it.` };
  }
  const { because, setting } = whyThen(alert, policy, nextAt, now);
  return {
    rule,
    ...(setting && { setting }),
    nextAt,
    words: `${lasting} If nothing changes, it is spoken about next on ${sayMoment(nextAt, policy.timezone)}: ${because}.`,
  };
}

/** The first that applies decides. */
function whyThen(alert: Alert, policy: SpeakPolicy, nextAt: number, now: number): Reason {
  const { condition, spoken, acknowledged, snoozed } = alert;
  const { quietHours: _, ...atAnyHour } = policy;
  if (nextSpeakAt(alert, atAnyHour, now) !== nextAt) {
    return { because: 'quiet hours end then (PEERING_QUIET_HOURS)', setting: 'PEERING_QUIET_HOURS' };
  }
  const milestone = condition.milestones.findLast(({ at }) => at === nextAt);
  if (milestone) return { because: `${milestone.name} before the deadline` };
  if (snoozed) return { because: 'it is snoozed until then' };
  if (acknowledged) return repeated('somebody is on it, which counts for', policy);
  if (spoken) return repeated('it is repeated after', policy);
  return first(alert, policy);
}

function repeated(words: string, { remindEveryMs }: SpeakPolicy): Reason {
  return {
    because: `${words} ${sayDuration(remindEveryMs)} (PEERING_REMIND_EVERY)`,
    setting: 'PEERING_REMIND_EVERY',
  };
}

function first({ condition, notBefore }: Alert, { pendingAfterMs }: SpeakPolicy): Reason {
  const grace = condition.dueAt - condition.since;
  const setting = 'PEERING_PENDING_AFTER';
  if (notBefore !== undefined) {
    return { because: `it came back and has to last ${sayDuration(pendingAfterMs)} (${setting})`, setting };
  }
  if (grace <= 0) return { because: 'it is told at once' };
  if (grace === pendingAfterMs) {
    return { because: `it may last ${sayDuration(grace)} first (${setting})`, setting };
  }
  return { because: `it may last ${sayDuration(grace)} first` };
}
