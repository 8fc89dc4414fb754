import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ManagedDb } from '../../../src/core/ports.ts';
import { type Aeon, allowListRow, clusterRow, peeringRow, startAeon, status, vpcRow } from './aeon.ts';
import { awsSpec, connect, failure, turnedClock } from './connect.ts';

let aeon: Aeon;
let time: ReturnType<typeof turnedClock>;
const open = (options = {}) => connect(aeon.host, { clock: time.clock, ...options });
const fetches = () => aeon.count('GET', '/vpc-peerings');
const once = { retry: { reads: 1 } };

beforeEach(async () => {
  aeon = await startAeon();
  time = turnedClock();
  aeon.world.peerings.push(peeringRow('one'));
});
afterEach(() => aeon.stop());

/** Holds the lists of peerings back until it is told to let them go. */
function gate() {
  let letGo = () => {};
  let arrived = () => {};
  const opened = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  aeon.trouble('GET', '/vpc-peerings', (response, effect) => {
    const { body } = effect();
    arrived();
    opened.then(() => response.writeHead(200).end(JSON.stringify(body)));
  });
  return { letGo, reached };
}

/** Whatever was sent before has reached the server once this is back. */
async function roundTrips(db: ManagedDb) {
  for (let times = 0; times < 3; times++) await db.getCluster('none');
}

/** Until what goes on in the background has ended. */
async function until(holds: () => boolean) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

test('nothing is there at first: peek says so and starts to read', async () => {
  const db = open();
  expect(db.peek()).toBeUndefined();
  await until(() => db.peek() !== undefined);
  expect(db.peek()?.peerings[0]?.name).toBe('one');
  expect(fetches()).toBe(1);
});

test('an observation holds all four sides and its time', async () => {
  const observation = await open().observe();
  expect(observation.at).toBe(time.clock.now());
  expect(observation.vpcs).toMatchObject({ ok: true, value: [{ name: 'prod-aws' }, { name: 'prod-gcp' }] });
  expect(observation.clusters).toMatchObject({ ok: true, value: [{ name: 'orders-db' }] });
  expect(observation.allowLists).toEqual({ ok: true, value: [] });
  expect(observation).not.toHaveProperty('refreshFailed');
});

test('fresh for a while, then old: peek answers at once and reads behind the scenes', async () => {
  const db = open();
  const first = await db.observe();
  time.turn(14_000);
  expect(await db.observe()).toBe(first);
  expect(db.peek()).toBe(first);
  expect(fetches()).toBe(1);
  time.turn(2_000);
  expect(db.peek()).toBe(first);
  await until(() => db.peek() !== first);
  expect(db.peek()?.at).toBe(time.clock.now());
  expect(fetches()).toBe(2);
});

test('observe reads again when the last is too old for the caller', async () => {
  const db = open();
  const first = await db.observe();
  time.turn(5_000);
  expect(await db.observe({ maxAgeMs: 6_000 })).toBe(first);
  expect(await db.observe({ maxAgeMs: 4_000 })).not.toBe(first);
  expect(await db.observe({ maxAgeMs: 0 })).not.toBe(first);
  expect(fetches()).toBe(3);
});

test('a clock that was turned back makes nothing fresh for ever', async () => {
  const db = open();
  await db.observe();
  time.turn(-3_600_000);
  await db.observe();
  expect(fetches()).toBe(2);
});

test('all who ask at the same time share one fetch', async () => {
  const db = open();
  const all = await Promise.all([db.observe(), db.observe({ maxAgeMs: 0 }), db.observe(), db.observe()]);
  expect(new Set(all).size).toBe(1);
  db.peek();
  expect(fetches()).toBe(1);
});

test('a write makes what was read before old', async () => {
  const db = open();
  await db.observe();
  await db.requestPeering(awsSpec);
  const after = await db.observe();
  expect(after.peerings.map(({ name }) => name)).toEqual(['one', 'app-peer']);
});

test('who asks after a write gets nothing that began before it, and there is one fetch at a time', async () => {
  const id = aeon.world.peerings[0].info.id;
  const db = open();
  const held = gate();
  const before = db.observe();
  await held.reached;
  await db.terminatePeering(id);
  const after = [db.observe(), db.observe(), db.observe()];
  await roundTrips(db);
  expect(fetches()).toBe(1);
  held.letGo();
  expect((await before).peerings).toHaveLength(1);
  for (const observation of await Promise.all(after)) expect(observation.peerings).toEqual([]);
  expect(fetches()).toBe(2);
  expect(db.peek()?.peerings).toEqual([]);
});

test('what began before a write is old when it arrives', async () => {
  const db = open();
  const held = gate();
  const before = db.observe();
  await held.reached;
  await db.terminatePeering(aeon.world.peerings[0].info.id);
  held.letGo();
  expect((await before).peerings).toHaveLength(1);
  expect((await db.observe()).peerings).toEqual([]);
});

test('a write that failed makes it old too: it may have been carried out', async () => {
  const db = open();
  await db.observe();
  aeon.trouble('POST', '/vpc-peerings', (response, effect) => {
    effect();
    status(400, 'no, or yes')(response, effect);
  });
  await failure(db.requestPeering(awsSpec));
  expect((await db.observe()).peerings).toHaveLength(2);
});

