import { beforeEach, describe, expect, it } from 'vitest';
import type { Operations } from '../../src/operations/api.ts';
import { createWorld, form, operator, peering, planned, startBot, type World } from './world/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let world: World;
let bot: Operations;

beforeEach(() => {
  world = createWorld();
  bot = startBot(world);
});

const gcp = peering({
  id: 'peering-g',
  name: 'analytics',
  state: 'PENDING',
  yugabyteVpcName: 'gcp-vpc',
  application: { provider: 'GCP', cloudProject: 'my-project', externalVpcId: 'app-network' },
});

describe('before anything was read', () => {
  it('there is no overview and nothing is warm; the list waits, and says why it cannot', async () => {
    expect(bot.overview()).toBeUndefined();
    expect(bot.isWarm()).toBe(false);
    world.yugabyte.down = true;
    await expect(bot.ready()).rejects.toMatchObject({ code: 'unreachable' });
    await expect(bot.list()).rejects.toMatchObject({ code: 'unreachable' });
    world.yugabyte.down = false;
    await bot.ready();
    expect(bot.isWarm()).toBe(true);
    expect(bot.overview()).toMatchObject({ total: 0, byState: [], attention: [] });
  });
});

describe('the overview', () => {
  it('counts states and names what is most urgent first', async () => {
    world.yugabyte.peerings = [
      peering({ id: '1', name: 'fine', yugabyteVpcId: 'vpc-other' }),
      peering({ id: '2', name: 'closed' }),
      peering({ id: '3', name: 'waits', state: 'PENDING' }),
      peering({ id: '4', name: 'expired', state: 'EXPIRED' }),
      peering({ id: '5', name: 'leaves', state: 'DELETING' }),
      peering({ id: '6', name: 'dies-soon', state: 'PENDING', yugabyteVpcId: 'vpc-2' }),
    ];
    world.yugabyte.tasks = [
      {
        id: 't',
        entityId: 'vpc-2',
        type: 'CREATE_VPC_PEERING',
        state: 'SUCCEEDED',
        createdAt: world.clock.now() - 6.5 * DAY,
      },
    ];
    await bot.ready();
    await bot.details('6');
    expect(bot.overview()).toMatchObject({
      total: 6,
      byState: [
        { state: 'ACTIVE', count: 2 },
        { state: 'PENDING', count: 2 },
        { state: 'DELETING', count: 1 },
        { state: 'EXPIRED', count: 1 },
      ],
    });
    expect(bot.overview()?.attention.map(({ name }) => name)).toEqual([
      'dies-soon',
      'closed',
      'expired',
      'waits',
    ]);
  });
});

describe('the list', () => {
  beforeEach(() => {
    world.yugabyte.peerings = [peering(), gcp, peering({ id: 'p-x', name: 'Archive', state: 'PAUSED' })];
  });

  it('has a row with a sentence for each, in the order of the names', async () => {
    const { rows, total, states, providers, freshness } = await bot.list();
    expect(rows.map(({ name }) => name)).toEqual(['Archive', 'analytics', 'shop']);
    expect(rows[1]).toEqual({
      id: 'peering-g',
      name: 'analytics',
      provider: 'GCP',
      externalVpcId: 'app-network',
      yugabyteVpcName: 'gcp-vpc',
      state: 'PENDING',
      sentence: 'Pending: waiting for the mirror peering in GCP project my-project',
      terminable: true,
    });
    expect({ total, states, providers }).toEqual({
      total: 3,
      states: ['ACTIVE', 'PAUSED', 'PENDING'],
      providers: ['AWS', 'GCP'],
    });
    expect(freshness).toEqual({ at: world.clock.now(), old: false });
  });

  it.each([
    [{ search: 'SHOP' }, ['shop']],
    [{ search: '111122223333 vpc-0a1b' }, ['Archive', 'shop']],
    [{ search: 'my-project orders' }, []],
    [{ search: '172.31', state: 'ACTIVE' }, ['shop']],
    [{ provider: 'GCP' }, ['analytics']],
    [{ state: 'EXPIRED' }, []],
  ])('is narrowed by %j', async (filter, names) => {
    const { rows, total } = await bot.list(filter);
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(total).toBe(3);
  });

  it('is the last known one with its age and the reason when Yugabyte cannot be read', async () => {
    await bot.list();
    world.yugabyte.down = true;
    const at = world.clock.now();
    await world.clock.advance(10 * MINUTE);
    const { rows, freshness } = await bot.list();
    expect(rows).toHaveLength(3);
    expect(freshness).toMatchObject({
      at,
      old: true,
      refreshFailed: { reason: 'Yugabyte does not answer.' },
    });
    expect(bot.isWarm()).toBe(true);
  });

  it('is the last known one with its age when a new one is long in coming', async () => {
    await bot.list();
    await world.clock.advance(10 * MINUTE);
    const { db } = world.yugabyte;
    const { observe } = db;
    let answer = () => {};
    db.observe = async (options) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return observe(options);
    };
    bot = startBot(world);
    await bot.ready();
    const list = bot.list();
    const choices = bot.createChoices();
    await world.clock.advance(5_000);
    expect(await list).toMatchObject({ rows: { length: 3 }, freshness: { old: true } });
    expect(await choices).toHaveLength(1);
    const next = bot.list();
    await world.clock.settle();
    answer();
    expect(await next).toMatchObject({ rows: { length: 3 }, freshness: { old: false } });
  });

  it('of a thousand costs one reading, and is judged once as long as nothing changes', async () => {
    world.yugabyte.peerings = Array.from({ length: 1000 }, (_, n) =>
      peering({ id: `p${n}`, name: `app-${n}` }),
    );
    const first = await bot.list();
    const second = await bot.list({ search: 'app-77' });
    expect(first.rows).toHaveLength(1000);
    expect(second.rows).toHaveLength(11);
    expect(second.rows.every((row) => first.rows.includes(row))).toBe(true);
    expect(bot.overview()?.attention[0]).toBe(
      first.rows.find(({ id }) => id === bot.overview()?.attention[0]?.id),
    );
    expect(world.yugabyte.counts).toMatchObject({ observed: 1, gets: 0 });
  });
});

