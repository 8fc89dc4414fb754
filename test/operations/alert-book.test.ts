import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert, Sighting } from '../../src/core/alerts/alert.ts';
import { REACHABLE } from '../../src/core/alerts/decide-reach.ts';
import type { Store } from '../../src/core/ports.ts';
import { createAlertBook } from '../../src/operations/alert-book.ts';
import { createDocuments } from '../../src/operations/documents.ts';
import type { Outbox } from '../../src/operations/outbox.ts';
import type { OutboxEntry } from '../../src/operations/outbox-entry.ts';
import type { TickOutcome } from '../../src/operations/tick-document.ts';
import { createWaits } from '../../src/operations/waits.ts';
import { createLowdbStore, type LowdbStore } from '../../src/store/lowdb.ts';
import { condition } from '../core/alerts/watched.ts';
import { NOW } from '../core/given.ts';
import { countTurns } from '../each-turn.ts';
import { frozenClock } from '../frozen-clock.ts';

const MANY = 10_000;

let folder: string;
let store: LowdbStore;
let said: OutboxEntry[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alert-book-'));
  store = await createLowdbStore({ file: join(folder, 'data.json'), clock: frozenClock });
  said = [];
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

function openBook(of: Store = store) {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const documents = createDocuments({ store: of, waits: createWaits(frozenClock), log });
  const outbox: Pick<Outbox, 'keep' | 'lastUnreachable'> = {
    keep: (stored) => void said.push(...stored.map(({ value }) => value)),
    lastUnreachable: () => undefined,
  };
  return createAlertBook({ store: of, documents, outbox: outbox as Outbox, clock: frozenClock });
}

const alertOf = (index: number, at: number): Alert => ({
  condition: condition({ key: `pending:${index}`, peeringId: `${index}`, peeringName: `shop-${index}` }),
  spoken: { at, count: 1 },
});

const sightingOf = (index: number): Sighting => ({
  peeringId: `${index}`,
  spec: { name: `shop-${index}`, yugabyteVpcId: 'vpc-1', application: condition().application },
  yugabyteVpcName: 'orders-vpc',
  firstSeenAt: NOW,
  state: 'PENDING',
  stateSince: NOW,
  networks: [],
  coveredClusterIds: [],
  uncoveredSince: {},
  ignoredSince: {},
});

function outcome(count: number, at: number): TickOutcome {
  const alerts = Array.from({ length: count }, (_, index) => alertOf(index, at));
  return {
    at,
    reach: REACHABLE,
    alerts,
    sightings: alerts.map((_, index) => sightingOf(index)),
    passages: [],
    speeches: [{ kind: 'digest', alerts }],
  };
}

describe('10,000 alerts that change in a tick', () => {
  it('write the data file once, with room for others in between, and are all there afterwards', async () => {
    const book = openBook();
    await book.load();
    await book.decide(async () => outcome(MANY, NOW));
    const before = store.writes;
    const { turns, result } = await countTurns(() => book.decide(async () => outcome(MANY, NOW + 1)));
    expect(result.peeringIds).toHaveLength(MANY);
    expect(store.writes - before).toBe(1);
    expect(turns).toBeGreaterThan(MANY / 100);
    expect(said).toHaveLength(2 * (MANY / 40));

    const after = openBook();
    await after.load();
    expect(after.sightings()).toHaveLength(MANY);
    expect(after.spokenOf('9999').map(({ spoken }) => spoken)).toEqual([{ at: NOW + 1, count: 1 }]);
  });
});

describe('what a tick came to is one piece', () => {
  const failing = (commit: Store['commit']): Store => ({ ...store, commit });

  it('is not decided anew where the answer of the store is lost', async () => {
    let calls = 0;
    const book = openBook(
      failing(async (changes) => {
        calls += 1;
        await store.commit(changes);
        throw new Error('the answer is lost');
      }),
    );
    await book.load();
    await book.decide(async () => outcome(3, NOW));
    expect(calls).toBe(1);
    expect(book.last()).toEqual({ count: 1, at: NOW, reach: REACHABLE });
    expect((await store.list('alert:')).map(({ version }) => version)).toEqual([1, 1, 1]);
    const next = openBook();
    await next.load();
    await next.decide(async () => outcome(3, NOW + 1));
    expect((await store.list('alert:')).map(({ version }) => version)).toEqual([2, 2, 2]);
  });

  it('leaves nothing, neither stored nor at hand, where it is not stored', async () => {
    await store.put('tick:last', { count: 9, at: NOW, reach: REACHABLE }, 0);
    const book = openBook(
      failing(async ([first, ...rest]) =>
        store.commit([...rest, { ...first, key: 'tick:last', expectedVersion: 7 }]),
      ),
    );
    await book.load();
    await expect(book.decide(async () => outcome(3, NOW + 1))).rejects.toMatchObject({
      code: 'store-conflict',
    });
    expect(book.last()).toMatchObject({ count: 9 });
    expect([book.openCondition('pending:0'), book.sightings(), said]).toEqual([undefined, [], []]);
    expect((await store.list('')).map(({ key }) => key)).toEqual(['tick:last']);
  });
});

it('writes only the sightings that have changed, and forgets those of peerings that are gone', async () => {
  const book = openBook();
  await book.load();
  await book.decide(async () => outcome(200, NOW));
  const before = await store.list<Sighting[]>('sighting:');
  const seen = book.sightings();
  const changed = seen.map((one) => (one.peeringId === '5' ? { ...one, state: 'ACTIVE' } : one));
  await book.decide(async ({ alerts }) => ({
    ...outcome(0, NOW + 1),
    alerts,
    sightings: changed,
    speeches: [],
  }));
  const after = await store.list<Sighting[]>('sighting:');
  const written = after.filter(
    ({ key, version }) => before.find((one) => one.key === key)?.version !== version,
  );
  expect(written.map(({ value }) => value.some(({ state }) => state === 'ACTIVE'))).toEqual([true]);
  await book.decide(async () => ({ ...outcome(0, NOW + 2), speeches: [] }));
  expect(await store.list('sighting:')).toEqual([]);
  expect(await store.list('alert:')).toEqual([]);
});

it('writes what an alert is about only where that has changed', async () => {
  const book = openBook();
  await book.load();
  await book.decide(async () => outcome(200, NOW));
  const versions = async () =>
    (await store.list('condition:')).map(({ key, version }) => `${key} ${version}`);
  const before = await versions();
  await book.decide(async ({ alerts }) => ({
    ...outcome(200, NOW + 1),
    alerts: alerts.map((alert) => ({ ...alert, spoken: { at: NOW + 1, count: 2 } })),
  }));
  expect(await versions()).toEqual(before);
  await book.decide(async ({ alerts: [first, ...others] }) => ({
    ...outcome(200, NOW + 2),
    alerts: first
      ? [{ ...first, condition: { ...first.condition, sentence: 'It has changed.' } }, ...others]
      : [],
  }));
  expect((await versions()).filter((version) => !before.includes(version))).toHaveLength(1);
  const next = openBook();
  await next.load();
  expect(next.conditionOf('pending:0')?.sentence).toBe('It has changed.');
  expect(next.spokenOf('1')).toEqual(book.spokenOf('1'));
});

it('begins anew where what an alert is about is lost', async () => {
  const book = openBook();
  await book.load();
  await book.decide(async () => outcome(1, NOW));
  for (const { key, version } of await store.list('condition:')) await store.remove(key, version);
  const next = openBook();
  await next.load();
  expect(next.spokenOf('0')).toEqual([]);
  await next.decide(async () => outcome(1, NOW + 1));
  expect(next.spokenOf('0')).toHaveLength(1);
});
