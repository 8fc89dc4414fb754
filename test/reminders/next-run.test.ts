import { describe, expect, it } from 'vitest';
import { createNextRun } from '../../src/reminders/next-run.ts';

const nextAfter = (cron: string, timezone: string, at: string) => {
  const next = createNextRun(cron, timezone)(Date.parse(at));
  return next === undefined ? undefined : new Date(next).toISOString().replace(':00.000Z', 'Z');
};

describe('the next run', () => {
  it.each([
    ['*/5 * * * *', 'UTC', '2026-01-05T12:00:00Z', '2026-01-05T12:05Z'],
    ['*/5 * * * *', 'UTC', '2026-01-05T12:04:59.999Z', '2026-01-05T12:05Z'],
    ['0 9 * * 1', 'Europe/Berlin', '2026-01-05T08:00:00Z', '2026-01-12T08:00Z'],
    ['0 9 * * 1', 'Europe/Berlin', '2026-03-24T00:00:00Z', '2026-03-30T07:00Z'],
    ['15 6 1 * *', 'Asia/Kolkata', '2026-01-05T00:00:00Z', '2026-02-01T00:45Z'],
    ['0 0 29 2 *', 'UTC', '2026-01-05T00:00:00Z', '2028-02-29T00:00Z'],
    // The clocks leave out 02:30 that night, and show it twice in autumn.
    ['30 2 * * *', 'Europe/Berlin', '2026-03-28T02:00:00Z', '2026-03-30T00:30Z'],
    ['30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30Z'],
  ])('of %s in %s after %s is %s', (cron, timezone, at, next) => {
    expect(nextAfter(cron, timezone, at)).toBe(next);
  });

  it('is none where the expression never comes true, as on a 13th that is a first Monday', () => {
    expect(nextAfter('0 0 13 1 1#1', 'UTC', '2026-01-05T00:00:00Z')).toBeUndefined();
  });
});
