import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/authorize.ts';
import { PeeringBotError } from '../../../src/core/errors.ts';
import type { Intent, Operations } from '../../../src/operations/api.ts';
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

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const second: Actor = { ...approver, userId: 'U0SECOND' };
const terminate: Intent = { kind: 'terminate', peeringId: 'peering-0', withdrawAccess: false };
let world: World;
let bot: Operations;
let id: string;

beforeEach(() => {
  world = createWorld();
  world.yugabyte.peerings = [peering({ name: 'prod-shop' })];
  bot = startBot(world);
});

/** Asks, and lets the message be posted; the id of the request. */
async function ask(intent = terminate, by = operator, confirmationId = 'V1'): Promise<string> {
  const answer = await bot.confirm(await planned(bot, intent, confirmationId), by, `ref-${confirmationId}`);
  if (answer.started || !answer.approval) throw new Error(`not asked: ${JSON.stringify(answer)}`);
  await world.clock.advance(1000);
  return answer.approval.id;
}
const approve = (id: string, actor = approver, ref = 'ref-yes') =>
  bot.decide(id, { do: 'approve' }, actor, ref);
const decline = (id: string, reason = 'not during the freeze', actor = approver) =>
  bot.decide(id, { do: 'decline', reason }, actor, 'ref-no');
/** Another process, of which the next write of a request is stored while neither that nor a look at it is answered. */
async function restartedWhereAnswersGetLost(): Promise<void> {
  await bot.stop();
  const { put, get } = world.store;
  const lost = () => new PeeringBotError('store-unwritable', 'The store does not answer.');
  let losing: 'write' | 'read' | undefined = 'write';
  world.store.put = async (key, ...rest) => {
    const version = await put(key, ...rest);
    if (losing !== 'write' || !key.startsWith('approval:')) return version;
    losing = 'read';
    throw lost();
  };
  world.store.get = async (key) => {
    if (losing !== 'read') return get(key);
    losing = undefined;
    throw lost();
  };
  bot = startBot(world);
  await bot.resume();
  await world.clock.advance(1000);
}
const message = () => world.slack.approvals()[0];
const outcome = () => message()?.approval?.decision?.outcome;
const audit = () =>
  world.store.audit.map(
    ({ userId, action, decision, outcome: what, approverId = '-' }) =>
      `${userId} ${action} ${decision} ${what} ${approverId}`,
  );

