import type { Alert, Milestone, SpeakPolicy } from './alert.ts';
import { quietUntil } from './quiet-hours.ts';

/** When it will be spoken about next if nothing changes; `undefined` when never. Not before `now`. */
export function nextSpeakAt(alert: Alert, policy: SpeakPolicy, now: number): number | undefined {
  const moments = momentsOf(alert, policy).map((moment) => spokenAt(moment, policy, now));
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** Whether it is to be spoken about at this moment. */
export function isDue(alert: Alert, policy: SpeakPolicy, now: number): boolean {
  if (alert.resolvedAt !== undefined) return false;
  const isNow = (moment: Moment) => moment.at <= now && spokenAt(moment, policy, now) <= now;
  // Thousands are asked in each tick.
  return isNow({ at: reminderAt(alert, policy) }) || milestonesAhead(alert).some(isNow);
}

/** The last milestone that has passed; one that was told has, whatever the clock says now. */
export function lastMilestone({ condition, spoken }: Alert, now: number): Milestone | undefined {
  return condition.milestones.findLast(({ at, name }) => at <= now || name === spoken?.milestone);
}

interface Moment {
  at: number;
  /** It may not wait beyond this moment, quiet hours or not. */
  notAfter?: number;
}

/** Every reason to speak, with the moment from which it holds. */
function momentsOf(alert: Alert, policy: SpeakPolicy): Moment[] {
  if (alert.resolvedAt !== undefined) return [];
  return [{ at: reminderAt(alert, policy) }, ...milestonesAhead(alert)];
}

function reminderAt(alert: Alert, { remindEveryMs }: SpeakPolicy): number {
  const { condition, spoken, notBefore, acknowledged, snoozed } = alert;
  const first = Math.max(condition.dueAt, notBefore ?? condition.dueAt);
  if (snoozed) return Math.max(first, snoozed.until);
  const regular = spoken ? onTheMinute(spoken.at, remindEveryMs) : first;
  return acknowledged ? Math.max(regular, acknowledged.falls) : regular;
}

/**
 * A tick runs a little after its minute, not always equally late. Counted from the minute, a reminder does not slip by one
 * tick each day.
 */
function onTheMinute(spokenAt: number, remindEveryMs: number): number {
  return spokenAt - Math.min(spokenAt % 60_000, remindEveryMs / 10) + remindEveryMs;
}

/** Those not yet spoken of. Whoever is busy with it is told all the same; a snooze holds unless it outlasts the deadline. */
function milestonesAhead({ condition, spoken, snoozed }: Alert): Moment[] {
  const { deadline, milestones } = condition;
  if (!deadline || (snoozed && deadline.at > snoozed.until)) return [];
  const told = milestones.findIndex(({ name }) => name === spoken?.milestone);
  return milestones.slice(told + 1).map(({ at }) => ({ at, notAfter: deadline.at }));
}

function spokenAt({ at, notAfter }: Moment, policy: SpeakPolicy, now: number): number {
  const ready = Math.max(at, now);
  const quietEnd = quietUntil(ready, policy);
  if (quietEnd === undefined) return ready;
  const isLost = notAfter !== undefined && ready < notAfter && notAfter <= quietEnd;
  return isLost ? ready : quietEnd;
}
