import { beforeEach, describe, expect, it } from 'vitest';
import { type ErrorCode, PeeringBotError } from '../../src/core/errors.ts';
import type { Intent, Operations } from '../../src/operations/api.ts';
import { createWorld, form, operator, peering, planned, startBot, type World } from './world/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const create: Intent = { kind: 'create', form };
const allow: Intent = { kind: 'allow-access', peeringId: 'peering-0' };
const terminate: Intent = { kind: 'terminate', peeringId: 'peering-0', withdrawAccess: true };
let world: World;
let bot: Operations;

beforeEach(() => {
  world = createWorld();
  bot = startBot(world);
});

async function start(intent: Intent, confirmationId = 'V1') {
  const answer = await bot.confirm(await planned(bot, intent, confirmationId), operator, 'ref-1');
  return answer.started ? answer.operationId : '';
}
const trouble = (code: ErrorCode, message = 'Yugabyte is in trouble.') => new PeeringBotError(code, message);
const names = (clusterId: string) =>
  world.yugabyte.assigned[clusterId]?.map(
    (id) => world.yugabyte.lists.find((list) => list.id === id)?.name ?? id,
  );

describe('requesting a peering', () => {
  it('does not take an identical one for its own that somebody made meanwhile', async () => {
    const confirmation = await planned(bot, create);
    await bot.ready();
    const { observe } = world.yugabyte.db;
    const before = await observe();
    world.yugabyte.db.observe = async () => before;
    world.yugabyte.peerings = [peering({ id: 'theirs', state: 'PENDING' })];
    const answer = await bot.confirm(confirmation, operator, 'ref-1');
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.counts.requested).toBe(0);
    expect(await bot.operation(answer.started ? answer.operationId : '')).toMatchObject({
      status: 'failed',
      failure: { sentence: expect.stringMatching(/already there/) },
    });
    expect(world.slack.cards()[0]?.card).not.toHaveProperty('peeringId');
  });

  it('is not confused by an expired one with the same values', async () => {
    const confirmation = await planned(bot, create);
    const { observe } = world.yugabyte.db;
    const before = await observe();
    world.yugabyte.db.observe = async () => before;
    world.yugabyte.peerings = [peering({ id: 'old', state: 'EXPIRED' })];
    await bot.confirm(confirmation, operator, 'ref-1');
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.counts.requested).toBe(1);
  });

  it('that was refused for good is not tried again', async () => {
    world.yugabyte.troubles.requestPeering = [trouble('rejected')];
    const id = await start(create);
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.counts.requested).toBe(0);
    expect(await bot.operation(id)).toMatchObject({ status: 'failed' });
  });
});

