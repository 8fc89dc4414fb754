import { beforeEach, describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import { createGate, type Incident } from '../operations/world/gate.ts';
import { createWorld, peering, speakPolicy, startBot, type World } from '../operations/world/world.ts';
import {
  DAY,
  HOUR,
  MINUTE,
  pending,
  type RemindingBot,
  said,
  startReminding,
  stopReminding,
} from './remind.ts';

let world: World;
beforeEach(() => {
  world = createWorld();
});

function letIn({ yugabyte }: World) {
  yugabyte.assigned = { 'cluster-1': ['list-0'], 'cluster-2': ['list-0'] };
  yugabyte.lists.push({ id: 'list-0', name: 'all', description: '', entries: ['172.31.0.0/16'] });
}

describe('a reminder', () => {
  it('comes after the threshold in the thread of a card, to the owner, then every day', async () => {
    world.yugabyte.peerings = [pending()];
    startReminding(world);
    await world.clock.advance(HOUR);
    expect(world.slack.messages).toEqual([]);
    await world.clock.advance(20 * MINUTE);
    expect(world.slack.cards()).toMatchObject([
      { card: { peeringName: 'shop-000', alert: { reminded: { count: 1 } } } },
    ]);
    expect(said(world)).toEqual([
      expect.stringMatching(
        /^shop-000> @S0PLATFORM shop-000, for at least 1 hour: Somebody with rights in AWS account 111122223333 has to accept the request\. Until 2026-\S+ \S+ \(UTC\) at the latest, 6 days left: AWS drops the request/,
      ),
    ]);
    await world.clock.advance(3 * DAY);
    expect(said(world)).toHaveLength(4);
    expect(world.slack.cards()).toHaveLength(1);
  });

  it('is one digest where several are due, without cards', async () => {
    world.yugabyte.peerings = [pending(1), pending(2), pending(3)];
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    expect(said(world)).toEqual(['shop-001, shop-002, shop-003']);
    expect(world.slack.cards()).toEqual([]);
    expect(world.slack.messages[0]?.digest?.lines[0]).toMatchObject({
      mention: 'S0PLATFORM',
      peeringId: 'peering-1',
    });
    expect(world.store.audit).toMatchObject([
      { action: 'remind', peeringName: 'shop-001' },
      { action: 'remind', peeringName: 'shop-002' },
      { action: 'remind', peeringName: 'shop-003' },
    ]);
  });

  it.each(['none', 'done'] as const)(
    'is in the audit log once, whichever line of it is not acknowledged, its effect %s',
    async (effect) => {
      const error = () => new PeeringBotError('store-unwritable', 'The disk is full.');
      const digest = async (incident?: Incident) => {
        const own = createWorld();
        own.yugabyte.peerings = [pending(1), pending(2), pending(3)];
        const gate = createGate(incident);
        startReminding(own, { gate });
        await own.clock.advance(2 * HOUR);
        return { calls: gate.calls, audit: own.store.audit.map(({ peeringName }) => peeringName).sort() };
      };
      const { calls } = await digest();
      expect(calls).not.toContain('store.readAudit');
      const lines = calls.flatMap((call, index) => (call === 'store.appendAudit' ? [index + 1] : []));
      expect(lines).toHaveLength(3);
      for (const at of lines) {
        const { audit } = await digest({ do: 'fail', at, effect, error });
        expect(audit).toEqual(['shop-001', 'shop-002', 'shop-003']);
      }
    },
  );

  it('ends with one line in the thread, and a card that says so', async () => {
    world.yugabyte.peerings = [pending()];
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    world.yugabyte.setState('peering-0', 'ACTIVE');
    letIn(world);
    await world.clock.advance(3 * DAY);
    expect(said(world).slice(1)).toEqual([
      expect.stringMatching(/^shop-000> Active/),
      expect.stringMatching(/^shop-000> Resolved after 2 hours: “Somebody with rights/),
    ]);
    const [message] = world.slack.cards();
    expect(message?.card).toMatchObject({ resolved: { lastedMs: expect.any(Number) } });
    expect(message?.card?.alert).toBeUndefined();
  });

  it('from a digest ends in its thread', async () => {
    world.yugabyte.peerings = [pending(1), pending(2)];
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    world.yugabyte.peerings = [pending(1)];
    await world.clock.advance(10 * MINUTE);
    expect(said(world).slice(1)).toContainEqual(
      expect.stringMatching(/^digest> shop-002: Over after 2 hours/),
    );
  });

  it('tells once that somebody deleted a peering without the bot', async () => {
    world.yugabyte.peerings = [peering()];
    world.yugabyte.assigned = {};
    world.yugabyte.clusters = [];
    startReminding(world);
    await world.clock.advance(10 * MINUTE);
    world.yugabyte.peerings = [];
    await world.clock.advance(3 * DAY);
    expect(said(world)).toEqual([expect.stringMatching(/^@S0PLATFORM shop: It was deleted without the bot/)]);
  });

  it('in a digest leaves out a going that the thread of its card has told', async () => {
    world.yugabyte.peerings = [pending(0), pending(1), pending(2)].map((one) => ({
      ...one,
      state: 'CREATING',
    }));
    world.yugabyte.setState('peering-0', 'PENDING');
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    expect(world.slack.cards()).toHaveLength(1);
    world.yugabyte.peerings = [];
    await world.clock.advance(20 * MINUTE);
    expect(said(world).slice(1)).toEqual([
      'shop-000> It is gone: somebody deleted it outside this bot.',
      expect.stringMatching(/^shop-000> Over after 2 hours/),
      'shop-001, shop-002',
    ]);
  });

  it('is not made of a row that a list left out for once', async () => {
    world.yugabyte.peerings = [peering()];
    world.yugabyte.clusters = [];
    startReminding(world);
    await world.clock.advance(10 * MINUTE);
    const { observe } = world.yugabyte.db;
    world.yugabyte.db.observe = async (options) => ({ ...(await observe(options)), peerings: [] });
    await world.clock.advance(HOUR);
    expect(said(world)).toEqual([]);
  });

  it('starts in no quiet hour', async () => {
    world.yugabyte.peerings = [pending()];
    const policy = { ...speakPolicy, quietHours: { from: 13 * 60, to: 20 * 60 } };
    startReminding(world, { policy });
    await world.clock.advance(7 * HOUR + 59 * MINUTE);
    expect(said(world)).toEqual([]);
    await world.clock.advance(10 * MINUTE);
    expect(said(world)).toHaveLength(1);
  });
});

describe('a card that waits for days', () => {
  it('is looked after by the tick alone, and shows what is new', async () => {
    world.yugabyte.peerings = [pending()];
    const task = { id: 'task-1', type: 'CREATE_VPC_PEERING', entityId: 'vpc-1', state: 'SUCCEEDED' };
    world.yugabyte.tasks = [{ ...task, createdAt: world.clock.now() }];
    startReminding(world);
    await world.clock.advance(3 * HOUR);
    expect(world.slack.cards()).toMatchObject([{ card: { state: 'PENDING' } }]);
    const { observed } = world.yugabyte.counts;
    await world.clock.advance(2 * HOUR);
    expect(world.yugabyte.counts.observed - observed).toBe(24);
    const sentence = () => world.slack.cards()[0]?.card?.verdict?.sentence;
    expect(sentence()).toContain('6 days left');
    await world.clock.advance(DAY);
    expect(sentence()).toContain('5 days left');
    world.yugabyte.setState('peering-0', 'ACTIVE');
    await world.clock.advance(6 * MINUTE);
    expect(world.slack.cards()).toMatchObject([{ card: { state: 'ACTIVE' } }]);
    world.yugabyte.peerings = [];
    await world.clock.advance(6 * MINUTE);
    expect(world.slack.cards()).toMatchObject([{ card: { state: 'TERMINATED' } }]);
  });
});

describe('a clock', () => {
  it('that is set back an hour repeats nothing, and delays nothing by more than that', async () => {
    world.yugabyte.peerings = [pending()];
    startReminding(world);
    await world.clock.advance(80 * MINUTE);
    expect(said(world)).toHaveLength(1);
    world.clock.setBack(HOUR);
    await world.clock.advance(DAY - 10 * MINUTE);
    expect(said(world)).toHaveLength(1);
    await world.clock.advance(80 * MINUTE);
    expect(said(world)).toHaveLength(2);
    await world.clock.advance(DAY);
    expect(said(world)).toHaveLength(3);
  });

  it('that is set back while the process is down repeats nothing', async () => {
    world.yugabyte.peerings = [pending()];
    const bot = startReminding(world);
    await world.clock.advance(80 * MINUTE);
    await stopped(bot);
    world.clock.setBack(HOUR);
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    expect(said(world)).toHaveLength(1);
  });

  it.each([
    ['an hour forward', Date.UTC(2026, 2, 27, 12), ['28T07:00', '29T07:00', '30T07:00']],
    ['an hour back', Date.UTC(2026, 9, 23, 12), ['24T06:00', '25T07:00', '26T07:00']],
  ])(
    'that goes %s in the night is one reminder a day still, none of them too early',
    async (_name, start, mornings) => {
      world = createWorld(start);
      world.yugabyte.peerings = [{ ...pending(), state: 'ACTIVE' }];
      startReminding(world, {
        policy: { ...speakPolicy, timezone: 'Europe/Berlin', quietHours: { from: 14 * 60, to: 8 * 60 } },
      });
      await world.clock.advance(3 * DAY);
      const digests = world.slack.messages.filter(({ digest }) => digest);
      expect(digests.map(({ at }) => new Date(at).toISOString().slice(8, 16))).toEqual(mornings);
    },
  );
});

describe('messages', () => {
  it('of cards and their threads keep a second between, whoever brings them', async () => {
    startReminding(world);
    for (let index = 0; index < 4; index++) {
      world.yugabyte.peerings.push(pending(index));
      await world.clock.advance(90 * MINUTE);
    }
    expect(world.slack.cards()).toHaveLength(4);
    letIn(world);
    for (let index = 0; index < 4; index++) world.yugabyte.setState(`peering-${index}`, 'ACTIVE');
    await world.clock.advance(20 * MINUTE);
    expect(said(world).filter((line) => line.includes('> Resolved'))).toHaveLength(4);
    const moments = world.slack.messages.map(({ at }) => at);
    const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });
});

describe('a Yugabyte that cannot be read', () => {
  it('is one quiet notice, and one line when it can be again; nothing is new or resolved meanwhile', async () => {
    world.yugabyte.peerings = [pending()];
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    world.yugabyte.down = true;
    world.yugabyte.setState('peering-0', 'ACTIVE');
    world.yugabyte.peerings.push(pending(1));
    letIn(world);
    await world.clock.advance(6 * HOUR);
    expect(said(world).slice(1)).toEqual([expect.stringMatching(/^Yugabyte cannot be read since 14:05 UTC/)]);
    world.yugabyte.down = false;
    await world.clock.advance(HOUR);
    expect(said(world).slice(2)).toEqual([
      'notice> Yugabyte can be read again, after 6 hours.',
      expect.stringMatching(/^shop-000> Active/),
      expect.stringMatching(/^shop-000> Resolved after 8 hours: /),
    ]);
    await world.clock.advance(30 * MINUTE);
    expect(said(world).slice(5)).toEqual([expect.stringMatching(/^shop-001> /)]);
  });
});

describe('a restart', () => {
  it('repeats nothing, and three days asleep are made up for once', async () => {
    world.yugabyte.peerings = [pending()];
    let bot = startReminding(world);
    await world.clock.advance(2 * HOUR);
    for (let times = 0; times < 3; times++) {
      await stopped(bot);
      bot = startReminding(world);
      await world.clock.advance(HOUR);
    }
    expect(said(world)).toHaveLength(1);
    await stopped(bot);
    await world.clock.advance(3 * DAY);
    bot = startReminding(world);
    await world.clock.advance(HOUR);
    expect(said(world)).toHaveLength(2);
    await stopped(bot);
  });

  it('does not blur a deadline that was known exactly', async () => {
    const task = { type: 'CREATE_VPC_PEERING', entityId: 'vpc-1', state: 'SUCCEEDED' };
    const requestedAt = world.clock.now();
    world.yugabyte.peerings = [pending()];
    world.yugabyte.tasks = [{ ...task, id: 'task-0', createdAt: requestedAt }];
    const bot = startReminding(world);
    await world.clock.advance(2 * DAY);
    world.yugabyte.tasks.unshift({ ...task, id: 'task-1', createdAt: world.clock.now() });
    await stopped(bot);
    startReminding(world);
    await world.clock.advance(HOUR);
    const finding = world.slack.cards()[0]?.card?.verdict?.firstBroken?.findings[0];
    expect(finding?.deadline).toMatchObject({ at: requestedAt + 7 * DAY, certainty: 'exact' });
  });

  it('ranks by a deadline that was known exactly as soon as it is at hand', async () => {
    const [vpc] = world.yugabyte.vpcs;
    if (!vpc) throw new Error('there is no VPC to draw from');
    world.yugabyte.vpcs.push({ ...vpc, id: 'vpc-2' });
    const task = { type: 'CREATE_VPC_PEERING', state: 'SUCCEEDED' };
    const first = { ...task, id: 'task-1', entityId: 'vpc-1', createdAt: world.clock.now() };
    const second = { ...task, id: 'task-2', entityId: 'vpc-2', createdAt: world.clock.now() + MINUTE };
    world.yugabyte.peerings = [pending(1), { ...pending(2), yugabyteVpcId: 'vpc-2' }];
    world.yugabyte.tasks = [second, first];
    const bot = startReminding(world);
    await world.clock.advance(20 * MINUTE);
    world.yugabyte.tasks.unshift({ ...first, id: 'task-3', createdAt: world.clock.now() });
    await stopped(bot);
    const next = startBot(world);
    const ranked = () => next.overview()?.attention.map(({ name }) => name);
    await next.ready();
    await world.clock.settle();
    expect(ranked()).toEqual(['shop-002', 'shop-001']);
    await next.list();
    expect(ranked()).toEqual(['shop-001', 'shop-002']);
  });

  it.each(['none', 'done'] as const)(
    'wherever the process is killed, the same is said, its effect %s',
    async (effect) => {
      const plain = await live();
      const wanted = story(plain.world);
      expect(wanted).toHaveLength(6);
      for (let at = 1; at <= plain.calls; at++) {
        const { world: killed } = await live({ at, effect });
        expect(story(killed), `killed at call ${at}`).toEqual(wanted);
        expect(audited(killed), `killed at call ${at}`).toEqual(audited(plain.world));
      }
    },
  );

  /** One alone, then three at once; then two of them end well and one badly. */
  async function live(kill?: { at: number; effect: 'none' | 'done' }) {
    const own = createWorld();
    own.yugabyte.peerings = [pending()];
    let gate = createGate(kill && { do: 'kill', ...kill });
    const first = gate;
    startReminding(own, { gate });
    const pass = (ms: number) =>
      own.clock.advance(ms, async () => {
        if (!gate.dead()) return;
        gate = createGate();
        startReminding(own, { gate });
        await own.clock.settle();
      });
    await pass(80 * MINUTE);
    own.yugabyte.peerings.push(pending(1), pending(2), pending(3));
    await pass(90 * MINUTE);
    letIn(own);
    own.yugabyte.setState('peering-0', 'ACTIVE');
    own.yugabyte.setState('peering-1', 'ACTIVE');
    own.yugabyte.setState('peering-2', 'FAILED');
    await pass(20 * MINUTE);
    return { world: own, calls: first.calls.length };
  }

  const audited = ({ store }: World) =>
    store.audit.map(({ action, peeringName }) => `${action} ${peeringName}`).sort();
  const story = (of: World) => said(of).map((line) => line.replace(/\d+ (hours?|minutes?|days?).*/, '…'));
});

const stopped = (bot: RemindingBot) => {
  const stopping = stopReminding(bot);
  return world.clock.settle().then(() => stopping);
};

describe('a Slack that takes nothing for an hour', () => {
  it.each([
    new PeeringBotError('slack-failed', 'Slack did not answer.'),
    new PeeringBotError('rate-limited', 'Too many.', { retryAfterMs: 30_000 }),
    new PeeringBotError('not-in-channel', 'The bot is not in the channel.'),
  ])('gets everything afterwards, in order, once: $code', async (trouble) => {
    world.yugabyte.peerings = [pending(1), pending(2)];
    const bot = startReminding(world);
    world.slack.channelTrouble = trouble;
    await world.clock.advance(80 * MINUTE);
    world.yugabyte.peerings.push(peering({ id: 'peering-9', name: 'late', state: 'FAILED' }));
    await world.clock.advance(40 * MINUTE);
    expect(bot.undelivered()).not.toEqual([]);
    world.slack.channelTrouble = undefined;
    await world.clock.advance(HOUR);
    expect(said(world)).toEqual(['shop-001, shop-002', expect.stringMatching(/^late> @S0PLATFORM /)]);
    expect(bot.undelivered()).toEqual([]);
  });
});

it('a digest that had to wait tells what is the case when it comes', async () => {
  world.yugabyte.peerings = [peering({ id: 'peering-1', name: 'shop' })];
  startReminding(world);
  world.slack.channelTrouble = new PeeringBotError('slack-failed', 'Slack did not answer.');
  await world.clock.advance(80 * MINUTE);
  const [shop] = world.yugabyte.peerings;
  if (shop) shop.application = { ...shop.application, cidr: '10.99.0.0/16' };
  await world.clock.advance(10 * MINUTE);
  world.slack.channelTrouble = undefined;
  await world.clock.advance(HOUR);
  const lines = world.slack.messages.flatMap(({ digest }) => digest?.lines ?? []);
  expect(lines.map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('10.99.0.0/16'),
    expect.stringContaining('10.99.0.0/16'),
  ]);
});

