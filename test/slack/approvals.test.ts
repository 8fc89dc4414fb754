import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Approval } from '../../src/core/approval.ts';
import type { DecideAnswer } from '../../src/operations/api.ts';
import { approvalMessage } from '../../src/slack/cards/approval-message.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { allowAccessView } from '../../src/slack/modals/allow-access-view.ts';
import { createPlanView } from '../../src/slack/modals/create-view.ts';
import { declineView } from '../../src/slack/modals/decline-view.ts';
import { terminateView } from '../../src/slack/modals/terminate-view.ts';
import { createSlackNotifier } from '../../src/slack/notifier.ts';
import { type Bot, startBot, wordsOf } from './bot.ts';
import { startFakeSlack } from './fake-slack.ts';
import {
  allowPlan,
  approval,
  awsPeering,
  createPlan,
  DAY,
  fresh,
  HOUR,
  NOW,
  shown,
  terminatePlan,
} from './given.ts';
import { expectGolden, whatSlackRefuses } from './golden.ts';

let bot: Bot | undefined;
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
});

const names = { requester: 'Olga Operator', decider: 'Aaron Approver' };
const decided = (decision: Omit<NonNullable<Approval['decision']>, 'at'>) =>
  approvalMessage(approval({ decision: { at: NOW + HOUR, ...decision } }), names);
const approvers = ['U0APPROVER', 'S0APPROVERS'];

describe('every drawing is as its golden file has it, and Slack accepts it', () => {
  test.each(
    Object.entries({
      approval: approvalMessage(approval(), names),
      'approval-create': approvalMessage(approval({ plan: createPlan }), names),
      'approval-approved': decided({ outcome: 'approved', by: 'U0APPROVER' }),
      'approval-declined': decided({
        outcome: 'declined',
        by: 'U0APPROVER',
        reason: 'not during the freeze',
      }),
      'approval-withdrawn': decided({ outcome: 'withdrawn', by: 'U0OPERATOR' }),
      'approval-expired': approvalMessage(approval({ decision: { outcome: 'expired', at: NOW + DAY } }), {
        requester: names.requester,
      }),
      'approval-void': decided({
        outcome: 'void',
        by: 'U0APPROVER',
        reason: 'orders-web was PENDING when it was asked for and is ACTIVE now.',
      }),
    }),
  )('%s', (name, message) => expectGolden(`message-${name}`, message));

  test.each(
    Object.entries({
      decline: declineView(approval()),
      'terminate-protected': terminateView({
        peering: awsPeering,
        freshness: fresh,
        shown: shown(terminatePlan(false)),
        withdraw: false,
        canWithdraw: false,
        cleanUp: false,
        canCleanUp: false,
        armed: 'typing',
        needsApproval: approvers,
      }),
      'create-plan-protected': createPlanView(
        {
          yugabyteVpcId: 'yb-vpc-1',
          name: 'orders-web',
          cloudProject: '111122223333',
          externalVpcId: 'vpc-0a1b2c3d4e5f60718',
          allowAccess: true,
        },
        { whole: createPlan, shown: shown(createPlan), leaveOut: [] },
        undefined,
        approvers,
      ),
      'allow-access-plan-protected': allowAccessView(
        awsPeering,
        undefined,
        shown(allowPlan),
        undefined,
        approvers,
      ),
    }),
  )('%s', (name, view) => expectGolden(`view-${name}`, view));

  test('whatever people and clouds write', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 600, unit: 'binary' }),
      fc.constantFrom('<!channel>', '<@U0OPERATOR>', '`*_~', '😀'.repeat(300), '<http://x|y>', '\n> a\n'),
    );
    fc.assert(
      fc.property(text, text, text, (name, reason, requester) => {
        const plan = { ...terminatePlan(true), peeringName: name, consequences: [reason] };
        const decision = { outcome: 'declined', by: 'U0APPROVER', at: NOW, reason } as const;
        for (const one of [approval({ plan }), approval({ plan, decision })]) {
          const drawn = approvalMessage(one, { requester, decider: requester });
          expect(whatSlackRefuses(drawn)).toEqual([]);
          expect(JSON.stringify(drawn)).not.toMatch(/<!(channel|here|everyone)|<@U0OPERATOR|<http/);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a plan of hundreds of steps keeps its buttons', () => {
    const step = createPlan.steps[3];
    const plan = { ...createPlan, steps: Array.from({ length: 900 }, () => step) } as Approval['plan'];
    const drawn = approvalMessage(approval({ plan }), names);
    expect(whatSlackRefuses(drawn)).toEqual([]);
    expect(wordsOf(drawn.blocks)).toContain('Approve');
  });
});

test('who may approve is mentioned while it waits; nobody is once it is decided', async () => {
  const slack = await startFakeSlack();
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const client = createSlackClient({ botToken: 'xoxb-local', apiUrl: slack.apiUrl }, log);
  const notifier = createSlackNotifier({ client, log });
  const under = { channel: 'C0CARDS', messageId: '1700000000.000001' };
  const place = await notifier.postApproval({ channel: 'C0PEERINGS', under }, 'marker-1', approval());
  const top = await notifier.postApproval({ channel: 'C0PEERINGS' }, 'marker-2', approval());
  expect([place.channel, top.channel]).toEqual(['C0CARDS', 'C0PEERINGS']);
  const decision = { outcome: 'approved', by: 'U0APPROVER', at: NOW } as const;
  await notifier.updateApproval(place, 'marker-1', approval({ decision }));
  const [first, second] = slack.called('chat.postMessage').map(({ args }) => args);
  expect(first).toMatchObject({
    thread_ts: under.messageId,
    metadata: { event_type: 'peering_bot_message', event_payload: { marker: 'marker-1' } },
  });
  expect(second).not.toHaveProperty('thread_ts');
  expect(first?.text).toContain('<@U0APPROVER>, <!subteam^S0PLATFORM>');
  expect(JSON.stringify(first)).toContain('Olga Operator asks to terminate orders-web');
  expect(JSON.stringify(first)).not.toContain('<@U0OPERATOR>');
  const update = slack.called('chat.update')[0]?.args;
  expect(JSON.stringify(update)).not.toMatch(/<@|<!subteam|"actions"/);
  await slack.stop();
});