describe('waiting for the acceptance', () => {
  it.each([
    ['EXPIRED', /expired/],
    ['FAILED', /failed/],
    ['DELETING', /being deleted/],
  ])('ends in words when the peering turns %s', async (state, words) => {
    const id = await start(create);
    await world.clock.advance(MINUTE);
    world.yugabyte.setState('peering-1', state);
    await world.clock.advance(6 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({
      status: 'failed',
      failure: { sentence: expect.stringMatching(words) },
    });
    expect(world.yugabyte.lists.map(({ name }) => name)).toEqual(['office']);
    const mentions = world.slack.notes().filter(({ note }) => note?.mention);
    expect(mentions).toHaveLength(1);
  });

  it('ends in words when the peering is gone', async () => {
    const id = await start(create);
    await world.clock.advance(MINUTE);
    world.yugabyte.peerings = [];
    await world.clock.advance(6 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({
      status: 'failed',
      failure: { sentence: expect.stringMatching(/deleted/) },
    });
    await world.clock.advance(6 * MINUTE);
    expect(world.slack.cards()[0]?.card).toMatchObject({ state: 'TERMINATED' });
  });
});

describe('allow lists', () => {
  beforeEach(() => {
    world.yugabyte.peerings = [peering()];
  });

  it('keep what others added in the meantime', async () => {
    world.yugabyte.lists.push({ id: 'list-vpn', name: 'vpn', description: '', entries: ['198.51.100.0/24'] });
    const { replaceClusterAllowLists } = world.yugabyte.db;
    let isFirst = true;
    world.yugabyte.db.replaceClusterAllowLists = async (clusterId, ids) => {
      // Somebody else is faster once: the first write is refused, and their list is there when it is tried again.
      if (isFirst) {
        isFirst = false;
        world.yugabyte.assigned[clusterId]?.push('list-vpn');
        throw trouble('conflict', 'The cluster is being edited.');
      }
      return replaceClusterAllowLists(clusterId, ids);
    };
    bot = startBot(world);
    await start(allow);
    await world.clock.advance(5 * MINUTE);
    expect(names('cluster-2')).toEqual(['vpn', 'peering-shop']);
    expect(names('cluster-1')).toEqual(['office', 'peering-shop']);
  });

  it('of two peerings go on the same cluster without losing one another', async () => {
    world.yugabyte.peerings.push(
      peering({
        id: 'peering-9',
        name: 'billing',
        application: { ...peering().application, cidr: '172.30.0.0/16', externalVpcId: 'vpc-9' },
      }),
    );
    const { replaceClusterAllowLists } = world.yugabyte.db;
    let puts = 0;
    world.yugabyte.db.replaceClusterAllowLists = (...args) => {
      puts += 1;
      return replaceClusterAllowLists(...args);
    };
    bot = startBot(world);
    await start(allow);
    await start({ kind: 'allow-access', peeringId: 'peering-9' }, 'V2');
    await world.clock.advance(10 * MINUTE);
    expect(puts).toBe(4);
    expect(names('cluster-1')?.sort()).toEqual(['office', 'peering-billing', 'peering-shop']);
    expect(names('cluster-2')?.sort()).toEqual(['peering-billing', 'peering-shop']);
  });

  it('are waited for until Yugabyte shows them, and put there again when it has forgotten', async () => {
    const { replaceClusterAllowLists } = world.yugabyte.db;
    let forgotten = 2;
    world.yugabyte.db.replaceClusterAllowLists = async (clusterId, ids) => {
      if (forgotten-- > 0) return;
      await replaceClusterAllowLists(clusterId, ids);
    };
    bot = startBot(world);
    world.yugabyte.shownAfterMs = 40 * SECOND;
    const id = await start(allow);
    await world.clock.advance(15 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({ status: 'done' });
    expect(names('cluster-2')).toEqual(['peering-shop']);
  });

  it('that never show end the operation in words', async () => {
    world.yugabyte.db.replaceClusterAllowLists = async () => {};
    bot = startBot(world);
    const id = await start(allow);
    await world.clock.advance(60 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({
      status: 'failed',
      failure: { sentence: expect.stringMatching(/does not show/) },
    });
  });

  it('are taken away with the peering, but only those that the bot made, and gone clusters do not matter', async () => {
    await start(allow);
    await world.clock.advance(5 * MINUTE);
    const confirmation = await planned(bot, terminate, 'V2');
    await bot.confirm(confirmation, operator, 'ref-2');
    world.yugabyte.clusters = world.yugabyte.clusters.filter(({ id }) => id !== 'cluster-2');
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.lists.map(({ name }) => name)).toEqual(['office']);
    expect(names('cluster-1')).toEqual(['office']);
    expect(world.yugabyte.peerings).toEqual([]);
  });
});

describe('terminating', () => {
  beforeEach(() => {
    world.yugabyte.peerings = [peering({ state: 'PENDING' })];
  });

  it('looks again just before: what became Active meanwhile was not what was shown', async () => {
    const { observe } = world.yugabyte.db;
    const before = await observe();
    world.yugabyte.db.observe = async () => before;
    bot = startBot(world);
    const confirmation = await planned(bot, terminate);
    world.yugabyte.setState('peering-0', 'ACTIVE');
    const answer = await bot.confirm(confirmation, operator, 'ref-1');
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
    expect(await bot.operation(answer.started ? answer.operationId : '')).toMatchObject({
      status: 'failed',
      failure: { sentence: 'shop turned from PENDING to ACTIVE. Nothing was changed.' },
    });
  });

  it('what is gone already is done', async () => {
    const confirmation = await planned(bot, terminate);
    const { observe } = world.yugabyte.db;
    const before = await observe();
    world.yugabyte.db.observe = async () => before;
    world.yugabyte.peerings = [];
    const answer = await bot.confirm(confirmation, operator, 'ref-1');
    await world.clock.advance(MINUTE);
    expect(await bot.operation(answer.started ? answer.operationId : '')).toMatchObject({ status: 'done' });
  });

  it('does not wait for a look that is under way at what it waits for', async () => {
    world.yugabyte.peerings = [];
    await start(create);
    await world.clock.advance(60 * MINUTE);
    const [made] = world.yugabyte.peerings;
    const { getPeering } = world.yugabyte.db;
    let answer = () => {};
    world.yugabyte.db.getPeering = async (id) => {
      const peering = await getPeering(id);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return peering;
    };
    await bot.refreshCard(made?.id ?? '');
    world.yugabyte.db.getPeering = getPeering;
    await start({ kind: 'terminate', peeringId: made?.id ?? '', withdrawAccess: false }, 'V2');
    await world.clock.settle();
    expect(world.store.audit.map(({ outcome }) => outcome)).toEqual(['started']);
    answer();
    await world.clock.settle();
    expect(world.store.audit.map(({ outcome }) => outcome)).toEqual(['started', 'superseded', 'started']);
  });

  it('says when Yugabyte does not do it', async () => {
    world.yugabyte.db.terminatePeering = async (id) => {
      world.yugabyte.setState(id, 'DELETING');
      world.clock.after(20 * SECOND, () => world.yugabyte.setState(id, 'ACTIVE'));
    };
    bot = startBot(world);
    const id = await start(terminate);
    await world.clock.advance(30 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({
      status: 'failed',
      failure: { sentence: expect.stringMatching(/did not terminate/) },
    });
    expect(world.slack.cards()[0]?.card).toMatchObject({ state: 'ACTIVE', terminable: true });
  });
});

describe('trouble with Yugabyte', () => {
  beforeEach(() => {
    world.yugabyte.peerings = [peering()];
  });

  it.each<ErrorCode>([
    'unreachable',
    'timeout',
    'rate-limited',
    'server-error',
    'write-uncertain',
    'bad-answer',
    'unauthorized',
  ])('%s is waited out however long it takes', async (code) => {
    world.yugabyte.troubles.clusterAllowLists = Array.from({ length: 40 }, () => trouble(code));
    const id = await start(allow);
    await world.clock.advance(30 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({
      status: 'running',
      progress: {
        sentence: expect.stringMatching(/Held up since 12:00 UTC, trying again: Yugabyte is in trouble/),
      },
    });
    expect(world.slack.cards()[0]?.card?.progress?.sentence).toMatch(/Held up since/);
    await world.clock.advance(5 * 60 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({ status: 'done' });
    expect(world.slack.cards()[0]?.card).not.toHaveProperty('progress');
  });

  it.each<ErrorCode>(['forbidden', 'rejected', 'not-found'])('%s ends the operation', async (code) => {
    world.yugabyte.troubles.createAllowList = [trouble(code)];
    const id = await start(allow);
    await world.clock.advance(MINUTE);
    expect(await bot.operation(id)).toMatchObject({
      status: 'failed',
      failure: { sentence: 'Yugabyte is in trouble.', ref: 'ref-1' },
    });
  });

  it('a conflict is tried a few times, then it ends the operation', async () => {
    world.yugabyte.troubles.replaceClusterAllowLists = Array.from({ length: 5 }, () => trouble('conflict'));
    const id = await start(allow);
    await world.clock.advance(20 * MINUTE);
    expect(await bot.operation(id)).toMatchObject({ status: 'done' });

    await start(terminate, 'V2');
    world.yugabyte.troubles.replaceClusterAllowLists = Array.from({ length: 50 }, () => trouble('conflict'));
    await world.clock.advance(60 * MINUTE);
    expect(world.store.audit.at(-1)).toMatchObject({ action: 'terminate', outcome: 'failed' });
    expect(world.yugabyte.peerings).toHaveLength(1);
  });

  it('inside the bot is not shown to people, but logged with the reference', async () => {
    world.yugabyte.db.listAllowLists = async () => {
      throw new TypeError('secret is not a function');
    };
    bot = startBot(world);
    const id = await start(allow);
    await world.clock.advance(MINUTE);
    expect(await bot.operation(id)).toMatchObject({
      status: 'failed',
      failure: { sentence: 'Something went wrong inside the bot.', ref: 'ref-1' },
    });
    expect(JSON.stringify(world.slack.messages)).not.toMatch(/secret/);
    expect(world.logged).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ ref: 'ref-1' }) }),
    );
  });
});

describe('a full store', () => {
  it('stops the work before a step that could not be written down, and lets it go on later', async () => {
    world.yugabyte.acceptAfterMs = MINUTE;
    await start(create);
    await world.clock.advance(10 * SECOND);
    world.store.full = true;
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.counts.listsMade).toBe(0);
    world.store.full = false;
    await world.clock.advance(10 * MINUTE);
    expect(world.slack.cards()[0]?.card).toMatchObject({ state: 'ACTIVE' });
    expect(names('cluster-2')).toEqual(['peering-shop']);
    expect(world.store.audit.map(({ outcome }) => outcome)).toEqual(['started', 'done']);
  });
});

