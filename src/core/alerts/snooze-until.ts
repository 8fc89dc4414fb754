import { momentOf, wallTime } from './zone.ts';

/** `date` as 2026-01-31 and `time` as 09:00, in the time zone of the reminders. */
export type SnoozeChoice = '1d' | '3d' | 'monday' | { date: string; time: string };

const DAY = 24 * 60 * 60 * 1000;
const MOST_DAYS = 365;

/** Until when to be silent, or what is wrong with the date, as a sentence for the field. */
export function snoozeUntil(
  choice: SnoozeChoice,
  now: number,
  timezone: string,
): number | { problem: string } {
  if (choice === '1d') return now + DAY;
  if (choice === '3d') return now + 3 * DAY;
  if (choice === 'monday') return nextMonday(now, timezone);
  return customTime(choice, now, timezone);
}

function nextMonday(now: number, timezone: string): number {
  const today = wallTime(now, timezone);
  const weekday = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  const nineOnDay = (day: number) => momentOf({ ...today, day, hour: 9, minute: 0 }, timezone);
  const monday = today.day + ((8 - weekday) % 7);
  const moment = nineOnDay(monday);
  return moment > now ? moment : nineOnDay(monday + 7);
}

function customTime({ date, time }: { date: string; time: string }, now: number, timezone: string) {
  const wall = readWallTime(date.trim(), time.trim());
  if (!wall) return { problem: 'Enter a date such as 2026-01-31 and a time such as 09:00.' };
  const until = momentOf(wall, timezone);
  if (until <= now) return { problem: `${date.trim()} ${time.trim()} has passed; choose a time to come.` };
  if (until > now + MOST_DAYS * DAY) {
    return { problem: `That is more than ${MOST_DAYS} days away; choose a time within a year.` };
  }
  return until;
}

function readWallTime(date: string, time: string) {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/.exec(`${date} ${time}`);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const read = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const exists = read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60;
  return exists ? { year, month, day, hour, minute } : undefined;
}
