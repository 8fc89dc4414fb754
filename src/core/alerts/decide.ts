import { byName } from '../by-name.ts';
import type { Alert, Look, SpeakPolicy, Speech } from './alert.ts';
import { followAlert } from './follow-alert.ts';
import { isDue, lastMilestone } from './next-speak-at.ts';
import { quietUntil } from './quiet-hours.ts';
import { withinTime } from './within-time.ts';

/**
 * What to say in this tick, and the alerts as they stand then: the same object where nothing has changed; an alert that
 * is not among them is to be forgotten. Whatever was not read neither begins nor ends nor is spoken about.
 */
export function decide(
  alerts: Alert[],
  current: Look | 'unread',
  policy: SpeakPolicy,
  now: number,
): { alerts: Alert[]; speeches: Speech[] } {
  const look = current === 'unread' ? NOTHING_READ : current;
  const found = new Map(look.conditions.map((condition) => [condition.key, condition]));
  const followed = alerts.flatMap((stored) => {
    const alert = withinTime(stored, policy, now);
    const condition = found.get(alert.condition.key);
    found.delete(alert.condition.key);
    const isSeen = condition !== undefined || look.fate(alert.condition) !== 'unseen';
    const after = followAlert(alert, condition, look, policy, now);
    return after ? [{ alert: after, isSeen }] : [];
  });
  const begun = [...found.values()].map((condition) => ({
    alert: { condition, spoken: undefined },
    isSeen: true,
  }));
  return speak([...followed, ...begun], policy, now);
}

const NOTHING_READ: Look = { conditions: [], fate: () => 'unseen' };

function speak(
  followed: { alert: Alert; isSeen: boolean }[],
  policy: SpeakPolicy,
  now: number,
): { alerts: Alert[]; speeches: Speech[] } {
  const isQuiet = quietUntil(now, policy) !== undefined;
  const ended: Alert[] = [];
  const due: Alert[] = [];
  const alerts = followed.map(({ alert, isSeen }): Alert => {
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
  });
  return { alerts, speeches: [...ended.toSorted(byPeering).map(sayResolved), ...sayDue(due)] };
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
  const [only, ...more] = due.toSorted(byUrgency);
  if (!only) return [];
  return [
    more.length === 0 ? { kind: 'reminder', alert: only } : { kind: 'digest', alerts: [only, ...more] },
  ];
}

function byUrgency({ condition: a }: Alert, { condition: b }: Alert): number {
  const never = Number.POSITIVE_INFINITY;
  const [x, y] = [a.deadline?.at ?? never, b.deadline?.at ?? never];
  if (x !== y) return x < y ? -1 : 1;
  return a.since - b.since || (a.key < b.key ? -1 : 1);
}