describe('stopping', () => {
  it('lets the call in hand finish and be written down, begins nothing new, and goes on after the next start', async () => {
    const answers: (() => void)[] = [];
    const { requestPeering } = world.yugabyte.db;
    world.yugabyte.db.requestPeering = async (spec) => {
      const made = await requestPeering(spec);
      await new Promise<void>((resolve) => answers.push(resolve));
      return made;
    };
    bot = startBot(world);
    await start(create);
    await world.clock.settle();
    expect(answers).toHaveLength(1);
    let isStopped = false;
    const stopped = bot.stop().then(() => {
      isStopped = true;
    });
    await world.clock.settle();
    expect(isStopped).toBe(false);
    for (const answer of answers) answer();
    await stopped;
    const [operation] = await world.store.list<{ peeringId: string }>('operation:');
    expect(operation?.value.peeringId).toBe('peering-1');
    const { gets } = world.yugabyte.counts;
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.counts.gets).toBe(gets);
    await expect(
      bot.confirm(
        await planned(bot, create, 'V2').catch(() => ({
          intent: create,
          digest: '',
          shownAt: 0,
          confirmationId: '',
        })),
        operator,
        'r',
      ),
    ).rejects.toMatchObject({ code: 'stopping' });

    bot = startBot(world);
    await bot.resume();
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(5 * MINUTE);
    expect(world.yugabyte.counts.requested).toBe(1);
    expect(names('cluster-2')).toEqual(['peering-shop']);
  });

  it('does not wait for ever for a call that hangs', async () => {
    world.yugabyte.db.requestPeering = () => new Promise(() => {});
    bot = startBot(world);
    await start(create);
    await world.clock.settle();
    const stopped = bot.stop();
    await world.clock.advance(6 * SECOND);
    await stopped;
  });
});

