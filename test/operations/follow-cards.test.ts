import { beforeEach, describe, expect, it } from 'vitest';
import type { Intent, Operations } from '../../src/operations/api.ts';
import { createFakeClouds } from './world/fake-clouds.ts';
import { createWorld, form, operator, peering, planned, startBot, type World } from './world/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let world: World;
let bot: Operations;

beforeEach(() => {
  world = createWorld();
  bot = startBot(world);
});

const create = (change: Partial<typeof form> = {}): Intent => ({
  kind: 'create',
  form: { ...form, allowAccess: false, ...change },
});
async function start(intent: Intent, confirmationId = 'V1') {
  await bot.confirm(await planned(bot, intent, confirmationId), operator, 'ref-1');
}
const card = (name = 'shop') =>
  world.slack.cards().find((message) => message.card?.peeringName === name)?.card;
const notes = () => world.slack.notes().map(({ note }) => note);

describe('a card whose operation has ended', () => {
  it('turns Active by itself when somebody accepts, and the requester is told', async () => {
    await start(create());
    await world.clock.advance(HOUR);
    expect(card()).toMatchObject({ state: 'PENDING' });
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state: 'ACTIVE', fixes: [{ fix: 'allow-access' }] });
    expect(notes().at(-1)).toMatchObject({
      mention: 'U0OPERATOR',
      text: expect.stringMatching(/^Active, but /),
    });
  });

  it.each(['EXPIRED', 'FAILED'])('says so when it turns %s, and rests then', async (state) => {
    await start(create());
    await world.clock.advance(MINUTE);
    world.yugabyte.setState('peering-1', state);
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state });
    expect(notes().at(-1)).toMatchObject({ mention: 'U0OPERATOR' });
    const { observed } = world.yugabyte.counts;
    await world.clock.advance(HOUR);
    expect(world.yugabyte.counts.observed).toBe(observed);
  });

  it('notices that somebody deleted the peering elsewhere', async () => {
    await start(create());
    await world.clock.advance(MINUTE);
    world.yugabyte.peerings = [];
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state: 'TERMINATED', terminable: false });
    expect(notes().at(-1)).toEqual({
      text: 'It is gone: somebody deleted it outside this bot.',
      mention: 'U0OPERATOR',
    });
  });

  it('does not rest while a cloud is out of reach: what it tells later is shown', async () => {
    world = createWorld();
    world.yugabyte.peerings = [peering({ state: 'ACTIVE' })];
    const clouds = createFakeClouds(world.clock, 'advise');
    const late = { ok: false, why: 'unreachable', reason: 'AWS did not answer in time.' } as const;
    clouds.shows.aws = { routeTables: late };
    bot = startBot(world, { clouds });
    await bot.ready();
    await start({ kind: 'allow-access', peeringId: 'peering-0' });
    const unknown = () => card()?.verdict?.links.filter(({ status }) => status === 'unknown').length;
    await world.clock.advance(HOUR);
    expect(unknown()).toBeGreaterThan(0);
    clouds.shows.aws = {};
    await world.clock.advance(6 * MINUTE);
    expect(unknown()).toBe(0);
    const { observed } = world.yugabyte.counts;
    await world.clock.advance(HOUR);
    expect(world.yugabyte.counts.observed).toBe(observed);
  });

  it('at rest is drawn anew when somebody looks at the details', async () => {
    world.yugabyte.acceptAfterMs = 10 * SECOND;
    await start(create({ allowAccess: true }));
    await world.clock.advance(HOUR);
    expect(card()).toMatchObject({ state: 'ACTIVE', fixes: [] });
    world.yugabyte.setState('peering-1', 'PENDING');
    await world.clock.advance(HOUR);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
    await bot.details('peering-1');
    await world.clock.settle();
    expect(card()).toMatchObject({ state: 'PENDING' });
    // And is followed again.
    world.yugabyte.peerings = [];
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state: 'TERMINATED' });
  });

  it('at rest is drawn anew when the details are found to be gone', async () => {
    world.yugabyte.acceptAfterMs = 10 * SECOND;
    await start(create({ allowAccess: true }));
    await world.clock.advance(HOUR);
    world.yugabyte.peerings = [];
    await world.clock.advance(HOUR);
    await expect(bot.details('peering-1')).rejects.toMatchObject({ code: 'peering-gone' });
    await world.clock.settle();
    expect(card()).toMatchObject({ state: 'TERMINATED' });
  });

  it('is not declared gone because a reading left it out', async () => {
    await start(create());
    await world.clock.advance(MINUTE);
    const { observe } = world.yugabyte.db;
    world.yugabyte.db.observe = async (options) => ({ ...(await observe(options)), peerings: [] });
    await world.clock.advance(HOUR);
    expect(card()).toMatchObject({ state: 'PENDING' });
  });

  it('hears that the application is let in by somebody else, and rests then', async () => {
    world.yugabyte.acceptAfterMs = MINUTE;
    await start(create());
    await world.clock.advance(10 * MINUTE);
    world.yugabyte.lists.push({ id: 'list-x', name: 'by-hand', description: '', entries: ['172.31.0.0/16'] });
    world.yugabyte.assigned = { 'cluster-1': ['list-x'], 'cluster-2': ['list-x'] };
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state: 'ACTIVE', fixes: [] });
    expect(notes().at(-1)).toMatchObject({ mention: 'U0OPERATOR', text: expect.stringMatching(/let in/) });
    const { observed } = world.yugabyte.counts;
    await world.clock.advance(HOUR);
    expect(world.yugabyte.counts.observed).toBe(observed);
  });

  it('follows states it does not know', async () => {
    await start(create());
    await world.clock.advance(MINUTE);
    world.yugabyte.setState('peering-1', 'PAUSED');
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state: 'PAUSED' });
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
  });

  it('is not set back by a reading that began before the last look at the peering', async () => {
    await start(create({ allowAccess: true }));
    await world.clock.advance(MINUTE);
    const { observe } = world.yugabyte.db;
    const before = await observe();
    world.yugabyte.db.observe = async () => before;
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(10 * MINUTE);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
    expect(notes().filter((note) => /^Pending/.test(note?.text ?? ''))).toHaveLength(1);
  });

  it('says since when Yugabyte cannot be read, and goes on when it can', async () => {
    await start(create());
    await world.clock.advance(MINUTE);
    world.yugabyte.down = true;
    await world.clock.advance(HOUR);
    expect(card()).toMatchObject({ state: 'PENDING', stale: { reason: 'Yugabyte does not answer.' } });
    const edits = world.slack.cards()[0]?.edits;
    await world.clock.advance(20 * MINUTE);
    expect(world.slack.cards()[0]?.edits).toBe(edits);
    world.yugabyte.down = false;
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(6 * MINUTE);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
    expect(card()).not.toHaveProperty('stale');
  });
});

