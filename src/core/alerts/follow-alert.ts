import { isSameData } from '../same-data.ts';
import type { Alert, Condition, Look, SpeakPolicy } from './alert.ts';

/** The alert as it stands after a look, before anybody speaks; `undefined` when it can be forgotten. */
export function followAlert(
  alert: Alert,
  condition: Condition | undefined,
  look: Look,
  policy: SpeakPolicy,
  now: number,
): Alert | undefined {
  if (condition)
    return alert.resolvedAt === undefined ? refresh(alert, condition) : reopen(alert, condition, policy, now);
  if (alert.resolvedAt !== undefined) {
    const isFresh = !alert.resolvedTold || now - alert.resolvedAt < policy.remindEveryMs;
    return isFresh ? alert : undefined;
  }
  const fate = look.fate(alert.condition);
  if (fate === 'unseen') return alert;
  if (alert.condition.news) return fate === 'gone' ? alert : undefined;
  if (fate === 'replaced') return undefined;
  return resolve(alert, fate === 'gone', now);
}

function refresh(alert: Alert, condition: Condition): Alert {
  return isSameData(alert.condition, condition) ? alert : { ...alert, condition };
}

/** What people were not yet told is over goes on; what they were told has to last before they hear of it again. */
function reopen(alert: Alert, condition: Condition, policy: SpeakPolicy, now: number): Alert {
  if (condition.news) return alert;
  const { resolvedAt: _, peeringGone: __, ...open } = alert;
  if (!alert.resolvedTold) return { ...open, condition };
  return { condition, spoken: undefined, notBefore: now + policy.pendingAfterMs };
}

/** Of what nobody heard nobody hears that it is over; what comes and goes is kept in mind all the same. */
function resolve(alert: Alert, peeringGone: boolean, now: number): Alert | undefined {
  const { condition, spoken, notBefore } = alert;
  if (!spoken && notBefore === undefined) return undefined;
  return {
    condition,
    spoken,
    resolvedAt: now,
    ...(peeringGone && { peeringGone }),
    ...(!spoken && { resolvedTold: true }),
  };
}
