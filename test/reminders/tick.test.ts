import { beforeEach, describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { Peering } from '../../src/core/peering.ts';
import { createGate } from '../operations/world/gate.ts';
import { createWorld, peering, speakPolicy, type World } from '../operations/world/world.ts';
import { DAY, HOUR, MINUTE, type RemindingBot, said, startReminding, stopReminding } from './remind.ts';

let world: World;
beforeEach(() => {
  world = createWorld();
});

const pending = (index = 0): Peering =>
  peering({ id: `peering-${index}`, name: `shop-${String(index).padStart(3, '0')}`, state: 'PENDING' });

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
        /^shop-000> @S0PLATFORM Since 1 hour: Somebody with rights in AWS account 111122223333 has to accept the request\. Whose turn: whoever may change AWS account 111122223333\. Until .* at the latest \(6 days left\): AWS drops the request/,
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

  it('ends with one line in the thread, and a card that says so', async () => {
    world.yugabyte.peerings = [pending()];
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    world.yugabyte.setState('peering-0', 'ACTIVE');
    letIn(world);
    await world.clock.advance(3 * DAY);
    expect(said(world).slice(1)).toEqual([
      expect.stringMatching(/^shop-000> Active/),
      expect.stringMatching(/^shop-000> Resolved after 2 hours: Somebody with rights/),
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

describe('a Yugabyte that cannot be read', () => {
  it('is one quiet notice, and one line when it can be again; nothing is new or resolved meanwhile', async () => {
    world.yugabyte.peerings = [pending()];
    startReminding(world);
    await world.clock.advance(2 * HOUR);
    world.yugabyte.down = true;
    await world.clock.advance(6 * HOUR);
    expect(said(world).slice(1)).toEqual([expect.stringMatching(/^Yugabyte cannot be read since 14:05 UTC/)]);
    world.yugabyte.down = false;
    await world.clock.advance(HOUR);
    expect(said(world).slice(2)).toEqual(['notice> Yugabyte can be read again, after 6 hours.']);
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

  it.each(['none', 'done'] as const)(
    'wherever the process is killed, the same is said, its effect %s',
    async (effect) => {
      const plain = await live();
      const wanted = story(plain.world);
      expect(wanted).toHaveLength(6);
      for (let at = 1; at <= plain.calls; at++) {
        const { world: killed } = await live({ at, effect });
        expect(story(killed), `killed at call ${at}`).toEqual(wanted);
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
    await world.clock.advance(2 * HOUR);
    const { messages } = world.slack;
    expect(messages).toHaveLength(13);
    const names = messages.flatMap(({ digest }) => digest?.lines.map(({ peeringName }) => peeringName) ?? []);
    expect(new Set(names).size).toBe(500);
    expect(names).toHaveLength(500);
    const gaps = messages.slice(1).map(({ at }, index) => at - (messages[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });
});
