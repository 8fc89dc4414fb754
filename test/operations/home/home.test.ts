import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/authorize.ts';
import { HOUR, MINUTE, startReminding, stopReminding } from '../../reminders/remind.ts';
import {
  approver,
  createWorld,
  form,
  operator,
  other,
  peering,
  planned,
  startBot,
  viewer,
  type World,
} from '../world/world.ts';

let world: World;
let bot: ReturnType<typeof startBot>;
beforeEach(() => {
  world = createWorld();
  bot = startBot(world);
});

const homeOf = (actor: Actor, ownerIds: string[] = []) => bot.home({ actor, ownerIds });
async function peeringsOf(actor: Actor, ownerIds: string[] = []) {
  const { peerings } = await homeOf(actor, ownerIds);
  if (!peerings.ok) throw new Error(peerings.reason);
  return peerings.value;
}
const names = (rows: { name: string }[]) => rows.map(({ name }) => name);
const turnsOf = async (actor: Actor, ownerIds: string[] = []) =>
  names((await peeringsOf(actor, ownerIds)).myTurn.map(({ row }) => row));

const inOther = { ...peering().application, cloudProject: '999988887777' };
const letIn = () => {
  world.yugabyte.assigned = { 'cluster-1': ['list-0'], 'cluster-2': ['list-0'] };
  world.yugabyte.lists.push({ id: 'list-0', name: 'all', description: '', entries: ['172.31.0.0/16'] });
};

describe('whose turn it is', () => {
  beforeEach(() => {
    world.yugabyte.peerings = [
      peering({ id: 'p1', name: 'waits', state: 'PENDING' }),
      peering({ id: 'p2', name: 'waits-elsewhere', state: 'PENDING', application: inOther }),
      peering({ id: 'p3', name: 'shut-out' }),
      peering({ id: 'p4', name: 'expired', state: 'EXPIRED' }),
      peering({ id: 'p5', name: 'goes', state: 'DELETING' }),
      peering({ id: 'p6', name: 'prod-shut-out' }),
    ];
  });

  it("is an operator's where a cluster keeps it out or it has to be requested again", async () => {
    expect(await turnsOf(operator)).toEqual(['expired', 'prod-shut-out', 'shut-out']);
    expect(await turnsOf(approver)).toContain('shut-out');
    expect(await turnsOf(viewer)).toEqual([]);
  });

  it("is an owner's where their account or project has to accept; of both, each once", async () => {
    expect(await turnsOf(viewer, ['S0PLATFORM'])).toEqual(['waits']);
    expect(await turnsOf(viewer, ['S0OTHERS'])).toEqual([]);
    expect(await turnsOf(operator, ['S0PLATFORM'])).toEqual([
      'expired',
      'prod-shut-out',
      'shut-out',
      'waits',
    ]);
  });

  it('comes with what this person may have done about it', async () => {
    const { myTurn } = await peeringsOf(operator);
    expect(myTurn.map(({ row, fixes }) => [row.name, fixes.map(({ fix }) => fix)])).toEqual([
      ['expired', ['request-again']],
      ['prod-shut-out', ['allow-access']],
      ['shut-out', ['allow-access']],
    ]);
    const [owned] = (await peeringsOf(viewer, ['S0PLATFORM'])).myTurn;
    expect(owned).toMatchObject({ fixes: [], row: { terminable: false } });
  });

  it("comes with who is on it and who has snoozed the bot's reminders", async () => {
    const reminding = startReminding(world);
    await world.clock.advance(2 * HOUR);
    await reminding.answerReminder('p3', { do: 'acknowledge' }, other, 'ref-1');
    const home = await reminding.home({ actor: operator, ownerIds: [] });
    const turns = home.peerings.ok ? home.peerings.value.myTurn : [];
    expect(turns.find(({ row }) => row.name === 'shut-out')).toMatchObject({
      alert: { acknowledged: { by: 'U0OTHER' } },
    });
    await stopReminding(reminding);
  });

  it('counts everything, for everybody', async () => {
    const { total, byState } = await peeringsOf(viewer);
    expect([total, Object.fromEntries(byState.map(({ state, count }) => [state, count]))]).toEqual([
      6,
      { ACTIVE: 2, PENDING: 2, DELETING: 1, EXPIRED: 1 },
    ]);
  });
});

