import { expect, test } from 'vitest';
import { live } from './month/life.ts';
import { tellWeeks } from './month/weeks.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday; on the fourth Sunday the clocks go forward. */
const START = Date.UTC(2026, 2, 2);

test('a month of 200 peerings: what is due is said once, in time, never at night, never after it is over', {
  timeout: 600_000,
}, async () => {
  const lived = await live({
    seed: 20260302,
    start: START,
    days: 30,
    rules: {
      pendingAfter: HOUR,
      every: DAY,
      quiet: { from: 19 * 60, to: 8 * 60 },
      offsets: [
        { from: Date.UTC(2026, 2, 29, 1), ms: 2 * HOUR },
        { from: 0, ms: HOUR },
      ],
    },
    settings: { PEERING_TIMEZONE: 'Europe/Berlin', PEERING_QUIET_HOURS: '19:00-08:00' },
  });
  const { happened, said, posts } = lived;
  console.error(`a month, 200 peerings, messages per person and week:\n${tellWeeks(lived, START)}`);
  console.error('what happened:', happened, 'what was said:', said);

  // A month in which nothing of the kind happened would prove nothing.
  for (const what of [
    'accepted',
    'rejected',
    'deleted at the cloud',
    'deleted in the console',
    'requested',
    'allow lists changed',
    'Yugabyte out of reach',
    'allow lists out of reach',
    'Slack out of reach',
    'restarted',
    'down for a while',
    'answered',
  ])
    expect(happened[what] ?? 0, what).toBeGreaterThan(0);
  for (const rule of [
    'pending',
    'expired',
    'failed',
    'changed',
    'gone',
    'allowed.not-covered',
    'allowed.no-longer-covered',
    'allowed.ignored-entries',
  ])
    expect(said[`tell ${rule}`] ?? 0, rule).toBeGreaterThan(0);
  for (const line of ['over pending', 'over allowed.no-longer-covered', 'unreachable', 'reachable'])
    expect(said[line] ?? 0, line).toBeGreaterThan(0);
  const named = new Set(posts.flatMap(({ mentions }) => mentions));
  expect([...named].toSorted()).toEqual(['S0PLATFORM', 'U0APPROVER', 'U0VIEWER']);
});
