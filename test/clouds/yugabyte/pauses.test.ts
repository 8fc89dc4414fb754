import { expect, test } from 'vitest';
import { pauseAfter } from '../../../src/clouds/yugabyte/http/pause.ts';
import { retryAfterMs } from '../../../src/clouds/yugabyte/http/retry-after.ts';
import { defaultRetryPolicy } from '../../../src/clouds/yugabyte/http/settings.ts';

const now = Date.UTC(2026, 0, 1, 12);

test.each([
  [{}, undefined],
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-3' }, undefined],
  [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:09 GMT' }, 9_000],
  [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
  // The server's clock is an hour ahead of ours.
  [{ 'retry-after': 'Thu, 01 Jan 2026 13:00:04 GMT', date: 'Thu, 01 Jan 2026 13:00:00 GMT' }, 4_000],
])('Retry-After %o means %s ms', (headers, ms) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(ms);
});

test('pauses double up to the longest, between half and all of it', () => {
  const least = [1, 2, 3, 9].map((tries) => pauseAfter(tries, undefined, defaultRetryPolicy, () => 0));
  const most = [1, 2, 3, 9].map((tries) => pauseAfter(tries, undefined, defaultRetryPolicy, () => 1));
  expect(least).toEqual([150, 300, 600, 2_500]);
  expect(most).toEqual([300, 600, 1_200, 5_000]);
});

test('what the server asks for comes first, but not beyond the cap', () => {
  expect(pauseAfter(1, 2_000, defaultRetryPolicy, () => 0)).toBe(2_000);
  expect(pauseAfter(1, 3_600_000, defaultRetryPolicy, () => 0)).toBe(15_000);
});
