import { byName } from '../by-name.ts';
import { indexBy } from '../index-by.ts';
import type { Pausable } from '../pausable.ts';
import { sorted } from '../sorted.ts';
import type { Alert, Look, SpeakPolicy, Speech } from './alert.ts';
import { followAlert } from './follow-alert.ts';
import { isDue, lastMilestone } from './next-speak-at.ts';
import { quietUntil } from './quiet-hours.ts';
import { withinTime } from './within-time.ts';

/**
 * What to say in this tick, and the alerts as they stand then: the same object where nothing has changed; an alert that
 * is not among them is to be forgotten. Whatever was not read neither begins nor ends nor is spoken about.
 */
export function* decide(
  alerts: Alert[],
  current: Look | 'unread',
  policy: SpeakPolicy,
  now: number,
): Pausable<{ alerts: Alert[]; speeches: Speech[] }> {
  const look = current === 'unread' ? NOTHING_READ : current;
  const found = yield* indexBy(look.conditions, ({ key }) => key);
  const followed: Followed[] = [];
  for (const stored of alerts) {
    const alert = withinTime(stored, policy, now);
    const condition = found.get(alert.condition.key);
    found.delete(alert.condition.key);
    const isSeen = condition !== undefined || look.fate(alert.condition) !== 'unseen';
    const after = followAlert(alert, condition, look, policy, now);
    if (after) followed.push({ alert: after, isSeen });
    yield;
  }
  for (const condition of found.values())
    followed.push({ alert: { condition, spoken: undefined }, isSeen: true });
  return yield* speak(followed, policy, now);
}

interface Followed {
  alert: Alert;
  isSeen: boolean;
}

const NOTHING_READ: Look = { conditions: [], fate: () => 'unseen' };

function* speak(
  followed: Followed[],
  policy: SpeakPolicy,
  now: number,
): Pausable<{ alerts: Alert[]; speeches: Speech[] }> {
  const isQuiet = quietUntil(now, policy) !== undefined;
  const ended: Alert[] = [];
  const due: Alert[] = [];
  const after = ({ alert, isSeen }: Followed): Alert => {
    if (alert.resolvedAt !== undefined) {
      if (alert.resolvedTold || isQuiet) return alert;
      const told: Alert = { ...alert, resolvedTold: true };
      ended.push(told);
      return told;
    }
    if (!(isSeen || alert.condition.news) || !isDue(alert, policy, now)) return alert;
    const told = tell(alert, now);
    due.push(told);
    return told;
  };
  const alerts: Alert[] = [];
  for (const one of followed) {
    alerts.push(after(one));
    yield;
  }
  const over = yield* sorted(ended, byPeering);
  return { alerts, speeches: [...over.map(sayResolved), ...sayDue(yield* sorted(due, byUrgency))] };
}

function tell(alert: Alert, now: number): Alert {
  const { condition, spoken, acknowledged, snoozed } = alert;
  const milestone = lastMilestone(alert, now);
  return {
    condition,
    spoken: { at: now, count: (spoken?.count ?? 0) + 1, ...(milestone && { milestone: milestone.name }) },
    ...(acknowledged && acknowledged.falls > now && { acknowledged }),
    ...(snoozed && snoozed.until > now && { snoozed }),
    ...(condition.news && { resolvedAt: now, resolvedTold: true }),
  };
}

function sayResolved(alert: Alert): Speech {
  const { condition, resolvedAt = condition.since, peeringGone } = alert;
  const lastedMs = Math.max(0, resolvedAt - condition.since);
  return { kind: 'resolved', alert, lastedMs, ...(peeringGone && { peeringGone }) };
}

/** The same whatever order they were read from the store in. */
const byPeering = ({ condition: a }: Alert, { condition: b }: Alert) =>
  byName({ name: a.peeringName, id: a.key }, { name: b.peeringName, id: b.key });

/** One message for all that is due, the most urgent first. */
function sayDue(due: Alert[]): Speech[] {
  const [only] = due;
  if (!only) return [];
  return [due.length === 1 ? { kind: 'reminder', alert: only } : { kind: 'digest', alerts: due }];
}

function byUrgency({ condition: a }: Alert, { condition: b }: Alert): number {
  const never = Number.POSITIVE_INFINITY;
  const atA = a.deadline?.at ?? never;
  const atB = b.deadline?.at ?? never;
  if (atA !== atB) return atA < atB ? -1 : 1;
  return a.since - b.since || (a.key < b.key ? -1 : 1);
}
