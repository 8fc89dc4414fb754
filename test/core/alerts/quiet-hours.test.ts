import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quietUntil } from '../../../src/core/alerts/quiet-hours.ts';
import { momentOf, wallTime } from '../../../src/core/alerts/zone.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

function until(at: string, from: string, to: string, timezone: string): string | undefined {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const end = quietUntil(utc(at), {
    pendingAfterMs: 1,
    remindEveryMs: 1,
    timezone,
    quietHours: { from: minutes(from), to: minutes(to) },
  });
  return end === undefined ? undefined : new Date(end).toISOString().slice(0, 16);
}

describe('quiet hours', () => {
  test.each([
    ['over midnight, in the evening', '2026-01-15T20:00', '19:00', '08:00', 'UTC', '2026-01-16T08:00'],
    ['over midnight, in the morning', '2026-01-16T07:59:59', '19:00', '08:00', 'UTC', '2026-01-16T08:00'],
    ['the first minute belongs to them', '2026-01-15T19:00', '19:00', '08:00', 'UTC', '2026-01-16T08:00'],
    ['the last does not', '2026-01-16T08:00', '19:00', '08:00', 'UTC', undefined],
    ['within a day', '2026-01-15T12:30', '12:00', '13:00', 'UTC', '2026-01-15T13:00'],
    ['not within a day', '2026-01-15T13:30', '12:00', '13:00', 'UTC', undefined],
    ['in another zone', '2026-01-15T18:30', '19:00', '08:00', 'Europe/Berlin', '2026-01-16T07:00'],
    ['half an hour off', '2026-01-15T14:00', '19:00', '08:00', 'Asia/Kolkata', '2026-01-16T02:30'],
    ['Berlin, spring', '2026-03-28T20:00', '19:00', '08:00', 'Europe/Berlin', '2026-03-29T06:00'],
    ['Berlin, autumn', '2026-10-24T20:00', '19:00', '08:00', 'Europe/Berlin', '2026-10-25T07:00'],
    ['New York, spring', '2026-03-08T02:00', '19:00', '08:00', 'America/New_York', '2026-03-08T12:00'],
    ['New York, autumn', '2026-11-01T02:00', '19:00', '08:00', 'America/New_York', '2026-11-01T13:00'],
    [
      'an end that the clocks leave out',
      '2026-03-28T22:00',
      '19:00',
      '02:30',
      'Europe/Berlin',
      '2026-03-29T01:00',
    ],
    [
      'an end that comes twice, the first',
      '2026-10-24T22:00',
      '19:00',
      '02:30',
      'Europe/Berlin',
      '2026-10-25T00:30',
    ],
    [
      'an end that comes twice, the second',
      '2026-10-25T01:10',
      '19:00',
      '02:30',
      'Europe/Berlin',
      '2026-10-25T01:30',
    ],
  ])('%s', (_, at, from, to, timezone, end) => {
    expect(until(at, from, to, timezone)).toBe(end);
  });

  test('without the setting, it is never quiet', () => {
    expect(quietUntil(0, { pendingAfterMs: 1, remindEveryMs: 1, timezone: 'UTC' })).toBeUndefined();
  });
});

test('a moment is found again by what the clocks show, save the hour that they show twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: utc('2025-01-01'), max: utc('2030-01-01') }),
      fc.constantFrom(
        'UTC',
        'Europe/Berlin',
        'America/New_York',
        'Asia/Kolkata',
        'Australia/Lord_Howe',
        'Pacific/Apia',
      ),
      (at, timezone) => {
        const minute = Math.floor(at / 60_000) * 60_000;
        const shown = wallTime(minute, timezone);
        const found = momentOf(shown, timezone);
        expect(wallTime(found, timezone)).toEqual(shown);
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(minute - found);
      },
    ),
  );
});

test('what the clocks leave out is as much later as they skip', () => {
  const moment = momentOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Berlin');
  expect(wallTime(moment, 'Europe/Berlin')).toMatchObject({ day: 29, hour: 3, minute: 30 });
});