describe('what is over before Slack takes it', () => {
  const down = new PeeringBotError('slack-failed', 'Slack did not answer.');

  it('is not said, and neither that it is over, on the card that there is', async () => {
    world.yugabyte.peerings = [pending()];
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    world.yugabyte.setState('peering-0', 'ACTIVE');
    letIn(world);
    await world.clock.advance(HOUR);
    const before = said(world);
    world.slack.channelTrouble = down;
    const { assigned } = world.yugabyte;
    world.yugabyte.assigned = {};
    await world.clock.advance(30 * MINUTE);
    world.yugabyte.assigned = assigned;
    await world.clock.advance(30 * MINUTE);
    world.slack.channelTrouble = undefined;
    await world.clock.advance(HOUR);
    expect(said(world).filter((line) => /Resolved|no longer/.test(line))).toEqual(
      before.filter((line) => /Resolved/.test(line)),
    );
  });

  it('ends in the thread of its digest where that was posted and only the answer was lost', async () => {
    world.yugabyte.peerings = [pending(1), pending(2)];
    const { postDigest } = world.slack;
    world.slack.postDigest = async (...digest) => {
      await postDigest(...digest);
      world.slack.channelTrouble = down;
      throw down;
    };
    startReminding(world);
    await world.clock.advance(80 * MINUTE);
    letIn(world);
    for (const { id } of world.yugabyte.peerings) world.yugabyte.setState(id, 'ACTIVE');
    await world.clock.advance(30 * MINUTE);
    world.slack.channelTrouble = undefined;
    await world.clock.advance(HOUR);
    expect(said(world)).toEqual([
      'shop-001, shop-002',
      expect.stringMatching(/^digest> shop-001: Resolved/),
      expect.stringMatching(/^digest> shop-002: Resolved/),
    ]);
  });
});

