import { byName } from '../by-name.ts';
import { indexBy } from '../index-by.ts';
import type { Pausable } from '../pausable.ts';
import { sorted } from '../sorted.ts';
import type { Alert, Condition, Look, SpeakPolicy, Speech } from './alert.ts';
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
  const isQuiet = quietUntil(now, policy) !== undefined;
  const ended: Alert[] = [];
  const due: Due[] = [];

  /** All about one of thousands at once, while it is at hand. */
  function speakOf(alert: Alert, isSeen: boolean): Alert {
    if (alert.resolvedAt !== undefined) {
      if (alert.resolvedTold || isQuiet) return alert;
      const told: Alert = { ...alert, resolvedTold: true };
      ended.push(told);
      return told;
    }
    if (!(isSeen || alert.condition.news) || !isDue(alert, policy, now)) return alert;
    const told = tell(alert, now);
    due.push(dueOf(told));
    return told;
  }

  const after: Alert[] = [];
  let met = 0;
  for (const stored of alerts) {
    const alert = withinTime(stored, policy, now);
    const condition = found.get(alert.condition.key);
    if (condition) met += 1;
    const isSeen = condition !== undefined || look.fate(alert.condition) !== 'unseen';
    const followed = followAlert(alert, condition, look, policy, now);
    if (followed) after.push(speakOf(followed, isSeen));
    yield;
  }
  for (const condition of met < found.size ? without(found, alerts) : []) {
    after.push(speakOf({ condition, spoken: undefined }, true));
    yield;
  }
  const over = yield* sorted(ended, byPeering);
  const first = yield* sorted(due, byUrgency);
  return { alerts: after, speeches: [...over.map(sayResolved), ...sayDue(first.map(({ alert }) => alert))] };
}

const NOTHING_READ: Look = { conditions: [], fate: () => 'unseen' };

/** Those that nobody follows yet. */
function without(found: ReadonlyMap<string, Condition>, alerts: Alert[]): Condition[] {
  const followed = new Set(alerts.map(({ condition }) => condition.key));
  return [...found.values()].filter(({ key }) => !followed.has(key));
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

/** With what it is sorted by: thousands of alerts lie far apart. */
interface Due {
  alert: Alert;
  /** When it is too late: ms since 1970. */
  deadline: number;
  since: number;
  name: string;
  id: string;
}

function dueOf(alert: Alert): Due {
  const { deadline, since, peeringName, key } = alert.condition;
  return { alert, deadline: deadline?.at ?? Number.POSITIVE_INFINITY, since, name: peeringName, id: key };
}

/** What is lost first, then what has lasted longest, then by name. */
function byUrgency(a: Due, b: Due): number {
  if (a.deadline !== b.deadline) return a.deadline < b.deadline ? -1 : 1;
  return a.since - b.since || byName(a, b);
}
