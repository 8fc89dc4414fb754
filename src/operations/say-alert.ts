import type { Alert, Condition } from '../core/alerts/alert.ts';
import { sayMoment } from '../core/alerts/say-moment.ts';
import type { Owner } from '../core/chain/link.ts';
import { sayDuration } from '../core/duration.ts';
import { sayCloud } from '../core/say-cloud.ts';
import { sayOwner } from '../core/say-owner.ts';

const MINUTE = 60_000;

/**
 * For the thread of its card: which one, since when, what is missing, whose turn it is and until when. Notifications show
 * this and nothing else, so it must be enough.
 */
export function sayReminder({ condition, spoken }: Alert, timezone: string): string {
  const { peeringName, sentence, owner, deadline, since, news } = condition;
  const at = spoken?.at ?? since;
  if (news) return `${peeringName}: ${sentence}`;
  const parts = [
    `${peeringName}${sayLasting(condition, at)}: ${sentence}`,
    isNamed(owner, sentence) ? undefined : `Whose turn: ${sayOwner(owner)}.`,
    deadline && sayDeadline(deadline, at, timezone),
  ];
  return parts.filter(Boolean).join(' ');
}

function sayLasting({ since, sinceAtLatest }: Condition, at: number): string {
  if (at - since < MINUTE) return '';
  return `, for ${sinceAtLatest ? 'at least ' : ''}${sayDuration(at - since)}`;
}

/** The sentence says already who has to do what. */
const isNamed = (owner: Owner, sentence: string) =>
  owner.kind === 'application' && sentence.includes(`in ${sayCloud(owner)} has to`);

function sayDeadline(
  { at: end, certainty, meaning }: NonNullable<Condition['deadline']>,
  at: number,
  timezone: string,
): string {
  const latest = certainty === 'at-latest' ? ' at the latest' : '';
  const left = end > at ? `${sayDuration(end - at)} left` : 'any moment now';
  return `Until ${sayMoment(end, timezone)}${latest}, ${left}: ${meaning}`;
}

export function sayResolved({
  condition,
  lastedMs,
  peeringGone,
}: {
  condition: Condition;
  lastedMs: number;
  peeringGone?: true;
}): string {
  const after = sayDuration(lastedMs);
  return peeringGone
    ? `Over after ${after}, since the peering is gone: “${condition.sentence}”`
    : `Resolved after ${after}: “${condition.sentence}”`;
}

export function sayUnreachable({ since, reason }: { since: number; reason: string }): string {
  const time = new Date(since).toISOString().slice(11, 16);
  return `Yugabyte cannot be read since ${time} UTC. ${reason} Until it can be again, nothing is declared new or resolved; this is said once.`;
}

export function sayReachable({ since }: { since: number }, at: number): string {
  return `Yugabyte can be read again, after ${sayDuration(at - since)}.`;
}
