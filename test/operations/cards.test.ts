import { beforeEach, describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { Intent, Operations } from '../../src/operations/api.ts';
import { createGate } from './world/gate.ts';
import {
  CHANNEL,
  createWorld,
  form,
  operator,
  other,
  peering,
  planned,
  startBot,
  type World,
} from './world/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const create: Intent = { kind: 'create', form };
let world: World;
let bot: Operations;

beforeEach(() => {
  world = createWorld();
  bot = startBot(world);
});

async function start(intent: Intent, confirmationId = 'V1', actor = operator) {
  return bot.confirm(await planned(bot, intent, confirmationId), actor, `ref-${confirmationId}`);
}
const texts = () => world.slack.notes().map(({ note }) => note?.text);
const card = () => world.slack.cards()[0]?.card;

describe('a card', () => {
  it('is there from the moment of the confirmation, before Yugabyte knows the peering', async () => {
    const confirmation = await planned(bot, create);
    world.yugabyte.troubles.requestPeering = [new PeeringBotError('server-error', 'Yugabyte answered 500.')];
    await bot.confirm(confirmation, operator, 'ref-1');
    await world.clock.settle();
    expect(world.slack.cards()).toHaveLength(1);
    expect(world.slack.cards()[0]?.channel).toBe(CHANNEL);
    expect(card()).toMatchObject({
      state: 'REQUESTING',
      peeringName: 'shop',
      yugabyteVpcName: 'orders-vpc',
      requestedBy: 'U0OPERATOR',
      terminable: false,
      progress: { kind: 'create', step: 1, of: 5 },
    });
    expect(card()).not.toHaveProperty('peeringId');
  });

  it('is one message, edited in place, with its history in the thread and the requester named once', async () => {
    world.yugabyte.acceptAfterMs = MINUTE;
    await start(create);
    await world.clock.advance(2 * SECOND);
    expect(card()).toMatchObject({ state: 'CREATING' });
    await world.clock.advance(10 * SECOND);
    expect(card()).toMatchObject({ state: 'PENDING', progress: { step: 2 }, fixes: [], terminable: true });
    expect(card()?.verdict?.firstBroken?.findings[0]?.deadline).toMatchObject({ certainty: 'exact' });
    await world.clock.advance(5 * MINUTE);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
    expect(card()).not.toHaveProperty('progress');
    expect(world.slack.cards()).toHaveLength(1);
    expect(world.slack.cards()[0]?.edits).toBeGreaterThan(2);
    expect(world.slack.notes().every(({ under }) => under === world.slack.cards()[0]?.id)).toBe(true);
    expect(world.slack.notes().filter(({ note }) => note?.mention)).toHaveLength(1);
  });

  it('changes its version exactly when something that is drawn changes', async () => {
    await start(create);
    await world.clock.advance(MINUTE);
    const first = await bot.cardView('peering-1');
    await world.clock.advance(30 * SECOND);
    const same = await bot.cardView('peering-1');
    expect(same?.version).toBe(first?.version);
    await world.clock.advance(3 * 24 * 60 * MINUTE);
    const later = await bot.cardView(first?.cardId ?? '');
    expect(later?.version).not.toBe(first?.version);
    expect(card()?.version).toBe(later?.version);
  });

  it('is made for a peering that has none when an operation is started on it', async () => {
    world.yugabyte.peerings = [peering()];
    await start({ kind: 'allow-access', peeringId: 'peering-0' });
    await world.clock.advance(5 * MINUTE);
    expect(world.slack.cards()).toHaveLength(1);
    await start({ kind: 'terminate', peeringId: 'peering-0', withdrawAccess: true }, 'V2', other);
    await world.clock.advance(5 * MINUTE);
    expect(world.slack.cards()).toHaveLength(1);
    expect(card()).toMatchObject({
      state: 'TERMINATED',
      fixes: [],
      terminable: false,
      requestedBy: 'U0OPERATOR',
    });
    const terminated = world.slack.notes().at(-1)?.note;
    expect(terminated).toEqual({ text: 'Terminated.', mention: 'U0OTHER' });
    expect(await bot.cardView('peering-0')).toMatchObject({ state: 'TERMINATED' });
  });

  it('shows why an operation failed, with the reference, until the next one', async () => {
    world.yugabyte.peerings = [peering()];
    world.yugabyte.troubles.createAllowList = [
      new PeeringBotError('forbidden', 'Yugabyte forbids it to this API key.', {
        mend: 'Give its role the right.',
      }),
    ];
    const answer = await start({ kind: 'allow-access', peeringId: 'peering-0' });
    await world.clock.advance(MINUTE);
    const failure = {
      sentence: 'Yugabyte forbids it to this API key.',
      mend: 'Give its role the right.',
      ref: 'ref-V1',
    };
    expect(card()).toMatchObject({ failure, fixes: [{ fix: 'allow-access' }] });
    expect(world.slack.notes().at(-1)?.note).toEqual({
      text: 'Allowing access stopped: Yugabyte forbids it to this API key. Give its role the right. (reference ref-V1)',
      mention: 'U0OPERATOR',
    });
    const id = answer.started ? answer.operationId : '';
    expect(await bot.operation(id)).toMatchObject({ status: 'failed', failure });
    expect(world.store.audit.at(-1)).toMatchObject({
      outcome: 'failed',
      detail: 'Yugabyte forbids it to this API key.',
      ref: 'ref-V1',
    });
    await start({ kind: 'allow-access', peeringId: 'peering-0' }, 'V2');
    await world.clock.advance(MINUTE);
    expect(card()).not.toHaveProperty('failure');
    expect(texts().at(-1)).toMatch(/is let in on/);
  });

  it('ends when the request is refused: nothing came to be', async () => {
    world.yugabyte.troubles.requestPeering = [
      new PeeringBotError('rejected', 'Yugabyte rejected the request.'),
    ];
    await start(create);
    await world.clock.advance(MINUTE);
    expect(card()).toMatchObject({
      state: 'FAILED',
      terminable: false,
      fixes: [],
      failure: { ref: 'ref-V1' },
    });
  });

  it('is drawn again on demand, when it differs', async () => {
    await start(create);
    await world.clock.advance(MINUTE);
    const edits = world.slack.cards()[0]?.edits ?? 0;
    await bot.refreshCard('peering-1');
    expect(world.slack.cards()[0]?.edits).toBe(edits);
    world.yugabyte.setState('peering-1', 'ACTIVE');
    await world.clock.advance(2 * SECOND);
    await bot.refreshCard('peering-1');
    expect(card()).toMatchObject({ state: 'ACTIVE' });
    await bot.refreshCard('no-such-card');
  });
});

describe('a channel that does not take the card', () => {
  const trouble = new PeeringBotError('not-in-channel', 'The bot is not in the channel.', {
    mend: 'Invite it.',
  });

  it.each([
    trouble,
    new PeeringBotError('channel-archived', 'The channel is archived.'),
    new PeeringBotError('channel-not-found', 'There is no such channel.'),
  ])('is told to the requester once and to readiness; nothing is lost: $code', async (refusal) => {
    world.slack.channelTrouble = refusal;
    world.yugabyte.acceptAfterMs = MINUTE;
    await start(create);
    await world.clock.advance(40 * MINUTE);
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
    expect(world.slack.told).toHaveLength(1);
    expect(world.slack.told[0]).toMatchObject({
      userId: 'U0OPERATOR',
      text: expect.stringContaining(refusal.message),
    });
    expect(bot.undelivered()).toMatchObject([{ where: 'card of shop', reason: refusal.message }]);

    world.slack.channelTrouble = undefined;
    await world.clock.advance(31 * MINUTE);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
    expect(texts()).toEqual([
      'Asked for this peering, with access for 172.31.0.0/16.',
      'Yugabyte has taken the request.',
      expect.stringMatching(/^Pending: /),
      'Active.',
      expect.stringMatching(/is let in on billing-db and orders-db/),
    ]);
    expect(bot.undelivered()).toEqual([]);
  });

  it('is told to a person once, however many cards wait and however often the bot starts', async () => {
    world.slack.channelTrouble = trouble;
    await start(create);
    await world.clock.advance(MINUTE);
    const second = {
      ...form,
      name: 'billing',
      externalVpcId: 'vpc-0123456789abcdef0',
      cidr: '172.30.0.0/16',
    };
    await start({ kind: 'create', form: second }, 'V2');
    await world.clock.advance(MINUTE);
    await bot.stop();
    bot = startBot(world);
    await bot.resume();
    await world.clock.advance(60 * MINUTE);
    expect(world.slack.told).toHaveLength(1);
    expect(bot.undelivered()).toHaveLength(2);
  });
});

describe('Slack', () => {
  it('may refuse for a while: it is tried again, and nothing is said twice', async () => {
    const gate = createGate();
    let refusals = 12;
    const pass = gate.pass;
    gate.pass = (call, effect) => {
      if (!call.startsWith('slack') || refusals-- <= 0) return pass(call, effect);
      return Promise.reject(new PeeringBotError('rate-limited', 'Slack asks to slow down.'));
    };
    world.yugabyte.acceptAfterMs = MINUTE;
    bot = startBot(world, { gate });
    await start(create);
    await world.clock.advance(5 * SECOND);
    expect(bot.undelivered()).toMatchObject([{ reason: 'Slack asks to slow down.' }]);
    await world.clock.advance(60 * MINUTE);
    expect(world.slack.cards()).toHaveLength(1);
    expect(texts()).toHaveLength(5);
    expect(new Set(texts()).size).toBe(5);
  });

  it('is left alone while it asks to slow down, whatever happens meanwhile', async () => {
    const gate = createGate();
    let calls = 0;
    const { pass } = gate;
    gate.pass = (call, effect) => {
      if (!call.startsWith('slack')) return pass(call, effect);
      calls += 1;
      return Promise.reject(new PeeringBotError('rate-limited', 'Slack asks to slow down.'));
    };
    world.yugabyte.peerings = [peering()];
    bot = startBot(world, { gate });
    await start({ kind: 'allow-access', peeringId: 'peering-0' });
    await world.clock.advance(MINUTE);
    expect(calls).toBeLessThanOrEqual(5);
  });

  it('may have taken a card whose answer was lost: it is found and brought up to date', async () => {
    const { postCard, findMessage } = world.slack;
    let troubles = 4;
    world.slack.postCard = async (...args) => {
      await postCard(...args);
      throw new PeeringBotError('slack-failed', 'The answer was lost.');
    };
    world.slack.findMessage = async (...args) => {
      if (troubles-- > 0) throw new PeeringBotError('slack-failed', 'Slack does not answer.');
      return findMessage(...args);
    };
    world.yugabyte.peerings = [peering()];
    bot = startBot(world);
    await start({ kind: 'allow-access', peeringId: 'peering-0' });
    await world.clock.advance(30 * SECOND);
    expect(await bot.details('peering-0')).not.toHaveProperty('running');
    expect(card()).toHaveProperty('progress');
    await world.clock.advance(30 * MINUTE);
    expect(world.slack.cards()).toHaveLength(1);
    expect(card()).not.toHaveProperty('progress');
    expect(texts()).toHaveLength(2);
  });

  it('may lose the card: a new one is posted at the next change and the requester is told', async () => {
    world.yugabyte.acceptAfterMs = 10 * MINUTE;
    await start(create);
    await world.clock.advance(MINUTE);
    world.slack.remove(world.slack.cards()[0]?.id ?? '');
    await world.clock.advance(MINUTE);
    expect(world.slack.cards()).toHaveLength(0);
    await world.clock.advance(20 * MINUTE);
    expect(world.slack.cards()).toHaveLength(1);
    expect(card()).toMatchObject({ state: 'ACTIVE' });
    expect(world.slack.told).toHaveLength(1);
    expect(world.slack.told[0]).toMatchObject({
      userId: 'U0OPERATOR',
      text: expect.stringMatching(/deleted/),
    });
    const under = world.slack.notes().filter((note) => note.under === world.slack.cards()[0]?.id);
    expect(under.map(({ note }) => note?.text).at(-1)).toMatch(/is let in on/);
  });

  it('need not be there at all: the operation does not wait for it', async () => {
    const gate = createGate();
    const pass = gate.pass;
    gate.pass = (call, effect) => (call.startsWith('slack') ? new Promise(() => {}) : pass(call, effect));
    bot = startBot(world, { gate });
    world.yugabyte.peerings = [peering()];
    await start({ kind: 'terminate', peeringId: 'peering-0', withdrawAccess: false });
    await world.clock.advance(5 * MINUTE);
    expect(world.yugabyte.peerings).toEqual([]);
  });
});

describe('without a channel', () => {
  it('who asked hears everything in person', async () => {
    bot = startBot(world, { channel: null });
    world.yugabyte.acceptAfterMs = MINUTE;
    await start(create);
    await world.clock.advance(30 * MINUTE);
    expect(world.slack.messages).toEqual([]);
    expect(world.slack.told).toHaveLength(5);
    expect(world.slack.told[0]?.text).toMatch(/^shop: Asked for this peering.*PEERING_CHANNEL/);
    expect(world.slack.told.at(-1)?.text).toMatch(/^shop: Active, and 172/);
    expect(world.slack.told.every(({ userId }) => userId === 'U0OPERATOR')).toBe(true);
  });
});