describe('asking', () => {
  it('posts one message with the plan in the channel and changes nothing', async () => {
    const confirmation = await planned(bot, terminate);
    const answers = await Promise.all([
      bot.confirm(confirmation, operator, 'ref-1'),
      bot.confirm(confirmation, operator, 'ref-2'),
    ]);
    await world.clock.advance(HOUR);
    answers.push(await bot.confirm(confirmation, operator, 'ref-3'));
    expect(new Set(answers.map((answer) => !answer.started && answer.approval?.id)).size).toBe(1);
    expect(world.slack.messages).toHaveLength(1);
    expect(message()).toMatchObject({
      channel: 'C0PEERINGS',
      approval: {
        plan: { kind: 'terminate', peeringName: 'prod-shop' },
        requestedBy: 'U0OPERATOR',
        approvers: ['U0APPROVER'],
        expiresAt: confirmation.shownAt + 24 * HOUR,
      },
    });
    expect(message()?.approval).not.toHaveProperty('decision');
    expect(message()).not.toHaveProperty('under');
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
    expect(audit()).toEqual(['U0OPERATOR terminate none approval-asked -']);
  });

  it('stands in the thread of the card where there is one', async () => {
    world.yugabyte.peerings = [];
    await bot.confirm(await planned(bot, { kind: 'create', form }), operator, 'ref-0');
    await world.clock.advance(MINUTE);
    const [created] = world.yugabyte.peerings;
    world.slack.messages.length = 1;
    // Protected only since.
    bot = startBot(world, {
      rights: { operators: ['U0OPERATOR'], approvers: ['U0APPROVER'], protectedNames: ['*'] },
    });
    await bot.resume();
    const id = await ask({ kind: 'terminate', peeringId: created?.id ?? '', withdrawAccess: false });
    expect(message()).toMatchObject({ under: world.slack.cards()[0]?.id });
    await decline(id);
    await world.clock.advance(1000);
    const note = world.slack.notes().at(-1);
    expect(note?.under).toBe(world.slack.cards()[0]?.id);
    expect(note?.note).toEqual({
      text: 'Request to terminate shop, answered at 12:01 UTC. Declined: not during the freeze.',
      by: 'U0APPROVER',
    });
  });

  it('goes to the channel itself when somebody has deleted the card', async () => {
    world.yugabyte.peerings = [];
    await bot.confirm(await planned(bot, { kind: 'create', form }), operator, 'ref-0');
    await world.clock.advance(MINUTE);
    world.slack.remove(world.slack.cards()[0]?.id ?? '');
    bot = startBot(world, {
      rights: { operators: ['U0OPERATOR'], approvers: ['U0APPROVER'], protectedNames: ['*'] },
    });
    await bot.ready();
    await ask({ kind: 'terminate', peeringId: world.yugabyte.peerings[0]?.id ?? '', withdrawAccess: false });
    expect(world.slack.approvals()).toHaveLength(1);
    expect(message()).not.toHaveProperty('under');
  });

  it('is refused to who may not change anything, and needs a channel', async () => {
    const confirmation = await planned(bot, terminate);
    await expect(bot.confirm(confirmation, viewer, 'ref-1')).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(bot.confirm(confirmation, approver, 'ref-1')).rejects.toThrow(
      'prod-shop is protected: somebody else has to approve, and nobody but you is set up to.',
    );
    bot = startBot(world, { channel: null });
    expect(await bot.confirm(confirmation, operator, 'ref-2')).toMatchObject({
      started: false,
      why: expect.stringContaining('PEERING_CHANNEL'),
    });
    expect(world.slack.messages).toEqual([]);
    expect(audit()).toEqual([
      'U0VIEWER terminate refused refused -',
      'U0APPROVER terminate refused refused -',
      'U0OPERATOR terminate allowed no-channel -',
    ]);
  });

  it('is done once for a peering: a second person is told who asked', async () => {
    await ask();
    const again = await planned(bot, terminate, 'V2');
    expect(await bot.confirm(again, other, 'ref-2')).toEqual({
      started: false,
      why: 'There is a request to terminate prod-shop already that waits for an approver.',
      by: 'U0OPERATOR',
    });
    expect(world.slack.approvals()).toHaveLength(1);
  });

  it('is kept when the channel does not take it, and the requester hears of that once', async () => {
    world.slack.channelTrouble = new PeeringBotError('not-in-channel', 'The bot is not in the channel.', {
      mend: 'Invite it.',
    });
    await ask();
    await world.clock.advance(HOUR);
    expect(world.slack.told).toEqual([
      {
        userId: 'U0OPERATOR',
        text: 'I cannot ask for approval to terminate prod-shop in the channel. The bot is not in the channel. Invite it. The request is kept and posted as soon as that is possible.',
      },
    ]);
    expect(bot.undelivered()).toMatchObject([{ where: 'request to terminate prod-shop' }]);
    world.slack.channelTrouble = undefined;
    await world.clock.advance(HOUR);
    expect(world.slack.approvals()).toHaveLength(1);
    expect(bot.undelivered()).toEqual([]);
  });

  it('is done although nobody could say at first whether it was stored', async () => {
    const confirmation = await planned(bot, terminate);
    await restartedWhereAnswersGetLost();
    await expect(bot.confirm(confirmation, operator, 'ref-1')).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    await world.clock.advance(10 * MINUTE);
    expect(world.slack.approvals()).toHaveLength(1);
  });

  it('needs the store: nobody is asked what is not written down', async () => {
    const confirmation = await planned(bot, terminate);
    world.store.full = true;
    await expect(bot.confirm(confirmation, operator, 'ref-1')).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    world.store.full = false;
    await world.clock.advance(HOUR);
    expect(world.slack.messages).toEqual([]);
  });
});

