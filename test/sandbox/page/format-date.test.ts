import { describe, expect, it } from 'vitest';
import { formatDate, sayDay } from '../../../src/sandbox/page/text/format-date.ts';

const monday = new Date(2026, 10, 23, 14, 30, 5);
const unix = Math.floor(monday.getTime() / 1000);
const now = monday.getTime();
const day = 24 * 3600;

describe('formatDate', () => {
  it.each([
    ['{date_num}', '2026-11-23'],
    ['{date}', 'November 23rd, 2026'],
    ['{date_short}', 'Nov 23, 2026'],
    ['{date_long}', 'Monday, November 23rd, 2026'],
    ['{time}', '2:30 PM'],
    ['{time_secs}', '2:30:05 PM'],
    ['due {date_short_pretty} at {time}', 'due today at 2:30 PM'],
    ['{unknown}', '{unknown}'],
  ])('fills in %s', (format, shown) => {
    expect(formatDate(unix, format, now)).toBe(shown);
  });

  it('says near days by their names and others by their dates', () => {
    expect(formatDate(unix - day, '{date_pretty}', now)).toBe('yesterday');
    expect(formatDate(unix + day, '{date_long_pretty}', now)).toBe('tomorrow');
    expect(formatDate(unix + 2 * day, '{date_short_pretty}', now)).toBe('Nov 25, 2026');
  });

  it('says how long ago', () => {
    expect(formatDate(unix - 3 * 3600, '{ago}', now)).toBe('3 hours ago');
    expect(formatDate(unix + 2 * day, '{ago}', now)).toBe('in 2 days');
  });
});

describe('sayDay', () => {
  it('names today, yesterday, and days further away', () => {
    expect(sayDay(now, now)).toBe('Today');
    expect(sayDay(now - day * 1000, now)).toBe('Yesterday');
    expect(sayDay(now - 3 * day * 1000, now)).toBe('Friday, November 20th');
  });
});
