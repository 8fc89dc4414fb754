/**
 * Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).
 * A date is measured against the answer's own `Date`, so that a wrong clock on this side does not matter.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // `Date.parse` makes a date of almost anything, "-3" included; an HTTP date begins with the day's name.
  const until = /^[a-z]{3,}/i.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? now : serverNow));
}
