import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration, sayDuration } from '../../src/core/duration.ts';
import { DAY, HOUR } from './given.ts';

test.each([
  ['15s', 15_000],
  ['30m', 30 * 60_000],
  ['26h', 26 * HOUR],
  ['7d', 7 * DAY],
  ['1d12h', DAY + 12 * HOUR],
  [' 1h ', HOUR],
  ['0s', 0],
])('reads %j', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', 'h', '1', '1.5h', '-1h', '1 h', '12h1d', '1h1h', '1w', '1H', 'PT1H', '9999999999s'])(
  'refuses %j',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test.each([
  [0, '0 seconds'],
  [-5, '0 seconds'],
  [1000, '1 second'],
  [2 * 60_000, '2 minutes'],
  [90_000, '1 minute 30 seconds'],
  [HOUR, '1 hour'],
  [3 * HOUR, '3 hours'],
  [DAY + 5 * HOUR, '1 day 5 hours'],
  [5 * DAY, '5 days'],
  [7 * DAY - 2000, '7 days'],
  [7 * DAY - 26 * HOUR, '5 days'],
  [DAY - 1, '1 day'],
])('says %d ms as %j', (ms, words) => {
  expect(sayDuration(ms)).toBe(words);
});

test('what is said is never off by more than the unit it says', () => {
  const units: Record<string, number> = { day: DAY, hour: HOUR, minute: 60_000, second: 1000 };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * DAY }), (ms) => {
      const [number = '', unit = ''] = sayDuration(ms).split(' ');
      const size = units[unit.replace(/s$/, '')] ?? 0;
      expect(Math.abs(ms - Number(number) * size)).toBeLessThanOrEqual(size);
    }),
  );
});
