import { beforeEach, expect, test } from 'vitest';
import { createRefresher, type Refreshed } from '../../src/slack/home/refresher.ts';
import { createManualClock, type ManualClock } from '../operations/world/manual-clock.ts';

const SECOND = 1_000;
let clock: ManualClock;
let refreshed: { id: string; at: number }[];
let warned: string[];
beforeEach(() => {
  clock = createManualClock(0);
  refreshed = [];
  warned = [];
});

function start(ids: string[], refresh: (id: string) => Promise<Refreshed> = async () => 'unchanged') {
  const log = {
    debug() {},
    info() {},
    warn: (_: object, message: string) => void warned.push(message),
    error() {},
  };
  return createRefresher({
    all: async () => ids,
    refresh(id) {
      refreshed.push({ id, at: clock.now() });
      return refresh(id);
    },
    clock,
    log,
  });
}

/** Real turns of the event loop, in which everything goes on that needs no time. */
async function go(ms: number) {
  await clock.advance(ms, async () => {
    for (let turn = 0; turn < 50; turn++) await clock.settle();
  });
}
const ids = () => refreshed.map(({ id }) => id);

test('what changes together is looked at once, a moment later', async () => {
  const refresher = start(['a', 'b']);
  for (let n = 0; n < 5; n++) refresher.nudge();
  expect(ids()).toEqual([]);
  await go(SECOND);
  expect(ids()).toEqual(['a', 'b']);
  await go(60 * SECOND);
  expect(ids()).toEqual(['a', 'b']);
});

test('what changes meanwhile is looked at again, once', async () => {
  const refresher = start(['a'], async () => {
    if (refreshed.length === 1) for (let n = 0; n < 3; n++) refresher.nudge();
    return 'unchanged';
  });
  refresher.nudge();
  await go(10 * SECOND);
  expect(ids()).toEqual(['a', 'a']);
});

test('many that are published come slowly, after the first few', async () => {
  const many = Array.from({ length: 100 }, (_, index) => `${index}`);
  const refresher = start(many, async () => 'published');
  refresher.nudge();
  await go(SECOND);
  expect(refreshed.length).toBeGreaterThanOrEqual(10);
  expect(refreshed.length).toBeLessThanOrEqual(12);
  await go(100 * SECOND);
  expect(refreshed).toHaveLength(100);
  for (const { at } of refreshed) {
    const within = refreshed.filter((one) => one.at >= at && one.at < at + 60 * SECOND);
    expect(within.length).toBeLessThanOrEqual(70);
  }
});

test('one that fails keeps nobody from theirs', async () => {
  const refresher = start(['a', 'b'], async (id) => {
    if (id === 'a') throw new Error('Slack is down');
    return 'unchanged';
  });
  refresher.nudge();
  await go(SECOND);
  expect(ids()).toEqual(['a', 'b']);
  expect(warned).toEqual(['what stands there could not be brought up to date']);
});

test('stopping ends a rest, and nothing begins any more', async () => {
  const many = Array.from({ length: 30 }, (_, index) => `${index}`);
  const refresher = start(many, async () => 'published');
  refresher.nudge();
  await go(SECOND);
  const { length } = refreshed;
  await refresher.stop();
  refresher.nudge();
  await go(60 * SECOND);
  expect(refreshed).toHaveLength(length);
});