describe('whose peerings they are', () => {
  const create = async () =>
    bot.confirm(
      await planned(bot, { kind: 'create', form: { ...form, allowAccess: false } }),
      operator,
      'ref-1',
    );

  it('are those that somebody has requested, from the moment of asking, also after a restart', async () => {
    world.yugabyte.peerings = [peering({ id: 'p9', name: 'old', application: inOther })];
    await create();
    expect(await peeringsOf(operator)).toMatchObject({ requesting: [{ name: 'shop' }], mine: [] });
    expect(await peeringsOf(other)).toMatchObject({ requesting: [], mine: [] });
    await world.clock.advance(MINUTE);
    expect(await peeringsOf(operator)).toMatchObject({ requesting: [], mine: [{ name: 'shop' }] });
    await bot.stop();
    bot = startBot(world);
    await bot.resume();
    expect(names((await peeringsOf(operator)).mine)).toEqual(['shop']);
    expect(names((await peeringsOf(other)).mine)).toEqual([]);
  });

  it('are not those on which somebody has done something else', async () => {
    world.yugabyte.peerings = [peering({ id: 'p9' })];
    await bot.confirm(await planned(bot, { kind: 'allow-access', peeringId: 'p9' }), operator, 'ref-1');
    await world.clock.advance(HOUR);
    expect(world.slack.cards()[0]?.card).toMatchObject({ requestedBy: 'U0OPERATOR' });
    expect(names((await peeringsOf(operator)).mine)).toEqual([]);
    expect(names((await peeringsOf(viewer, ['S0PLATFORM'])).mine)).toEqual(['shop']);
  });

  it('are offered to be terminated to those who may', async () => {
    world.yugabyte.peerings = [peering()];
    const terminable = async (actor: Actor) =>
      (await peeringsOf(actor, ['S0PLATFORM'])).mine.map((row) => row.terminable);
    expect(await terminable(operator)).toEqual([true]);
    expect(await terminable(viewer)).toEqual([false]);
    expect([(await homeOf(operator)).mayCreate, (await homeOf(viewer)).mayCreate]).toEqual([true, false]);
  });
});

describe('what waits for a yes', () => {
  it('is shown to who may give it and to who asked, until it is decided or expires', async () => {
    world.yugabyte.peerings = [peering({ id: 'p1', name: 'prod-shop' })];
    const ask = async (confirmationId: string) =>
      bot.confirm(
        await planned(bot, { kind: 'terminate', peeringId: 'p1', withdrawAccess: false }, confirmationId),
        operator,
        'ref-1',
      );
    const seen = async () =>
      Promise.all(
        [approver, operator, other, viewer].map(async (actor) => {
          const { toDecide, asked } = await homeOf(actor);
          return [toDecide.length, asked.length];
        }),
      );
    await ask('V1');
    expect(await seen()).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
    ]);
    expect((await homeOf({ ...approver, membership: 'guest' })).toDecide).toEqual([]);
    await world.clock.advance(24 * HOUR);
    expect((await seen()).flat().every((count) => count === 0)).toBe(true);
    await ask('V2');
    const [waiting] = (await homeOf(approver)).toDecide;
    await bot.decide(waiting?.id ?? '', { do: 'decline', reason: 'no' }, approver, 'ref-2');
    expect((await seen()).flat().every((count) => count === 0)).toBe(true);
  });
});

describe('how long it takes', () => {
  it('is measured by the looks, and known after a restart', async () => {
    let reminding = startReminding(world);
    await world.clock.advance(10 * MINUTE);
    expect((await homeOf(viewer)).stages).toEqual([]);
    await reminding.confirm(
      await planned(reminding, { kind: 'create', form: { ...form, allowAccess: false } }),
      operator,
      'ref-1',
    );
    await world.clock.advance(26 * HOUR);
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(2 * HOUR);
    letIn();
    await world.clock.advance(10 * MINUTE);
    await stopReminding(reminding);
    reminding = startReminding(world);
    const { stages } = await reminding.home({ actor: viewer, ownerIds: [] });
    expect(stages.map(({ stage, count, medianMs }) => [stage, count, Math.round(medianMs / HOUR)])).toEqual([
      ['pending', 1, 26],
      ['shut-out', 1, 2],
    ]);
    await stopReminding(reminding);
  });
});

it('answers when Yugabyte was never read, with what the store knows', async () => {
  world.yugabyte.down = true;
  expect(await homeOf(operator)).toMatchObject({
    peerings: { ok: false, reason: expect.stringContaining('Yugabyte does not answer.') },
    toDecide: [],
    readOnly: false,
  });
});

describe('who has opened Home', () => {
  const opened = (userId: string, openedAt = world.clock.now()) =>
    bot.keepHome({ userId, page: 0, drawn: 'd', openedAt });

  it('is known after a restart, the latest first; for two weeks, and of so many', async () => {
    await opened('U0OLD');
    await world.clock.advance(15 * 24 * HOUR);
    for (let n = 0; n < 201; n++) await opened(`U${n}`, world.clock.now() + n);
    await bot.stop();
    bot = startBot(world);
    const all = (await bot.openedHomes()).map(({ userId }) => userId);
    expect([all.length, all[0], all.includes('U0'), all.includes('U0OLD')]).toEqual([
      200,
      'U200',
      false,
      false,
    ]);
  });

  it('is only forgotten where nothing can be stored', async () => {
    world.store.full = true;
    await opened('U0OPERATOR');
    expect(world.logged.map(({ message }) => message)).toContain('Home is not remembered');
  });
});

it('tells of every change that may show, and not of who looks', async () => {
  let changes = 0;
  const end = bot.onChange(() => changes++);
  await bot.keepHome({ userId: 'U0VIEWER', page: 0, drawn: 'd', openedAt: 1 });
  expect(changes).toBe(0);
  await bot.confirm(
    await planned(bot, { kind: 'create', form: { ...form, allowAccess: false } }),
    operator,
    'ref-1',
  );
  expect(changes).toBeGreaterThan(0);
  end();
  const before = changes;
  await world.clock.advance(MINUTE);
  expect(changes).toBe(before);
});