describe('a Slack that takes nothing until the night', () => {
  it('is not spoken to before the morning', async () => {
    world.yugabyte.peerings = [pending(1), pending(2)];
    startReminding(world, { policy: { ...speakPolicy, quietHours: { from: 14 * 60, to: 20 * 60 } } });
    world.slack.channelTrouble = new PeeringBotError('slack-failed', 'Slack did not answer.');
    await world.clock.advance(2.5 * HOUR);
    world.slack.channelTrouble = undefined;
    await world.clock.advance(5 * HOUR);
    expect(said(world)).toEqual([]);
    await world.clock.advance(HOUR);
    expect(said(world)).toEqual(['shop-001, shop-002']);
  });
});

describe('five hundred alerts at once', () => {
  it('are digests within the limits, at most one message a second, each alert once', async () => {
    world.yugabyte.peerings = Array.from({ length: 500 }, (_, index) => pending(index));
    startReminding(world);
    // So much is done in slices, which take no time of this clock.
    await world.clock.advance(2 * HOUR, async () => {
      for (let turns = 0; turns < 1_000; turns++) await world.clock.settle();
    });
    const { messages } = world.slack;
    expect(messages).toHaveLength(13);
    const names = messages.flatMap(({ digest }) => digest?.lines.map(({ peeringName }) => peeringName) ?? []);
    expect(new Set(names).size).toBe(500);
    expect(names).toHaveLength(500);
    const gaps = messages.slice(1).map(({ at }, index) => at - (messages[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });
});