describe('details', () => {
  it('show both ends, the clusters and whether they let the application in', async () => {
    world.yugabyte.peerings = [peering()];
    world.yugabyte.lists.push({ id: 'l', name: 'app', description: '', entries: ['172.31.0.0/16'] });
    world.yugabyte.assigned = { 'cluster-1': ['list-office', 'l'], 'cluster-2': ['list-office'] };
    const details = await bot.details('peering-0');
    expect(details).toMatchObject({
      yugabyteVpc: { name: 'orders-vpc' },
      clusters: [
        { cluster: { name: 'billing-db' }, letIn: false, allowLists: ['office'] },
        { cluster: { name: 'orders-db' }, letIn: true, allowLists: ['office', 'app'] },
      ],
      verdict: { flows: 'no' },
      fixes: [{ fix: 'allow-access' }],
      terminable: true,
    });
    expect(details).not.toHaveProperty('running');
  });

  it('say how long a request found there has left, as far as the tasks tell', async () => {
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
    const deadline = async () => (await bot.details('peering-0')).verdict.firstBroken?.findings[0]?.deadline;
    const { tasks } = world.yugabyte.db;
    world.yugabyte.db.tasks = () => Promise.reject(new Error('no tasks'));
    expect((await bot.list()).rows[0]?.sentence).toBe(
      'Pending: waiting to be accepted in AWS account 111122223333',
    );
    expect(await deadline()).toBeUndefined();
    world.yugabyte.db.tasks = tasks;
    world.yugabyte.tasks = [
      {
        id: 't',
        entityId: 'vpc-1',
        type: 'CREATE_VPC_PEERING',
        state: 'SUCCEEDED',
        createdAt: world.clock.now() - DAY,
      },
    ];
    expect(await deadline()).toMatchObject({ at: world.clock.now() + 6 * DAY, certainty: 'exact' });
    const { rows } = await bot.list();
    expect(rows[0]?.sentence).toBe(
      'Pending: waiting to be accepted in AWS account 111122223333, 6 days left',
    );
  });

  it('say only a bound where two requests of these days could be it', async () => {
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
    world.yugabyte.tasks = [1, 3, 30].map((days) => ({
      id: `t${days}`,
      entityId: 'vpc-1',
      type: 'CREATE_VPC_PEERING',
      state: 'SUCCEEDED',
      createdAt: world.clock.now() - days * DAY,
    }));
    await bot.details('peering-0');
    expect((await bot.list()).rows[0]?.sentence).toBe(
      'Pending: waiting to be accepted in AWS account 111122223333, at most 6 days left',
    );
  });

  it('do not wait for tasks that do not come', async () => {
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
    world.yugabyte.db.tasks = () => new Promise(() => {});
    bot = startBot(world);
    const details = bot.details('peering-0');
    await world.clock.advance(2_000);
    expect(await details).toMatchObject({ peering: { id: 'peering-0' } });
  });

  it("name the operation that is running, with the exact deadline of the bot's own request", async () => {
    await bot.confirm(await planned(bot, { kind: 'create', form }), operator, 'ref-1');
    const requestedAt = world.clock.now();
    await world.clock.advance(MINUTE);
    const { running, fixes, verdict } = await bot.details('peering-1');
    expect(running).toMatchObject({ kind: 'create', step: 2, of: 5, by: 'U0OPERATOR' });
    expect(fixes).toEqual([]);
    expect(verdict.firstBroken?.findings[0]?.deadline).toMatchObject({
      at: requestedAt + 7 * DAY,
      certainty: 'exact',
    });
  });

  it('are read anew on demand, and of what is gone say so', async () => {
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
    await bot.details('peering-0');
    world.yugabyte.setState('peering-0', 'ACTIVE');
    await world.clock.advance(5_000);
    expect(await bot.details('peering-0')).toMatchObject({ peering: { state: 'PENDING' } });
    expect(await bot.details('peering-0', { fresh: true })).toMatchObject({ peering: { state: 'ACTIVE' } });
    world.yugabyte.peerings = [];
    await world.clock.advance(5_000);
    await expect(bot.details('peering-0', { fresh: true })).rejects.toMatchObject({
      code: 'peering-gone',
      message: 'shop is gone.',
    });
    await expect(bot.details('nonsense')).rejects.toMatchObject({ code: 'peering-gone' });
  });
});