describe('the buttons', () => {
  const deciding = (answer: DecideAnswer) => ({ decide: async () => answer });

  test.each([
    ['approve', 'U0APPROVER', { do: 'approve' }],
    ['withdraw', 'U0OPERATOR', { do: 'withdraw' }],
  ])('%s decides with who pressed it', async (name, as, decision) => {
    bot = await startBot();
    await bot.press({ action: `peering.approval.${name}`, value: 'approval-1' }, as);
    await bot.slack.waitFor('response_url');
    expect(bot.operations.called('decide')).toEqual([
      ['approval-1', decision, expect.objectContaining({ userId: as, membership: 'member' }), 'ref-1'],
    ]);
  });

  test('a refusal is for who pressed alone, says who may, and leaves the message as it is', async () => {
    bot = await startBot({
      more: deciding({ decided: false, why: 'Only approvers may approve this.', whoMay: ['S0PLATFORM'] }),
    });
    await bot.press({ action: 'peering.approval.approve', value: 'approval-1' }, 'U0VIEWER');
    const { args } = await bot.slack.waitFor('response_url');
    expect(args).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(args.text).toContain('Only approvers may approve this. Nothing was changed.');
    expect(args.text).toContain('<!subteam^S0PLATFORM>');
  });

  test('a group that could not be read is named, since who pressed may be in it', async () => {
    bot = await startBot({
      more: deciding({ decided: false, why: 'Only approvers may approve this.', whoMay: ['S0PLATFORM'] }),
    });
    bot.slack.script('usergroups.users.list', { ok: false, error: 'no_such_subteam' });
    await bot.press({ action: 'peering.approval.approve', value: 'approval-1' }, 'U0VIEWER');
    expect((await bot.slack.waitFor('response_url')).args.text).toContain('Slack could not tell who is in');
    expect(bot.operations.called('decide')[0]?.[2]).toMatchObject({ approver: false });
  });
});

describe('declining', () => {
  const window = async (as: string, n = 1) => {
    await bot?.press({ action: 'peering.approval.decline', value: 'approval-1' }, as);
    await bot?.slack.waitFor('views.update', n);
    return bot?.lastView();
  };
  const submit = (view: Bot['lastView'] extends () => infer V ? V : never, reason: string) =>
    bot?.submit(
      {
        callback: view.callback_id,
        memory: view.private_metadata,
        values: { 'decline.reason': { 'peering.approval.reason.text': { value: reason } } },
      },
      'U0APPROVER',
    );

  test('asks for the reason, which must not be blank, and decides with it', async () => {
    bot = await startBot();
    const view = await window('U0APPROVER');
    expect(view.submit.text).toBe('Decline');
    const blank = await submit(view, '  ');
    expect(blank?.json.errors).toHaveProperty('decline.reason');
    expect(bot.operations.called('decide')).toEqual([]);
    const done = await submit(view, ' not now ');
    expect(wordsOf(done?.json.view)).toContain('Declined. <@U0OPERATOR> gets your reason.');
    expect(bot.operations.called('decide')[0]?.slice(0, 2)).toEqual([
      'approval-1',
      { do: 'decline', reason: 'not now' },
    ]);
  });

  test.each([
    ['U0VIEWER', 'Only approvers may decline this.'],
    ['U0OPERATOR', 'Your own request takes somebody else to decline; you may withdraw it.'],
    ['U0GUEST', 'Guests of this workspace may not decide about peerings.'],
  ])('%s is told no before writing one, and it is written down', async (as, words) => {
    bot = await startBot();
    expect(wordsOf(await window(as))).toContain(words);
    expect(bot.operations.called('refused')[0]?.slice(0, 2)).toEqual([
      'decline',
      { id: 'peering-1', name: 'orders-web' },
    ]);
    expect(bot.operations.called('decide')).toEqual([]);
  });

  test('too late: said in the window', async () => {
    bot = await startBot({
      more: { decide: async () => ({ decided: false, why: 'This was approved already.', whoMay: [] }) },
    });
    const done = await submit(await window('U0APPROVER'), 'no');
    expect(wordsOf(done?.json.view)).toContain('This was approved already. Nothing was changed.');
  });

  test('what the bot no longer knows is said', async () => {
    bot = await startBot({ more: { approval: async () => undefined } });
    expect(wordsOf(await window('U0APPROVER'))).toContain('no longer knows this request');
  });
});

test('confirming a protected plan says who was asked, where, and until when', async () => {
  bot = await startBot({
    protectedNames: ['orders-*'],
    more: {
      confirm: async () => ({
        started: false,
        why: '',
        approval: { id: 'approval-1', approvers: ['S0PLATFORM'], expiresAt: NOW + DAY },
      }),
    },
  });
  const { json } = await bot.submit({
    callback: 'peering.allow-access.plan',
    memory: {
      intent: { kind: 'allow-access', peeringId: 'peering-1' },
      name: 'orders-web',
      digest: 'd',
      shownAt: NOW,
    },
  });
  const words = wordsOf(json.view);
  expect(words).toContain(
    '*orders-web* is protected, so <!subteam^S0PLATFORM> have been asked in <#C0PEERINGS>',
  );
  expect(words).toContain(`<!date^${(NOW + DAY) / 1000}^`);
  await expectGolden('view-asked', json.view);
});
