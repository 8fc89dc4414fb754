import { describe, expect, test } from 'vitest';
import { type SnoozeChoice, snoozeUntil } from '../../../src/core/alerts/snooze-until.ts';

function until(choice: SnoozeChoice, now: string, timezone = 'UTC'): string {
  const answer = snoozeUntil(choice, Date.parse(`${now}Z`), timezone);
  return typeof answer === 'number' ? new Date(answer).toISOString().slice(0, 16) : answer.problem;
}

describe('snoozing', () => {
  test.each<[string, SnoozeChoice, string, string, string]>([
    ['a day', '1d', '2026-01-15T12:00', 'UTC', '2026-01-16T12:00'],
    ['three days', '3d', '2026-01-15T12:00', 'UTC', '2026-01-18T12:00'],
    ['Monday, on a Thursday', 'monday', '2026-01-15T12:00', 'UTC', '2026-01-19T09:00'],
    ['Monday, on a Sunday', 'monday', '2026-01-18T23:00', 'UTC', '2026-01-19T09:00'],
    ['Monday, on Monday at eight', 'monday', '2026-01-19T08:00', 'UTC', '2026-01-19T09:00'],
    ['Monday, on Monday at nine', 'monday', '2026-01-19T09:00', 'UTC', '2026-01-26T09:00'],
    ['Monday in the zone', 'monday', '2026-01-18T23:30', 'Europe/Berlin', '2026-01-19T08:00'],
    ['Monday after the clocks change', 'monday', '2026-03-27T12:00', 'Europe/Berlin', '2026-03-30T07:00'],
    ['Monday after they change back', 'monday', '2026-10-30T12:00', 'America/New_York', '2026-11-02T14:00'],
    ['Monday in the next year', 'monday', '2026-12-30T12:00', 'UTC', '2027-01-04T09:00'],
    [
      'a date',
      { date: '2026-02-01', time: '07:30' },
      '2026-01-15T12:00',
      'Europe/Berlin',
      '2026-02-01T06:30',
    ],
    [
      'the last day there is',
      { date: '2027-01-15', time: '12:00' },
      '2026-01-15T12:00',
      'UTC',
      '2027-01-15T12:00',
    ],
  ])('%s', (_, choice, now, timezone, expected) => {
    expect(until(choice, now, timezone)).toBe(expected);
  });

  test.each([
    ['the past', '2026-01-15', '11:59', '2026-01-15 11:59 has passed; choose a time to come.'],
    ['now', '2026-01-15', '12:00', '2026-01-15 12:00 has passed; choose a time to come.'],
    ['400 days', '2027-02-19', '12:00', 'That is more than 365 days away; choose a time within a year.'],
    ['text', 'next week', '09:00', 'Enter a date such as 2026-01-31 and a time such as 09:00.'],
    ['nothing', '', '', 'Enter a date such as 2026-01-31 and a time such as 09:00.'],
    [
      'a day that is not there',
      '2026-02-30',
      '09:00',
      'Enter a date such as 2026-01-31 and a time such as 09:00.',
    ],
    [
      'a month that is not there',
      '2026-13-01',
      '09:00',
      'Enter a date such as 2026-01-31 and a time such as 09:00.',
    ],
    [
      'an hour that is not there',
      '2026-02-01',
      '24:00',
      'Enter a date such as 2026-01-31 and a time such as 09:00.',
    ],
    [
      'a minute that is not there',
      '2026-02-01',
      '09:60',
      'Enter a date such as 2026-01-31 and a time such as 09:00.',
    ],
  ])('%s is told under the field', (_, date, time, problem) => {
    expect(until({ date, time }, '2026-01-15T12:00')).toBe(problem);
  });
});
