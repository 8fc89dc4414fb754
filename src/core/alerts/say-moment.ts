import { wallTime } from './zone.ts';

/** "2026-01-15 09:00 (Europe/Berlin)". */
export function sayMoment(at: number, timezone: string): string {
  const { year, month, day, hour, minute } = wallTime(at, timezone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} (${timezone})`;
}