describe('creating', () => {
  it('offers the Yugabyte VPCs, those that can be peered first, with the reason for the others', async () => {
    const [vpc] = world.yugabyte.vpcs;
    if (!vpc) throw new Error('no VPC');
    world.yugabyte.vpcs = [
      { ...vpc, id: 'a', name: 'azure', provider: 'AZURE' },
      { ...vpc, id: 'b', name: 'being-made', state: 'CREATING' },
      vpc,
    ];
    const choices = await bot.createChoices();
    expect(choices.map(({ vpc: { name } }) => name)).toEqual(['orders-vpc', 'azure', 'being-made']);
    expect(choices.map(({ notPeerable }) => notPeerable !== undefined)).toEqual([false, true, true]);
  });

  it('offers them as soon as they can be read again', async () => {
    world.yugabyte.unread = ['vpcs'];
    await expect(bot.createChoices()).rejects.toMatchObject({ code: 'unreachable' });
    world.yugabyte.unread = [];
    await world.clock.advance(500);
    expect(await bot.createChoices()).toHaveLength(1);
  });

  it('suggests a name that neither a peering nor a running operation has', async () => {
    world.yugabyte.troubles.requestPeering = Array.from({ length: 9 }, () => new Error());
    const first = await bot.suggestName('vpc-1');
    world.yugabyte.peerings = [peering({ name: first })];
    await world.clock.advance(5 * MINUTE);
    const second = await bot.suggestName('vpc-1');
    expect(second).not.toBe(first);
  });

  it('checks the form against what is there and what is being requested, whole or for some fields', async () => {
    expect(await bot.checkCreate(form)).toEqual([]);
    const wrong = { ...form, cidr: '172.31.0.5/16', cloudProject: '1234' };
    expect((await bot.checkCreate(wrong)).map(({ field }) => field).sort()).toEqual(['cidr', 'cloudProject']);
    expect(await bot.checkCreate(wrong, ['cidr'])).toMatchObject([
      { field: 'cidr', suggestion: '172.31.0.0/16' },
    ]);

    world.yugabyte.db.requestPeering = () => new Promise(() => {});
    bot = startBot(world);
    await bot.confirm(await planned(bot, { kind: 'create', form }), operator, 'ref-1');
    expect((await bot.checkCreate(form)).map(({ field }) => field)).toContain('name');
  });
});

describe('finding by name', () => {
  it('is without regard to case, says when there are several, and offers the nearest', async () => {
    world.yugabyte.peerings = [peering(), gcp, peering({ id: 'p2', name: 'ANALYTICS' })];
    expect(await bot.findByName('Shop')).toMatchObject({ found: 'one', peering: { id: 'peering-0' } });
    expect(await bot.findByName('analytics')).toMatchObject({ found: 'many' });
    expect(await bot.findByName('shpo')).toEqual({ found: 'none', nearest: 'shop' });
  });
});