describe('approving', () => {
  it('starts it, edits the message, and tells who asked', async () => {
    const id = await ask();
    expect(await approve(id)).toMatchObject({
      decided: true,
      approval: { decision: { outcome: 'approved' } },
    });
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.peerings).toEqual([]);
    expect(message()).toMatchObject({ edits: 1, approval: { decision: { by: 'U0APPROVER' } } });
    const text = 'Request to terminate prod-shop, answered at 12:00 UTC. Approved: it has started.';
    expect(world.slack.told).toEqual([{ userId: 'U0OPERATOR', text }]);
    expect(world.slack.notes().find(({ under }) => under === message()?.id)?.note).toEqual({
      text,
      by: 'U0APPROVER',
    });
    expect(world.slack.notes().map(({ note }) => `${note?.text} ${note?.by}`)).toEqual(
      expect.arrayContaining(['Asked to terminate this peering. U0OPERATOR', 'Approved. U0APPROVER']),
    );
    expect(audit().toSorted()).toEqual(
      [
        'U0OPERATOR terminate none approval-asked -',
        'U0APPROVER approve allowed approved U0APPROVER',
        'U0OPERATOR terminate allowed started U0APPROVER',
        'U0OPERATOR terminate allowed done U0APPROVER',
      ].toSorted(),
    );
    expect(world.store.audit.every(({ planDigest }) => planDigest === world.store.audit[0]?.planDigest)).toBe(
      true,
    );
  });

  it('happens once when two press at the same moment', async () => {
    bot = startBot(world, {
      rights: {
        operators: ['U0OPERATOR'],
        approvers: ['U0APPROVER', 'U0SECOND'],
        protectedNames: ['prod-*'],
      },
    });
    const id = await ask();
    const answers = await Promise.all([approve(id, approver, 'ref-a'), approve(id, second, 'ref-b')]);
    await world.clock.advance(MINUTE);
    expect(answers.filter(({ decided }) => decided)).toHaveLength(1);
    expect(answers.find(({ decided }) => !decided)).toMatchObject({ why: 'This was approved already.' });
    expect(audit().filter((line) => line.includes('started'))).toHaveLength(1);
  });

  it('and declining at the same moment: one of them counts', async () => {
    const id = await ask();
    const answers = await Promise.all([approve(id), decline(id)]);
    await world.clock.advance(MINUTE);
    expect(answers.filter(({ decided }) => decided)).toHaveLength(1);
    expect(world.yugabyte.peerings).toHaveLength(outcome() === 'approved' ? 0 : 1);
    expect(world.slack.told).toHaveLength(1);
  });

  it.each([
    ['two decline', () => [decline(id, 'one'), decline(id, 'two')]],
    [
      'one declines, who asked withdraws',
      () => [decline(id), bot.decide(id, { do: 'withdraw' }, operator, 'ref-w')],
    ],
  ])('%s at the same moment: the first counts', async (_what, press) => {
    id = await ask();
    const answers = await Promise.all(press());
    await world.clock.advance(MINUTE);
    expect(answers.map(({ decided }) => decided)).toEqual([true, false]);
    expect(outcome()).toBe('declined');
    expect(audit().filter((line) => / allowed (declined|withdrawn) /.test(line))).toHaveLength(1);
  });

  it('of two changes that exclude each other, at the same moment: the second waits for the first', async () => {
    const first = await ask({ kind: 'allow-access', peeringId: 'peering-0' });
    const later = await ask(terminate, operator, 'V2');
    const answers = await Promise.all([approve(first, approver, 'ref-a'), approve(later, approver, 'ref-b')]);
    expect(answers).toMatchObject([
      { decided: true },
      { decided: false, why: expect.stringContaining('is being given access already') },
    ]);
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
  });

  it('is carried out although nobody could say at first whether it was stored', async () => {
    id = await ask();
    await restartedWhereAnswersGetLost();
    await expect(approve(id)).rejects.toMatchObject({ code: 'store-unwritable' });
    await world.clock.advance(10 * MINUTE);
    expect(world.yugabyte.peerings).toEqual([]);
    expect(outcome()).toBe('approved');
  });

  it('is decided by the stored document: another process was faster', async () => {
    const id = await ask();
    const late = startBot(world);
    await late.resume();
    expect(await bot.decide(id, { do: 'decline', reason: 'no' }, approver, 'ref-a')).toMatchObject({
      decided: true,
    });
    expect(await late.decide(id, { do: 'approve' }, approver, 'ref-b')).toMatchObject({
      decided: false,
      why: 'This was declined already.',
    });
    expect(world.yugabyte.peerings).toHaveLength(1);
  });

  it.each<[string, Actor, RegExp]>([
    ['who asked', operator, /Your own request takes somebody else to approve/],
    ['an operator', other, /Only approvers may approve this/],
    ['a viewer', viewer, /Only approvers may approve this/],
    ['a guest', { ...approver, membership: 'guest' }, /Guests of this workspace/],
    ['somebody unknown', { ...approver, membership: 'unknown' }, /could not tell who you are/],
  ])('is refused to %s, which is written down', async (_who, actor, why) => {
    const id = await ask();
    expect(await approve(id, actor)).toMatchObject({ decided: false, why: expect.stringMatching(why) });
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
    expect(outcome()).toBeUndefined();
    expect(audit()).toContain(`${actor.userId} approve refused refused -`);
  });

  it('is refused to an approver for their own request', async () => {
    const rights = { operators: [], approvers: ['U0APPROVER', 'U0SECOND'], protectedNames: ['prod-*'] };
    bot = startBot(world, { rights });
    const id = await ask(terminate, approver);
    expect(message()?.approval?.approvers).toEqual(['U0SECOND']);
    expect(await approve(id, approver)).toMatchObject({ decided: false, whoMay: ['U0SECOND'] });
    expect(await approve(id, second)).toMatchObject({ decided: true });
  });

  it('closes it with the reason when the plan no longer holds', async () => {
    const id = await ask();
    world.yugabyte.setState('peering-0', 'FAILED');
    await world.clock.advance(MINUTE);
    const reason = 'prod-shop was ACTIVE when it was asked for and is FAILED now.';
    expect(await approve(id)).toMatchObject({ decided: false, why: expect.stringContaining(reason) });
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'FAILED' }]);
    expect(message()?.approval?.decision).toMatchObject({ outcome: 'void', by: 'U0APPROVER', reason });
    expect(world.slack.told[0]?.text).toContain(reason);
    expect(audit()).toContain('U0APPROVER approve allowed plan-changed U0APPROVER');
    expect(await approve(id)).toMatchObject({ decided: false, why: expect.stringContaining('already') });
  });

  it('closes it when the peering is gone meanwhile', async () => {
    const id = await ask();
    world.yugabyte.peerings = [];
    await world.clock.advance(MINUTE);
    expect(await approve(id)).toMatchObject({ decided: false, why: expect.stringContaining('gone already') });
    expect(outcome()).toBe('void');
  });

  it('keeps it when Yugabyte cannot be read, or something else is being done just now', async () => {
    const id = await ask();
    world.yugabyte.setState('peering-0', 'FAILED');
    world.yugabyte.troubles.observe = [new PeeringBotError('unreachable', 'Yugabyte does not answer.')];
    await world.clock.advance(MINUTE);
    // The last reading shows it as it was asked for, the next one does not: neither is closed by a failed reading.
    world.yugabyte.setState('peering-0', 'ACTIVE');
    await world.clock.advance(MINUTE);
    world.yugabyte.shownAfterMs = HOUR;
    expect(outcome()).toBeUndefined();
    const allow = await ask({ kind: 'allow-access', peeringId: 'peering-0' }, operator, 'V2');
    expect(await approve(allow)).toMatchObject({ decided: true });
    await world.clock.advance(5_000);
    expect(await approve(id)).toMatchObject({
      decided: false,
      why: expect.stringContaining('is being given access already'),
    });
    expect(outcome()).toBeUndefined();
    expect(audit()).toContain('U0APPROVER approve allowed busy -');
  });

  it('keeps it when what differs could not be read', async () => {
    const id = await ask();
    await world.clock.advance(MINUTE);
    const { observe } = world.yugabyte.db;
    world.yugabyte.db.observe = async (options) => ({
      ...(await observe(options)),
      clusters: { ok: false, reason: 'Yugabyte answered 500.' },
    });
    expect(await approve(id)).toMatchObject({
      decided: false,
      why: expect.stringContaining('could not be read'),
    });
    expect(outcome()).toBeUndefined();
    world.yugabyte.db.observe = observe;
    expect(await approve(id)).toMatchObject({ decided: true });
  });

  it('works for a create and for access as well', async () => {
    const create = await ask({
      kind: 'create',
      form: { ...form, name: 'prod-web', externalVpcId: 'vpc-0a1b2c3d4e5f60719', cidr: '172.30.0.0/16' },
    });
    await approve(create);
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.peerings.map(({ name }) => name)).toContain('prod-web');
    const allow = await ask({ kind: 'allow-access', peeringId: 'peering-0' }, operator, 'V2');
    await approve(allow);
    await world.clock.advance(5 * MINUTE);
    expect(world.yugabyte.lists.map(({ name }) => name)).toContain('peering-prod-shop');
    expect(world.slack.cards().every(({ card }) => card?.requestedBy === 'U0OPERATOR')).toBe(true);
  });

  it('of what the bot does not know is answered with a sentence', async () => {
    expect(await approve('nothing')).toEqual({
      decided: false,
      why: 'The bot no longer knows this request. Ask for it again.',
      whoMay: [],
    });
  });
});

