import { afterEach, describe, expect, test } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import { ROWS_PER_PAGE } from '../../src/slack/modals/list-view.ts';
import { type Bot, startBot, wordsOf } from './bot.ts';
import { fakeOperations } from './fake-operations.ts';
import {
  awsPeering,
  awsVpc,
  azureVpc,
  eventsOf,
  gcpVpc,
  listing,
  NOW,
  rowsOf,
  shown,
  terminatePlan,
} from './given.ts';

let bot: Bot;
afterEach(() => bot?.stop());

/** The view as Slack would give it back, from one that was drawn. */
const asGiven = (
  view: { callback_id: string; private_metadata?: string; blocks: unknown[] },
  values = {},
) => ({
  callback: view.callback_id,
  memory: view.private_metadata ?? '',
  blocks: view.blocks,
  values,
});

const drawn = async (n = 1) => {
  await bot.slack.waitFor('views.update', n);
  return bot.lastView();
};

describe('opening a window', () => {
  test.each(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'])(
    '%s is answered with a button that opens it again',
    async (error) => {
      bot = await startBot();
      bot.slack.script('views.open', { ok: false, error });
      await bot.press({ action: 'peering.open.details', value: 'peering-1' });
      const { args } = await bot.slack.waitFor('response_url');
      expect(args.replace_original).toBe(false);
      expect(JSON.stringify(args.blocks)).toContain('"action_id":"peering.open.details"');
      expect(JSON.stringify(args.blocks)).toContain('"value":"peering-1"');
    },
  );

  test('a full Slack (429) is the same and is not waited for', async () => {
    bot = await startBot();
    bot.slack.script('views.open', { status: 429, retryAfter: 30 });
    await bot.press({ action: 'peering.open.list' });
    expect(wordsOf((await bot.slack.waitFor('response_url')).args)).toContain('Open it again');
  });

  test('a shortcut has no message to answer in: a direct message', async () => {
    bot = await startBot();
    bot.slack.script('views.open', { ok: false, error: 'expired_trigger_id' });
    await bot.shortcut('U0VIEWER');
    const { args } = await bot.slack.waitFor('chat.postMessage');
    expect(args.channel).toBe('U0VIEWER');
    expect(wordsOf(args.blocks)).toContain('Open it again');
  });

  test('where the stack is full it takes the place of the window below', async () => {
    bot = await startBot();
    bot.slack.script('views.push', { ok: false, error: 'push_limit_reached' });
    await bot.press({ action: 'peering.open.how-to', value: 'peering-1', view: { id: 'V7' } });
    const { args } = await bot.slack.waitFor('views.update', 2);
    expect(args.view_id).toBe('V7');
    expect(wordsOf(args.view)).toContain('Accept the request');
  });

  test('one that was closed meanwhile is no error', async () => {
    bot = await startBot();
    bot.slack.script('views.update', { ok: false, error: 'not_found' });
    await bot.press({ action: 'peering.open.list' });
    await bot.slack.waitFor('views.update');
    await bot.app.stop();
    expect(bot.interactions).toEqual([{ kind: 'action', ok: true }]);
    expect(bot.slack.called('views.update')).toHaveLength(1);
    expect(bot.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('one that somebody drew in between is read again and drawn anew', async () => {
    bot = await startBot();
    bot.slack.script('views.update', { ok: false, error: 'hash_conflict' });
    await bot.press({ action: 'peering.details.refresh', view: { memory: { peeringId: 'peering-1' } } });
    const { args } = await bot.slack.waitFor('views.update', 2);
    expect(args.hash).toBeUndefined();
    expect(bot.operations.called('details')).toEqual([
      ['peering-1', { fresh: true }],
      ['peering-1', { fresh: true }],
    ]);
  });
});

describe('the list', () => {
  test('a thousand peerings page themselves', async () => {
    const rows = rowsOf(1000);
    bot = await startBot({ more: { list: async () => listing(rows) } });
    await bot.command('list');
    const first = await drawn();
    expect(wordsOf(first)).toContain(`1 to ${ROWS_PER_PAGE} of 1,000`);
    await bot.press({ action: 'peering.list.next', view: asGiven(first) });
    const second = await drawn(2);
    expect(wordsOf(second)).toContain(`${ROWS_PER_PAGE + 1} to ${2 * ROWS_PER_PAGE} of 1,000`);
    await bot.press({ action: 'peering.list.previous', view: asGiven(second) });
    expect(wordsOf(await drawn(3))).toContain(`1 to ${ROWS_PER_PAGE} of 1,000`);
  });

  test('search and filters hold together, from the keys and from the button', async () => {
    bot = await startBot();
    const values = {
      'list.search': { 'peering.list.search': { value: 'orders' } },
      'list.filters': {
        'peering.list.state': { selected_option: { value: 'PENDING' } },
        'peering.list.provider': { selected_option: { value: '*' } },
      },
    };
    await bot.press({
      action: 'peering.list.search',
      value: 'orders',
      view: { memory: { page: 3 }, values },
    });
    await drawn();
    const { json } = await bot.submit({ callback: 'peering.list', memory: { page: 0 }, values });
    expect(json.response_action).toBe('update');
    expect(bot.operations.called('list')).toEqual([
      [{ search: 'orders', state: 'PENDING' }],
      [{ search: 'orders', state: 'PENDING' }],
    ]);
  });

  test('fast typing draws the newest and skips what lies between', async () => {
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const seen: (string | undefined)[] = [];
    bot = await startBot({
      more: {
        list: async (filter) => {
          seen.push(filter?.search);
          if (seen.length === 1) await held;
          return listing([]);
        },
      },
    });
    for (const value of ['o', 'or', 'ord']) {
      await bot.press({
        action: 'peering.list.search',
        value,
        view: { memory: { page: 0 }, values: { 'list.search': { 'peering.list.search': { value } } } },
      });
    }
    release();
    await drawn();
    await bot.app.stop();
    expect(seen).toEqual(['o', 'ord']);
    expect(bot.slack.called('views.update')).toHaveLength(1);
  });

  test('a row leads to details and to the end', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.row', selected: 'details:peering-1', view: { memory: { page: 0 } } });
    expect((await drawn()).callback_id).toBe('peering.details');
    await bot.press({
      action: 'peering.row',
      selected: 'terminate:peering-1',
      view: { memory: { page: 0 } },
    });
    expect((await drawn(2)).callback_id).toBe('peering.terminate');
    expect(bot.slack.called('views.push')).toHaveLength(2);
  });
});

describe('create', () => {
  const text = (value: string) => ({ type: 'plain_text_input', value });
  const vpc = { 'create.vpc': { 'peering.create.vpc': { selected_option: { value: 'yb-vpc-1' } } } };
  const filled = {
    ...vpc,
    'create.name:1': { 'peering.create.name': text('orders-new') },
    'create.cloudProject:AWS': { 'peering.create.cloud-project': text('111122223333') },
    'create.externalVpcId:AWS': { 'peering.create.external-vpc': text('vpc-0a1b2c3d4e5f60718') },
    'create.region:AWS': { 'peering.create.region': text('us-west-2') },
    'create.cidr': { 'peering.create.cidr': text('10.0.0.0/16') },
    'create.access': { 'peering.create.access': { selected_options: [{ value: 'let-in' }] } },
  };
  const memory = { vpcId: 'yb-vpc-1', provider: 'AWS', suggested: 'name-for-yb-vpc-1', round: 1, typed: {} };
  const form = { callback: 'peering.create', memory, values: filled };
  const labels = (view: { blocks: { label?: { text: string } }[] }) =>
    view.blocks.flatMap(({ label }) => (label ? [label.text] : []));

  test('asks for the Yugabyte VPC first, then for exactly the fields of its cloud', async () => {
    bot = await startBot();
    await bot.command('create');
    const empty = await drawn();
    expect(labels(empty)).toEqual(['Yugabyte VPC']);
    await bot.press({ action: 'peering.create.vpc', selected: 'yb-vpc-1', view: asGiven(empty) });
    const aws = await drawn(2);
    expect(labels(aws)).toEqual(['Yugabyte VPC', 'Name', 'Account ID', 'VPC ID', 'Region', 'CIDR', 'Access']);
    expect(JSON.stringify(aws)).toContain('"initial_value":"name-for-yb-vpc-1"');
    const typed = {
      'create.name:1': { 'peering.create.name': text('name-for-yb-vpc-1') },
      'create.cloudProject:AWS': { 'peering.create.cloud-project': text('111122223333') },
    };
    await bot.press({ action: 'peering.create.vpc', selected: 'yb-vpc-2', view: asGiven(aws, typed) });
    const gcp = await drawn(3);
    expect(labels(gcp)).toEqual(['Yugabyte VPC', 'Name', 'Project ID', 'Network name', 'CIDR', 'Access']);
    expect(JSON.stringify(gcp)).toContain('"initial_value":"name-for-yb-vpc-2"');
    // A name of one's own stays, and what was typed for the other cloud comes back with it.
    const own = { 'create.name:2': { 'peering.create.name': text('my-own-name') } };
    await bot.press({ action: 'peering.create.vpc', selected: 'yb-vpc-1', view: asGiven(gcp, own) });
    const back = JSON.stringify(await drawn(4));
    expect(back).toContain('"block_id":"create.name:2"');
    expect(back).toContain('"initial_value":"my-own-name"');
    expect(back).toContain('"initial_value":"111122223333"');
  });

  test('the only Yugabyte VPC is chosen already', async () => {
    bot = await startBot({
      operations: fakeOperations({ vpcs: [{ vpc: awsVpc }, { vpc: azureVpc, notPeerable: 'Azure.' }] }),
    });
    await bot.command('create');
    expect(labels(await drawn())).toContain('Account ID');
  });

  test('without a Yugabyte VPC it says so and how to make one', async () => {
    bot = await startBot({
      operations: fakeOperations({ vpcs: [{ vpc: azureVpc, notPeerable: 'azure-vpc is in Azure.' }] }),
    });
    await bot.command('create');
    const words = wordsOf(await drawn());
    expect(words).toContain('azure-vpc is in Azure.');
    expect(words).toContain('ybm vpc create');
  });

  test('choices are searched, and more than a hundred say so', async () => {
    const vpcs = Array.from({ length: 250 }, (_, index) => ({
      vpc: { ...awsVpc, id: `id-${index}`, name: `vpc-${index}` },
    }));
    bot = await startBot({ operations: fakeOperations({ vpcs: [...vpcs, { vpc: gcpVpc }] }) });
    const many = (await bot.choices('peering.create.vpc', 'us-west-2')).json;
    expect(many.option_groups[0].options).toHaveLength(100);
    expect(many.option_groups[0].label.text).toContain('100 of 250');
    const one = (await bot.choices('peering.create.vpc', 'search 10.10')).json;
    expect(one.options.map((option: { text: { text: string } }) => option.text.text)).toEqual(['search-vpc']);
  });

  test('complains below a field while it is typed, once it looks complete, and only when that changes', async () => {
    bot = await startBot();
    const typing = (value: string) => ({
      ...form,
      values: { ...filled, 'create.cidr': { 'peering.create.cidr': text(value) } },
    });
    await bot.press({ action: 'peering.create.cidr', value: '10.0', view: typing('10.0') });
    await bot.press({ action: 'peering.create.cidr', value: '10.0.0.5/16', view: typing('10.0.0.5/16') });
    const view = await drawn();
    expect(wordsOf(view)).toContain('host bits set. Try 10.0.0.0/16.');
    await bot.press({
      action: 'peering.create.cidr',
      value: '10.0.0.5/16',
      view: { ...typing('10.0.0.5/16'), blocks: view.blocks },
    });
    await bot.app.stop();
    expect(bot.slack.called('views.update')).toHaveLength(1);
  });

  test('what is wrong stands under its field, and nothing is planned', async () => {
    bot = await startBot();
    const wrong = { ...filled, 'create.cidr': { 'peering.create.cidr': text('10.0.0.5/16') } };
    const { json } = await bot.submit({ ...form, values: wrong });
    expect(json).toEqual({
      response_action: 'errors',
      errors: { 'create.cidr': '10.0.0.5/16 has host bits set. Try 10.0.0.0/16.' },
    });
    expect(bot.operations.called('plan')).toEqual([]);
  });

  test('shows the plan on top of the form, and starts it once when confirmed', async () => {
    bot = await startBot();
    const { json } = await bot.submit(form);
    expect(json.response_action).toBe('push');
    expect(json.view.submit.text).toBe('Create peering');
    expect(wordsOf(json.view)).toContain('1. Request peering orders-web');
    expect(bot.operations.called('confirm')).toEqual([]);

    const plan = { ...asGiven(json.view), id: 'V9', previous: 'V1' };
    const [one, two] = await Promise.all([bot.submit(plan), bot.submit(plan)]);
    expect(wordsOf(one.json.view)).toContain('orders-new');
    expect(two.json.view.clear_on_close).toBe(true);
    expect(bot.operations.called('confirm').map(([confirmation]) => confirmation)).toEqual(
      Array(2).fill({
        intent: {
          kind: 'create',
          form: {
            yugabyteVpcId: 'yb-vpc-1',
            name: 'orders-new',
            cloudProject: '111122223333',
            externalVpcId: 'vpc-0a1b2c3d4e5f60718',
            region: 'us-west-2',
            cidr: '10.0.0.0/16',
            allowAccess: true,
          },
        },
        digest: 'digest-create',
        shownAt: NOW,
        confirmationId: 'V9',
      }),
    );
  });

  test('a plan that no longer holds is shown anew with the reason', async () => {
    bot = await startBot({
      more: {
        confirm: async () => ({
          started: false,
          why: 'A cluster came meanwhile.',
          replan: { ...shown(terminatePlan(false)), digest: 'newer' },
        }),
      },
    });
    const plan = (await bot.submit(form)).json.view;
    const { json } = await bot.submit({ ...asGiven(plan), id: 'V9' });
    expect(json.response_action).toBe('update');
    expect(wordsOf(json.view)).toContain('A cluster came meanwhile.');
    expect(json.view.private_metadata).toContain('newer');
  });

  test('what takes long is answered in time and shown later', async () => {
    let release: () => void = () => {};
    const held = new Promise<[]>((resolve) => {
      release = () => resolve([]);
    });
    bot = await startBot({ more: { checkCreate: () => held } });
    const { json } = await bot.submit(form);
    expect(json.response_action).toBe('push');
    expect(wordsOf(json.view)).toContain('Checking…');
    release();
    const { args } = await bot.slack.waitFor('views.update');
    expect(args.external_id).toBe(json.view.external_id);
    expect(wordsOf(args.view)).toContain('Request peering');
  });

  test('a submission from before the fields were drawn gets them', async () => {
    bot = await startBot();
    const { json } = await bot.submit({
      callback: 'peering.create',
      memory: { round: 0, typed: {} },
      values: vpc,
    });
    expect(json.response_action).toBe('update');
    expect(labels(json.view)).toContain('Account ID');
  });
});

describe('terminate', () => {
  const memory = (more = {}) => ({
    peeringId: 'peering-1',
    name: 'orders-web',
    withdraw: false,
    digest: 'digest-terminate',
    shownAt: NOW,
    continued: false,
    ...more,
  });
  const typed = (value: string) => ({ 'terminate.name': { 'peering.terminate.name': { value } } });
  const withdrawing = {
    'terminate.withdraw': { 'peering.terminate.withdraw': { selected_options: [{ value: 'withdraw' }] } },
  };
  const view = (values: Record<string, Record<string, unknown>>, more = {}) => ({
    callback: 'peering.terminate',
    memory: memory(more),
    values,
  });
  const buttonIn = (drawnView: { blocks: { block_id?: string }[] }) =>
    drawnView.blocks.some(({ block_id }) => block_id === 'terminate.now');

  test('shows what will break and asks for the name before there is a button', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.open.terminate', value: 'peering-1' });
    const first = await drawn();
    expect(wordsOf(first)).toContain('lose cluster orders-db');
    expect(buttonIn(first)).toBe(false);
    await bot.press({
      action: 'peering.terminate.name',
      value: 'orders-we',
      view: { ...asGiven(first, typed('orders-we')) },
    });
    await bot.press({
      action: 'peering.terminate.name',
      value: 'orders-web',
      view: { ...asGiven(first, typed('orders-web')) },
    });
    const second = await drawn(2);
    expect(buttonIn(second)).toBe(true);
    expect(JSON.stringify(second)).toContain('"style":"danger","confirm"');
  });

  test('"Continue" with the wrong name is an error under it, with the right one the button', async () => {
    bot = await startBot();
    expect((await bot.submit(view(typed('Orders-Web')))).json.errors['terminate.name']).toContain(
      'Type exactly: orders-web',
    );
    const { json } = await bot.submit(view(typed(' orders-web ')));
    expect(json.response_action).toBe('update');
    expect(buttonIn(json.view)).toBe(true);
    await bot.press({ action: 'peering.terminate.now', view: { ...asGiven(json.view) } });
    expect(wordsOf(await drawn(2))).toContain('the termination is on its way');
  });

  test('the button without the right name does nothing but say so', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.terminate.now', view: view(typed('orders')) });
    expect(wordsOf(await drawn())).toContain('That is not the name.');
    expect(bot.operations.called('confirm')).toEqual([]);
  });

  test('confirms the plan that was shown, and tells how to remove what stays', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.terminate.now', view: { id: 'V5', ...view(typed('orders-web')) } });
    const done = await drawn(2);
    expect(bot.operations.called('confirm')[0]?.[0]).toEqual({
      intent: { kind: 'terminate', peeringId: 'peering-1', withdrawAccess: false },
      digest: 'digest-terminate',
      shownAt: NOW,
      confirmationId: 'V5',
    });
    expect(wordsOf(done)).toContain('delete-route');
    expect(done.clear_on_close).toBe(true);
  });

  test('the tick about access redraws the plan; one that was not drawn yet is not acted on', async () => {
    bot = await startBot();
    const ticked = { ...typed('orders-web'), ...withdrawing };
    await bot.press({ action: 'peering.terminate.withdraw', selected: ['withdraw'], view: view(ticked) });
    expect(wordsOf(await drawn())).toContain('Take allow list peering-orders-web off cluster orders-db');
    await bot.press({ action: 'peering.terminate.now', view: view(ticked) });
    expect(wordsOf(await drawn(2))).toContain('look at the plan again');
    expect(bot.operations.called('confirm')).toEqual([]);
  });

  test('no tick where the bot made no lists', async () => {
    bot = await startBot({ more: { plan: async () => ({ planned: true, ...shown(terminatePlan(false)) }) } });
    await bot.press({ action: 'peering.open.terminate', value: 'peering-1' });
    expect(JSON.stringify(await drawn())).not.toContain('terminate.withdraw');
  });

  test('already gone, already on its way, gone meanwhile: it says so', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.open.terminate', value: 'gone' });
    expect(wordsOf(await drawn())).toContain('there is nothing to terminate');
    await bot.stop();

    bot = await startBot({
      more: { plan: async () => ({ planned: false, sentence: 'It is being terminated already.' }) },
    });
    await bot.press({ action: 'peering.open.terminate', value: 'peering-1' });
    expect(wordsOf(await drawn())).toContain('It is being terminated already.');
    await bot.stop();

    bot = await startBot({
      more: {
        confirm: async () => {
          throw new PeeringBotError('peering-gone', 'Gone.');
        },
      },
    });
    await bot.press({ action: 'peering.terminate.now', view: view(typed('orders-web')) });
    expect(wordsOf(await drawn(2))).toContain('there is nothing to terminate');
  });
});

