const day = 24 * 60 * 60 * 1000;

/**
 * Fills in Slack's `{date_short_pretty} at {time}` tokens in the reader's own time zone.
 * `unix` in seconds, `now` in ms; words of a language other than English are not known here.
 */
export function formatDate(unix: number, format: string, now: number): string {
  const date = new Date(unix * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => fillIn(token, date, now) ?? whole);
}

function fillIn(token: string, date: Date, now: number): string | undefined {
  const pretty = token.endsWith('_pretty') ? relativeDay(date, now) : undefined;
  if (pretty) return pretty;
  switch (token.replace(/_pretty$/, '')) {
    case 'date_num':
      return [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
    case 'date_slash':
      return [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('/');
    case 'date':
      return `${say(date, { month: 'long' })} ${ordinal(date.getDate())}, ${date.getFullYear()}`;
    case 'date_short':
      return say(date, { month: 'short', day: 'numeric', year: 'numeric' });
    case 'date_long':
      return `${say(date, { weekday: 'long' })}, ${say(date, { month: 'long' })} ${ordinal(date.getDate())}, ${date.getFullYear()}`;
    case 'time':
      return say(date, { hour: 'numeric', minute: '2-digit' });
    case 'time_secs':
      return say(date, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return sayAgo(date.getTime() - now);
    default:
      return undefined;
  }
}

function say(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', options).format(date).replace(/\u202f/g, ' ');
}

function relativeDay(date: Date, now: number): string | undefined {
  const apart = Math.round((startOfDay(date) - startOfDay(new Date(now))) / day);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(apart)];
}

/** "Today", "Yesterday", "Monday, November 23rd": what stands between the days of a conversation. */
export function sayDay(at: number, now: number): string {
  const date = new Date(at);
  const near = relativeDay(date, now);
  if (near) return near.charAt(0).toUpperCase() + near.slice(1);
  return `${say(date, { weekday: 'long' })}, ${say(date, { month: 'long' })} ${ordinal(date.getDate())}`;
}

/** "14:07", always of one width. */
export function sayTime(at: number): string {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

export function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function sayAgo(ms: number): string {
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', day],
    ['hour', day / 24],
    ['minute', 60_000],
    ['second', 1000],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(ms) >= length) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' }).format(Math.round(ms / size), unit);
}

function ordinal(number: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' };
  return `${number}${suffix[new Intl.PluralRules('en-US', { type: 'ordinal' }).select(number)]}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