describe('the journal', () => {
  it('is written before anything is asked of Yugabyte, and knows each step as doing before its change', async () => {
    const seen: unknown[] = [];
    for (const method of ['requestPeering', 'createAllowList', 'replaceClusterAllowLists'] as const) {
      const call = world.yugabyte.db[method] as (...args: unknown[]) => Promise<unknown>;
      Object.assign(world.yugabyte.db, {
        async [method](...args: unknown[]) {
          const [operation] = await world.store.list<{ steps: { status: string }[] }>('operation:');
          seen.push(operation?.value.steps.map(({ status }) => status).join(' '));
          return call(...args);
        },
      });
    }
    world.yugabyte.acceptAfterMs = MINUTE;
    bot = startBot(world);
    await start(create);
    await world.clock.advance(10 * MINUTE);
    expect(seen).toEqual([
      'doing waiting waiting waiting waiting',
      'done done doing waiting waiting',
      'done done done doing waiting',
      'done done done done doing',
    ]);
  });

  it('belongs to one process: what another one has written is left to it', async () => {
    world.yugabyte.peerings = [peering()];
    world.yugabyte.troubles.clusterAllowLists = [trouble('timeout')];
    await start(allow);
    await world.clock.settle();
    const [operation] = await world.store.list('operation:');
    if (operation)
      await world.store.put(operation.key, { ...(operation.value as object), else: 1 }, operation.version);
    await world.clock.advance(10 * MINUTE);
    expect(
      world.logged.some(({ level, message }) => level === 'error' && /left for the next start/.test(message)),
    ).toBe(true);
  });
});