describe('allow access', () => {
  test('shows the plan, then starts it', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.open.allow-access', value: 'peering-1' });
    const plan = await drawn();
    expect(plan.submit.text).toBe('Allow access');
    const { json } = await bot.submit({ ...asGiven(plan), id: 'V3' });
    expect(wordsOf(json.view)).toContain('being let in');
    expect(bot.operations.called('confirm')[0]?.[0]).toMatchObject({
      intent: { kind: 'allow-access', peeringId: 'peering-1' },
      confirmationId: 'V3',
    });
  });

  test('asks for the CIDR where Yugabyte knows none, and checks it', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.open.allow-access', value: 'peering-2' });
    const ask = await drawn();
    const submit = (value: string) =>
      bot.submit(asGiven(ask, { 'allow-access.cidr': { 'peering.allow-access.cidr': { value } } }));
    expect((await submit('10.0.0.5/16')).json.errors['allow-access.cidr']).toContain('10.0.0.0/16');
    expect((await submit('10.0.0.0/16')).json.view.private_metadata).toContain('"cidr":"10.0.0.0/16"');
  });
});

describe('who may', () => {
  const pressTerminate = (as: string) =>
    bot.press({ action: 'peering.open.terminate', value: 'peering-1' }, as);

  test.each([
    ['U0VIEWER', 'Who may: <@U0OPERATOR>, <!subteam^S0PLATFORM>'],
    ['U0GUEST', 'Guests'],
    ['U0EXTERNAL', 'other workspaces'],
    ['U0ROBOT', 'Bots'],
    ['U0LEFT', 'could not tell who you are'],
  ])('%s is told no, it is written down, nothing is done', async (as, words) => {
    bot = await startBot();
    await pressTerminate(as);
    expect(wordsOf(await drawn())).toContain(words);
    expect(bot.operations.called('refused')[0]?.slice(0, 2)).toEqual([
      'terminate',
      { id: 'peering-1', name: 'orders-web' },
    ]);
    expect(bot.operations.called('plan')).toEqual([]);
  });

  test('a refused attempt is written down even when the window could not be opened', async () => {
    bot = await startBot();
    bot.slack.script('views.open', { ok: false, error: 'invalid_trigger_id' });
    await bot.command('terminate orders-web', 'U0VIEWER');
    await bot.slack.waitFor('response_url');
    expect(bot.operations.called('refused')).toHaveLength(1);
  });

  test('a right that was taken away since the window was opened counts', async () => {
    bot = await startBot({ operators: [] });
    const form = {
      callback: 'peering.allow-access.plan',
      memory: {
        intent: { kind: 'allow-access', peeringId: 'peering-1' },
        name: 'orders-web',
        digest: 'd',
        shownAt: NOW,
      },
    };
    const { json } = await bot.submit(form);
    expect(wordsOf(json.view)).toContain('Nothing was changed.');
    expect(bot.operations.called('confirm')).toEqual([]);
    expect(bot.operations.called('refused')).toHaveLength(1);
  });

  test('a protected name is planned by operators and approvers, who are told whom it asks first', async () => {
    bot = await startBot({ protectedNames: ['orders-*'] });
    for (const [n, as] of ['U0OPERATOR', 'U0APPROVER'].entries()) {
      await pressTerminate(as);
      const view = await drawn(n + 1);
      expect(view.callback_id).toBe('peering.terminate');
      expect(wordsOf(view)).toContain('It is protected: confirming asks <!subteam^S0PLATFORM> first');
    }
    await pressTerminate('U0VIEWER');
    expect(wordsOf(await drawn(3))).toContain('Only operators and approvers may terminate');
  });

  test('a protected name that nobody could approve is refused, with what to set', async () => {
    bot = await startBot({ protectedNames: ['orders-*'], approvers: [] });
    await pressTerminate('U0OPERATOR');
    expect(wordsOf(await drawn())).toContain('name approvers in PEERING_APPROVERS');
  });

  test('with nobody set up everybody looks and nobody changes', async () => {
    bot = await startBot({ operators: [], approvers: [] });
    await bot.press({ action: 'peering.open.create' });
    expect(wordsOf(await drawn())).toContain('Nobody is set up');
    await bot.press({ action: 'peering.open.details', value: 'peering-1' });
    expect((await drawn(2)).callback_id).toBe('peering.details');
  });
});

