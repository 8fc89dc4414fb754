import type { Alert, Condition } from '../core/alerts/alert.ts';
import { sayDuration } from '../core/duration.ts';
import { sayOwner } from '../core/say-owner.ts';

const MINUTE = 60_000;

/** For the thread of its card: since when, what is missing, whose turn it is and until when. */
export function sayReminder({ condition, spoken }: Alert): string {
  const { sentence, owner, deadline, since, news } = condition;
  const at = spoken?.at ?? since;
  if (news) return sentence;
  const lasting = at - since;
  const parts = [
    lasting >= MINUTE ? `Since ${sayDuration(lasting)}: ${sentence}` : sentence,
    `Whose turn: ${sayOwner(owner)}.`,
    deadline && sayDeadline(deadline, at),
  ];
  return parts.filter(Boolean).join(' ');
}

function sayDeadline(
  { at: end, certainty, meaning }: NonNullable<Condition['deadline']>,
  at: number,
): string {
  const time = `${new Date(end).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const latest = certainty === 'at-latest' ? ' at the latest' : '';
  const left = end > at ? `${sayDuration(end - at)} left` : 'any moment now';
  return `Until ${time}${latest} (${left}): ${meaning}`;
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
    ? `Over after ${after}, since the peering is gone: ${condition.sentence}`
    : `Resolved after ${after}: ${condition.sentence}`;
}

export function sayUnreachable({ since, reason }: { since: number; reason: string }): string {
  const time = new Date(since).toISOString().slice(11, 16);
  return `Yugabyte cannot be read since ${time} UTC. ${reason} Until it can be again, nothing is declared new or resolved; this is said once.`;
}

export function sayReachable({ since }: { since: number }, at: number): string {
  return `Yugabyte can be read again, after ${sayDuration(at - since)}.`;
}