describe('other ends', () => {
  it('declined: the requester hears who and why, nothing is changed', async () => {
    const id = await ask();
    expect(await decline(id, 'why <!channel> now?')).toMatchObject({ decided: true });
    await world.clock.advance(MINUTE);
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
    const text = 'Request to terminate prod-shop, answered at 12:00 UTC. Declined: why <!channel> now?';
    expect(world.slack.told).toEqual([{ userId: 'U0OPERATOR', text }]);
    expect(world.slack.notes()).toMatchObject([{ under: message()?.id, note: { text, by: 'U0APPROVER' } }]);
    expect(audit()).toContain('U0APPROVER decline allowed declined U0APPROVER');
    expect(await bot.confirm(await planned(bot, terminate, 'V2'), operator, 'ref-2')).toHaveProperty(
      'approval',
    );
  });

  it('withdrawn by who asked, who is not told what they did themselves', async () => {
    const id = await ask();
    expect(await bot.decide(id, { do: 'withdraw' }, approver, 'ref-2')).toMatchObject({ decided: false });
    expect(await bot.decide(id, { do: 'withdraw' }, operator, 'ref-3')).toMatchObject({ decided: true });
    await world.clock.advance(MINUTE);
    expect(outcome()).toBe('withdrawn');
    expect(world.slack.told).toEqual([]);
    expect(await approve(id)).toMatchObject({ decided: false, why: 'This was withdrawn already.' });
    expect(audit()).toContain('U0OPERATOR withdraw allowed withdrawn -');
  });

  it('expired: by itself, on time, and told', async () => {
    const id = await ask();
    await world.clock.advance(24 * HOUR - MINUTE);
    expect(outcome()).toBeUndefined();
    await world.clock.advance(MINUTE);
    expect(outcome()).toBe('expired');
    expect(world.slack.told).toEqual([
      {
        userId: 'U0OPERATOR',
        text: 'Request to terminate prod-shop, closed at 12:00 UTC. Expired: nobody decided in time. Nothing was changed.',
      },
    ]);
    expect(await approve(id)).toMatchObject({ decided: false });
    expect(audit()).toContain('peering-bot expire none expired -');
    expect(world.yugabyte.peerings).toMatchObject([{ state: 'ACTIVE' }]);
  });

  it('expired while the process was down: nobody approves it any more', async () => {
    const id = await ask();
    await bot.stop();
    await world.clock.advance(25 * HOUR);
    bot = startBot(world);
    expect(await approve(id)).toMatchObject({ decided: false, why: expect.stringContaining('expired') });
    await world.clock.settle();
    await bot.resume();
    await world.clock.advance(MINUTE);
    expect(outcome()).toBe('expired');
    expect(world.slack.told).toHaveLength(1);
  });

  it('is told in person although the channel takes nothing, and shown once it does', async () => {
    const id = await ask();
    world.slack.channelTrouble = new PeeringBotError('channel-archived', 'The channel is archived.');
    await decline(id);
    await world.clock.advance(MINUTE);
    expect(world.slack.told.map(({ text }) => text)).toEqual([
      expect.stringContaining('Declined: not during the freeze.'),
      expect.stringContaining('The channel is archived.'),
    ]);
    world.slack.channelTrouble = undefined;
    await world.clock.advance(HOUR);
    expect(outcome()).toBe('declined');
    expect(world.slack.notes()).toHaveLength(1);
  });

  it('needs no message: somebody deleted it', async () => {
    const id = await ask();
    world.slack.messages = [];
    await decline(id);
    await world.clock.advance(MINUTE);
    expect(world.slack.messages).toEqual([]);
    expect(world.slack.told).toHaveLength(1);
    expect(bot.undelivered()).toEqual([]);
  });

  it('leaves nothing to do, and the document goes after a month', async () => {
    const id = await ask();
    await decline(id);
    await world.clock.advance(MINUTE);
    expect(world.store.documents.get(`approval:${id}`)?.value).toMatchObject({ closed: true });
    await world.clock.advance(31 * 24 * HOUR);
    bot = startBot(world);
    await bot.resume();
    expect(world.store.documents.has(`approval:${id}`)).toBe(false);
  });
});

describe('a restart', () => {
  it('between asking and approving changes nothing', async () => {
    const id = await ask();
    await bot.stop();
    bot = startBot(world);
    await bot.resume();
    await approve(id);
    await world.clock.advance(MINUTE);
    expect(world.slack.approvals()).toHaveLength(1);
    expect(outcome()).toBe('approved');
    expect(world.yugabyte.peerings).toEqual([]);
  });

  it('still closes what expires', async () => {
    await ask();
    await world.clock.advance(HOUR);
    await bot.stop();
    bot = startBot(world);
    await bot.resume();
    await world.clock.advance(23 * HOUR);
    expect(outcome()).toBe('expired');
  });
});