describe('a card', () => {
  const value = (version: string, card = 'card-1') => JSON.stringify({ card, version });

  test.each([
    ['peering.card.details', 'peering.details'],
    ['peering.card.terminate', 'peering.terminate'],
    ['peering.card.allow-access', 'peering.allow-access.plan'],
    ['peering.card.how-to', 'peering.how-to'],
  ])('%s leads to %s', async (action, callback) => {
    bot = await startBot();
    await bot.press({ action, value: value('v1') });
    expect((await drawn()).callback_id).toBe(callback);
  });

  test('of an older version is drawn again and nothing else happens', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.card.terminate', value: value('v0') });
    const { args } = await bot.slack.waitFor('response_url');
    expect(args.text).toContain('out of date');
    expect(args.replace_original).toBe(false);
    expect(bot.operations.called('refreshCard')).toEqual([['card-1']]);
    expect(bot.slack.called('views.open')).toEqual([]);
  });

  test('that the bot no longer knows says so', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.card.details', value: value('v1', 'card-9') });
    expect((await bot.slack.waitFor('response_url')).args.text).toContain('no longer knows this card');
  });

  test('of a terminated peering tells how to clean up', async () => {
    const { id, state: _state, yugabyteVpcName, ...spec } = awsPeering;
    bot = await startBot({
      more: {
        cardView: async () => ({
          cardId: 'card-1',
          version: 'v1',
          peeringName: spec.name,
          peeringId: id,
          spec,
          yugabyteVpcName,
          state: 'TERMINATED',
          origin: 'made',
          requestedBy: 'U0OPERATOR',
          requestedAt: NOW,
          fixes: [],
          terminable: false,
        }),
      },
    });
    await bot.press({ action: 'peering.card.clean-up', value: value('v1') });
    expect(wordsOf(await drawn())).toContain('delete-route');
  });
});

