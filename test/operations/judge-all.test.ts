import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unseenFacts } from '../../src/core/cloud/unseen-facts.ts';
import type { Observation } from '../../src/core/peering.ts';
import { createJudgeAll } from '../../src/operations/judge-all.ts';
import type { JudgedRow } from '../../src/operations/judged-row.ts';
import { frozenClock } from '../frozen-clock.ts';
import { createWorld, peering, startBot } from './world/world.ts';

const MINUTE = 60_000;
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    peering({ id: `${index}`, name: `shop-${index}`, state: 'ACTIVE' }),
  );

it('counts a few hundred peerings as they are now', async () => {
  const world = createWorld();
  world.yugabyte.peerings = many(200);
  const bot = startBot(world);
  await bot.ready();
  world.yugabyte.peerings = many(201);
  await world.clock.advance(10 * MINUTE);
  await bot.findByName('shop-1');
  expect(bot.overview()?.total).toBe(201);
});

it('counts thousands as they were a moment ago, says of when that is, and is right as soon as it can be', async () => {
  const world = createWorld();
  world.yugabyte.peerings = many(5_000);
  const bot = startBot(world);
  await bot.ready();
  const before = bot.overview();
  expect(before?.total).toBe(5_000);
  world.yugabyte.peerings = many(5_001);
  await world.clock.advance(10 * MINUTE);
  // Reads anew.
  await bot.findByName('shop-1');
  for (let tries = 0; bot.overview()?.freshness.at === before?.freshness.at; tries++) {
    expect(bot.overview()?.total).toBe(5_000);
    expect(tries).toBeLessThan(5_000);
    await sleep(1);
  }
  expect(bot.overview()).toMatchObject({ total: 5_001, freshness: { at: world.clock.now() } });
  expect((await bot.list()).total).toBe(5_001);
});

it('counts nothing anew where nothing has changed', async () => {
  const world = createWorld();
  world.yugabyte.peerings = many(5_000);
  const bot = startBot(world);
  await bot.ready();
  const [first] = bot.overview()?.attention ?? [];
  await world.clock.advance(10 * MINUTE);
  await bot.findByName('shop-1');
  expect(bot.overview()).toMatchObject({ total: 5_000, freshness: { at: world.clock.now() } });
  // What is said of it is said anew.
  const [again] = bot.overview()?.attention ?? [];
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});

describe('of thousands that are looked at again and again', () => {
  const NOW = Date.UTC(2026, 0, 5, 12);
  const DAY = 24 * 3_600_000;
  const waiting = peering({ id: 'waiting', state: 'PENDING' });
  const broken = peering({ id: 'broken', state: 'EXPIRED' });
  const seen = (change: Partial<Observation> = {}): Observation => ({
    at: NOW,
    peerings: [waiting, broken],
    vpcs: { ok: true, value: NONE },
    clusters: { ok: true, value: NONE },
    allowLists: { ok: true, value: NONE },
    ...change,
  });
  const NONE: never[] = [];

  /** What is found of both, a minute apart each time; `requested` is known of what waits. */
  function looks() {
    let now = NOW - 60_000;
    let requestedAt = NOW;
    const judgeAll = createJudgeAll({
      knowledge: {
        of: () => ({ now, requestedAt: { at: requestedAt, certainty: 'exact' } }),
        ofCard: () => ({ now }),
        learn: async () => {},
        recollect() {},
        revision: () => requestedAt,
      },
      book: { revision: () => 0 },
      clock: { ...frozenClock, now: () => now },
    });
    return {
      learn: (at: number) => {
        requestedAt = at;
      },
      async at(observation: Observation) {
        now += 60_000;
        const { rows } = await judgeAll.of(observation);
        const row = (id: string) => rows.find((one) => one.peering.id === id) as JudgedRow;
        return { waiting: row('waiting'), broken: row('broken') };
      },
    };
  }

  it('finds out nothing again of what has not changed', async () => {
    const look = looks();
    const first = await look.at(seen());
    const again = await look.at(seen());
    expect(first.waiting.turns).toMatchObject([{ kind: 'application' }]);
    expect(again.waiting.turns).toBe(first.waiting.turns);
  });

  it('says what time has made of it all the same', async () => {
    const look = looks();
    const first = await look.at(seen());
    const again = await look.at(seen());
    expect(first.waiting.row.sentence).toMatch(/, 7 days left$/);
    expect(again.broken.dies).toBe(NOW + DAY + 60_000);
    for (let minutes = 0; minutes < 2 * 24 * 60; minutes++) await look.at(seen());
    expect(again.waiting.row.sentence).toMatch(/, 5 days left$/);
  });

  it.each<[what: string, change: Partial<Observation>]>([
    ['the peering', { peerings: [{ ...waiting, state: 'ACTIVE' }, broken] }],
    ['the clusters', { clusters: { ok: true, value: [] } }],
    ['the Yugabyte VPCs', { vpcs: { ok: true, value: [] } }],
    ['the allow lists', { allowLists: { ok: true, value: [] } }],
    ['the allow lists, which cannot be read any more,', { allowLists: { ok: false, reason: 'gone' } }],
    [
      'what its cloud shows',
      {
        clouds: new Map([
          ['waiting', unseenFacts('AWS', NOW, { ok: false, why: 'unreachable', reason: 'dead' })],
        ]),
      },
    ],
    ['what the bot may do there', { mayAct: ['AWS'] }],
  ])('finds it out anew where %s has changed', async (_what, change) => {
    const look = looks();
    const first = await look.at(seen());
    const again = await look.at(seen(change));
    expect(again.waiting.turns).not.toBe(first.waiting.turns);
  });

  it('keeps nothing of what is not there any more', async () => {
    const look = looks();
    const first = await look.at(seen());
    await look.at(seen({ peerings: [broken] }));
    const again = await look.at(seen());
    expect(again.waiting.turns).not.toBe(first.waiting.turns);
  });

  it('finds it out anew where it is known since when it waits', async () => {
    const look = looks();
    const first = await look.at(seen());
    look.learn(NOW - DAY);
    const again = await look.at(seen());
    expect([first.waiting.dies, again.waiting.dies]).toEqual([NOW + 7 * DAY, NOW + 6 * DAY]);
  });
});
