const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `15s`, `30m`, `26h`, `7d` and combinations from large to small such as `1d12h`, in milliseconds; else `undefined`. */
export function parseDuration(text: string): number | undefined {
  const parts = /^(?=\d)(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/.exec(text.trim());
  if (!parts) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND;
}

/**
 * "5 days", "3 hours", "2 minutes"; after a single unit the next one too: "1 day 5 hours". Rounded to the unit below the
 * one that is said, so that a moment less than five days is "5 days". What is negative is "0 seconds".
 */
export function sayDuration(ms: number): string {
  const passed = Math.max(0, ms);
  if (Math.round(passed / HOUR) >= 24) return sayUnits(Math.round(passed / HOUR), 24, 'day', 'hour');
  if (Math.round(passed / MINUTE) >= 60) return sayUnits(Math.round(passed / MINUTE), 60, 'hour', 'minute');
  if (Math.round(passed / SECOND) >= 60) return sayUnits(Math.round(passed / SECOND), 60, 'minute', 'second');
  return count(Math.round(passed / SECOND), 'second');
}

function sayUnits(smallOnes: number, per: number, large: string, small: string): string {
  const whole = Math.floor(smallOnes / per);
  const rest = smallOnes % per;
  return whole === 1 && rest > 0 ? `1 ${large} ${count(rest, small)}` : count(whole, large);
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