describe('how often it looks', () => {
  it('is often at first and ever more seldom later', async () => {
    await start(create());
    const looks = async (ms: number) => {
      const before = world.yugabyte.counts.observed;
      await world.clock.advance(ms);
      return world.yugabyte.counts.observed - before;
    };
    expect(await looks(MINUTE)).toBeGreaterThanOrEqual(5);
    await looks(10 * MINUTE);
    const inAnHour = await looks(HOUR);
    expect(inAnHour).toBeGreaterThanOrEqual(11);
    expect(inAnHour).toBeLessThanOrEqual(13);
  });

  it('is the same for one card and for many: one reading serves all, and no call is made for a single one', async () => {
    for (let n = 0; n < 20; n++) {
      const change = {
        name: `app-${n}`,
        externalVpcId: `vpc-${String(n).padStart(17, '0')}`,
        cidr: `172.16.${n}.0/24`,
      };
      await start(create(change), `V${n}`);
      await world.clock.advance(7 * SECOND);
    }
    await world.clock.advance(HOUR);
    const { observed, gets } = world.yugabyte.counts;
    await world.clock.advance(HOUR);
    expect(world.yugabyte.counts.observed - observed).toBeLessThanOrEqual(25);
    expect(world.yugabyte.counts.gets).toBe(gets);
    expect(world.slack.cards().every((message) => message.card?.state === 'PENDING')).toBe(true);
  });

  it('begins again after a restart', async () => {
    await start(create());
    await world.clock.advance(HOUR);
    await bot.stop();
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(HOUR);
    expect(card()).toMatchObject({ state: 'PENDING' });
    bot = startBot(world);
    await bot.resume();
    await world.clock.advance(SECOND);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
  });

  it('ends an operation that waits at once when somebody asks for the card to be refreshed', async () => {
    await start(create({ allowAccess: true }));
    await world.clock.advance(HOUR);
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await bot.refreshCard('peering-1');
    await world.clock.advance(30 * SECOND);
    expect(world.yugabyte.assigned['cluster-2']).toHaveLength(1);
    expect(card()).not.toHaveProperty('progress');
  });
});

describe('what happens during a look', () => {
  it('is seen by the next one, at once', async () => {
    await start(create());
    await world.clock.advance(HOUR);
    const { observe } = world.yugabyte.db;
    let answer = () => {};
    world.yugabyte.db.observe = async (options) => {
      const observation = await observe(options);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return observation;
    };
    await world.clock.advance(6 * MINUTE);
    world.yugabyte.db.observe = observe;
    const intent = { kind: 'terminate', peeringId: 'peering-1', withdrawAccess: false } as const;
    await start(intent, 'V2');
    await world.clock.settle();
    answer();
    const { observed } = world.yugabyte.counts;
    await world.clock.advance(5 * SECOND);
    expect(world.yugabyte.counts.observed).toBeGreaterThan(observed);
  });
});

describe('a card for a peering that was there before', () => {
  it('says nothing of the state it already had', async () => {
    world.yugabyte.peerings = [peering()];
    await start({ kind: 'allow-access', peeringId: 'peering-0' });
    await world.clock.advance(10 * MINUTE);
    expect(notes().map((note) => note?.text)).toEqual([
      'Asked to let 172.31.0.0/16 in.',
      '172.31.0.0/16 is let in on billing-db and orders-db.',
    ]);
  });
});
