const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A moment as clocks on the wall show it. */
export interface WallTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What the clocks in the time zone show at that moment. */
export function wallTime(at: number, timezone: string): WallTime {
  const parts = new Map(
    formatter(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/**
 * The first moment at which the clocks in the time zone show that. Where they leave it out (in spring), as much later as
 * they skip. Days and months that are out of range count on: the 32nd of January is the 1st of February.
 */
export function momentOf({ year, month, day, hour, minute }: WallTime, timezone: string): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const offsets = [asUtc - DAY, asUtc + DAY].map((at) => offsetAt(at, timezone));
  const candidates = offsets.map((offset) => asUtc - offset);
  const exact = candidates.filter((at) => at + offsetAt(at, timezone) === asUtc);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** How far the time zone is ahead of UTC, in ms. */
function offsetAt(at: number, timezone: string): number {
  const { year, month, day, hour, minute } = wallTime(at, timezone);
  const whole = Math.floor(at / MINUTE) * MINUTE;
  return Date.UTC(year, month - 1, day, hour, minute) - whole;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times what using it does. */
function formatter(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formatters.set(timezone, made);
  return made;
}