describe('the history', () => {
  const long = { name: 'orders-web', peering: awsPeering, gone: false, events: eventsOf(45) };

  test('opens from the details, the newest page first, and pages to the beginning', async () => {
    bot = await startBot({ more: { history: async () => ({ found: 'one', history: long }) } });
    await bot.press(
      { action: 'peering.open.history', value: 'peering-1', view: { callback: 'peering.details' } },
      'U0VIEWER',
    );
    const newest = await drawn();
    expect(bot.slack.called('views.push')).toHaveLength(1);
    expect(wordsOf(newest)).toContain('26 to 45 of 45 events, the oldest first');
    expect(wordsOf(newest).indexOf('Event 26.')).toBeLessThan(wordsOf(newest).indexOf('Event 45.'));
    expect(wordsOf(newest)).not.toContain('Newer');

    await bot.press({ action: 'peering.history.older', view: asGiven(newest) });
    const older = await drawn(2);
    expect(wordsOf(older)).toContain('6 to 25 of 45');
    await bot.press({ action: 'peering.history.older', view: asGiven(older) });
    const oldest = await drawn(3);
    expect(wordsOf(oldest)).toContain('1 to 5 of 45');
    expect(wordsOf(oldest)).not.toContain('Older');
    await bot.press({ action: 'peering.history.newer', view: asGiven(oldest) });
    expect(wordsOf(await drawn(4))).toContain('6 to 25 of 45');
    expect(bot.operations.called('history')).toEqual(Array(4).fill([{ peeringId: 'peering-1' }]));
  });

  test('of a gone peering pages by its name', async () => {
    const { peering: _, ...gone } = { ...long, gone: true };
    bot = await startBot({ more: { history: async () => ({ found: 'one', history: gone }) } });
    await bot.command('history orders-old');
    await bot.press({ action: 'peering.history.older', view: asGiven(await drawn()) });
    expect(wordsOf(await drawn(2))).toContain('6 to 25 of 45');
    expect(bot.operations.called('history')).toEqual([[{ name: 'orders-old' }], [{ name: 'orders-web' }]]);
  });

  test('that cannot be read is said in the window', async () => {
    bot = await startBot({
      more: {
        history: async () => {
          throw new PeeringBotError('store-unwritable', 'The database could not be used.');
        },
      },
    });
    await bot.press({ action: 'peering.open.history', value: 'peering-1' });
    expect(wordsOf(await drawn())).toContain('The database could not be used.');
  });

  test('of what the bot never knew says so', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.open.history', value: 'peering-nowhere' });
    expect(wordsOf(await drawn())).toContain('The bot remembers nothing of this peering.');
  });

  test.each([
    ['peering.open.history', 'peering-1'],
    ['peering.open.history-by-name', 'old-app'],
  ])('that Slack did not open in time is offered again: %s', async (action, value) => {
    bot = await startBot();
    bot.slack.script('views.open', { ok: false, error: 'expired_trigger_id' });
    await bot.press({ action, value });
    const { args } = await bot.slack.waitFor('response_url');
    const again = JSON.stringify(args.blocks);
    expect(again).toContain(`"action_id":"${action}"`);
    expect(again).toContain(`"value":"${value}"`);
  });
});