test('a side that cannot be read says why; the others stand', async () => {
  aeon.trouble('GET', '/clusters', status(403, 'no right'));
  aeon.trouble('GET', '/vpcs', status(400));
  aeon.trouble('GET', '/allow-lists', (response) => response.destroy(), 9);
  const { peerings, vpcs, clusters, allowLists } = await open().observe();
  expect(peerings).toHaveLength(1);
  expect(clusters).toEqual({
    ok: false,
    reason: 'Reading the clusters failed: Yugabyte forbids it to this API key: no right.',
  });
  expect(vpcs).toMatchObject({ ok: false });
  expect(allowLists).toMatchObject({ ok: false, reason: expect.stringContaining('broke off') });
});

test('nothing was ever read and reading fails: observe throws, peek does not', async () => {
  aeon.trouble('GET', '/vpc-peerings', status(500), 99);
  const db = open(once);
  expect((await failure(db.observe())).code).toBe('server-error');
  expect(db.peek()).toBeUndefined();
});

test('reading fails later: the last known is returned, with why and since when', async () => {
  const db = open({ ...once, newRef: () => 'ref-1' });
  const first = await db.observe();
  time.turn(60_000);
  aeon.trouble('GET', '/vpc-peerings', status(500, 'boom'), 99);
  const last = await db.observe();
  expect(last).toEqual({
    ...first,
    refreshFailed: {
      at: time.clock.now(),
      reason: 'Reading the peerings failed: Yugabyte had an error of its own (HTTP 500): boom.',
      ref: 'ref-1',
    },
  });
  expect(db.peek()).toBe(last);
});

test('after a failure Yugabyte is left alone for ever longer, unless somebody insists', async () => {
  const db = open(once);
  await db.observe();
  time.turn(60_000);
  aeon.trouble('GET', '/vpc-peerings', status(500), 99);
  await db.observe();
  expect(fetches()).toBe(2);
  const tries: number[] = [];
  for (let second = 1; second <= 240; second++) {
    time.turn(1_000);
    const failedBefore = db.peek()?.refreshFailed?.at;
    const calls = fetches();
    await db.observe();
    if (db.peek()?.refreshFailed?.at !== failedBefore) tries.push(second);
    else expect(fetches()).toBe(calls);
  }
  // 5, 10, 20, 40, then every 60 seconds.
  expect(tries).toEqual([5, 15, 35, 75, 135, 195]);
  const calls = fetches();
  await db.observe({ maxAgeMs: 0 });
  expect(fetches()).toBe(calls + 1);
});

test('a good reading ends the patience with failures', async () => {
  const db = open(once);
  await db.observe();
  for (let times = 0; times < 4; times++) {
    aeon.trouble('GET', '/vpc-peerings', status(500));
    expect(await db.observe({ maxAgeMs: 0 })).toHaveProperty('refreshFailed');
  }
  expect(await db.observe({ maxAgeMs: 0 })).not.toHaveProperty('refreshFailed');
  time.turn(60_000);
  aeon.trouble('GET', '/vpc-peerings', status(500));
  expect(await db.observe()).toHaveProperty('refreshFailed');
  time.turn(6_000);
  expect(await db.observe()).not.toHaveProperty('refreshFailed');
});

test('looking does not hammer a Yugabyte that just failed', async () => {
  const db = open(once);
  await db.observe();
  time.turn(60_000);
  aeon.trouble('GET', '/vpc-peerings', status(500), 99);
  await db.observe();
  const calls = fetches();
  for (let times = 0; times < 5; times++) db.peek();
  await roundTrips(db);
  expect(fetches()).toBe(calls);
  // A write that succeeds shows that Yugabyte is back.
  await db.deleteAllowList('none');
  db.peek();
  await until(() => fetches() > calls);
});

test('a failed reading in the background is no unhandled rejection, and the next good one clears it', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  aeon.trouble('GET', '', status(500), 1);
  let failures = 0;
  const db = open({ ...once, log: { debug() {}, warn: () => failures++ } });
  db.peek();
  // Not only asked: failed. A failure after the turning would be a fresh one, and Yugabyte be left alone for good.
  await until(() => failures === 1);
  time.turn(60_000);
  await until(() => db.peek() !== undefined);
  expect(db.peek()).not.toHaveProperty('refreshFailed');
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('a failure is in the log, with its reference', async () => {
  const lines: object[] = [];
  const log = { debug() {}, warn: (fields: object) => lines.push(fields) };
  aeon.trouble('GET', '/vpc-peerings', status(400, 'boom'), 99);
  await failure(open({ log, newRef: () => 'ref-7' }).observe());
  expect(lines).toMatchObject([{ ref: 'ref-7', reason: expect.stringContaining('boom') }]);
});

test('1,000 peerings cost their pages, the pages of the other three and the account once', async () => {
  aeon.world.peerings = Array.from({ length: 1_000 }, (_, n) => peeringRow(`p${n}`));
  aeon.world.vpcs = Array.from({ length: 150 }, (_, n) => vpcRow(`vpc-${n}`, `v${n}`, 'AWS'));
  aeon.world.clusters = Array.from({ length: 40 }, (_, n) => clusterRow(`c-${n}`, `c${n}`, null));
  aeon.world.allowLists = Array.from({ length: 201 }, (_, n) => allowListRow(`a${n}`, []));
  const db = open();
  expect((await db.observe()).peerings).toHaveLength(1_000);
  expect(aeon.calls).toHaveLength(1 + 10 + 2 + 1 + 3);
  await db.observe({ maxAgeMs: 0 });
  expect(aeon.calls).toHaveLength(1 + 2 * (10 + 2 + 1 + 3));
});
