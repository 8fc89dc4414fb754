import { expect, it } from 'vitest';
import { appFromManifest } from '../../../src/sandbox/slack/app-from-manifest.ts';
import type { ClientState } from '../../../src/sandbox/slack/client-api.ts';
import { slackCoverage } from '../../../src/sandbox/slack/coverage.ts';
import { defaultSeed } from '../../../src/sandbox/slack/seed.ts';
import { createMethods } from '../../../src/sandbox/slack/web-api/methods.ts';
import {
  button,
  input,
  modal,
  option,
  plain,
  type Running,
  section,
  startApp,
  startWorkspace,
} from './start-workspace.ts';

const channel = 'C0PEERINGS';

async function stateOf({ call }: Running, as: string): Promise<ClientState> {
  return (await call('GET', `/client/state?as=${as}`)).json as ClientState;
}

const ok = { status: 200, json: { ok: true } };

it('gives the page what a persona sees', async () => {
  const running = await startWorkspace();
  await running.web.chat.postMessage({ channel, text: 'for <@U0VIEWER>' });
  await running.web.chat.postEphemeral({ channel, user: 'U0VIEWER', text: 'psst' });
  await running.web.chat.postMessage({ channel: 'U0VIEWER', text: 'hi' });
  const viewer = await stateOf(running, 'viewer');
  expect(viewer).toMatchObject({
    team: { id: 'T0SANDBOX' },
    me: { id: 'U0VIEWER', persona: 'viewer', isGuest: false },
    app: { id: 'A0PEERING', botUserId: 'U0PEERBOT', connected: false, mode: 'http', homeTabEnabled: true },
    commands: [{ command: '/peering', usageHint: expect.stringContaining('list') }],
    shortcuts: [{ callbackId: 'peering', name: 'Peerings' }],
    views: [],
    channels: [
      { id: channel, name: 'db-peerings', kind: 'channel', botIsMember: true, unread: 2, mentions: 1 },
      { id: 'C0GENERAL', botIsMember: false, unread: 0 },
      { id: 'D0VIEWER', name: 'Peering Bot', kind: 'app', unread: 1, mentions: 1 },
    ],
  });
  expect(viewer.messages[channel]?.map((one) => one.ephemeral)).toEqual([false, true]);
  expect((await stateOf(running, 'guest')).messages[channel]).toHaveLength(1);
  expect(await running.call('POST', '/client/open-channel', { as: 'viewer', channel })).toEqual(ok);
  expect((await stateOf(running, 'viewer')).channels[0]).toMatchObject({ unread: 0, mentions: 0 });
});

it('tells the page of every change', async () => {
  const running = await startWorkspace();
  const response = await fetch(`${running.url}/client/events?as=viewer`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => Number(/"revision":(\d+)/.exec((await reader?.read())?.value ?? '')?.[1]);
  const before = await next();
  await running.web.chat.postMessage({ channel, text: 'x' });
  expect(await next()).toBeGreaterThan(before);
  await reader?.cancel();
});

it('carries a press, a choice, an input, a submit and a close from the page to the app', async () => {
  const heard: string[] = [];
  const running = await startWorkspace();
  const view = modal(
    [
      input('Name', 'name', { type: 'plain_text_input', action_id: 'name' }, { dispatch_action: true }),
      input(
        'Quick',
        'quick',
        {
          type: 'plain_text_input',
          action_id: 'quick',
          dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
        },
        { dispatch_action: true, optional: true },
      ),
      input(
        'VPC',
        'vpc',
        { type: 'external_select', action_id: 'vpc', min_query_length: 0 },
        { optional: true },
      ),
    ],
    { submit: plain('Go'), notify_on_close: true, callback_id: 'form' },
  );
  await startApp(running, 'http', (app) => {
    app.command('/peering', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
    app.action(/.*/, async ({ ack, action }) => {
      await ack();
      if ('action_id' in action) heard.push(`action ${action.action_id}`);
    });
    app.options('vpc', ({ ack }) => ack({ options: [option('a')] }));
    app.view('form', async ({ ack }) => {
      heard.push('submit');
      await ack({ response_action: 'errors', errors: { name: 'Taken' } });
    });
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => {
      heard.push('closed');
      await ack();
    });
  });
  const post = (name: string, body: object) =>
    running.call('POST', `/client/${name}`, { as: 'viewer', ...body });
  expect(await post('say', { channel, text: '/peering' })).toEqual(ok);
  await running.workspace.quiet();
  const [modalOpen] = (await stateOf(running, 'viewer')).views;
  const container = { view: modalOpen?.id };
  const name = {
    container,
    blockId: 'name',
    actionId: 'name',
    value: { type: 'plain_text_input', value: 'pro' },
  };
  expect(await post('input', name)).toEqual(ok);
  expect(heard).toEqual([]);
  await post('input', { ...name, entered: true });
  await post('input', { container, blockId: 'quick', actionId: 'quick', value: { value: 'x' } });
  expect(heard).toEqual(['action name', 'action quick']);
  expect(await post('options', { container, blockId: 'vpc', actionId: 'vpc', query: '' })).toEqual({
    status: 200,
    json: { options: [option('a')] },
  });
  await post('submit', { view: modalOpen?.id });
  expect((await stateOf(running, 'viewer')).views).toMatchObject([
    {
      errors: { name: 'Taken' },
      busy: false,
      values: { name: { name: { type: 'plain_text_input', value: 'pro' } } },
    },
  ]);
  expect((await stateOf(running, 'operator')).views).toEqual([]);
  expect(await running.call('POST', '/client/submit', { as: 'operator', view: modalOpen?.id })).toMatchObject(
    { status: 404 },
  );
  await post('close', { view: modalOpen?.id, all: true });
  expect(heard.slice(2)).toEqual(['submit', 'closed']);

  const { ts } = await running.web.chat.postMessage({
    channel,
    text: 'x',
    blocks: [section('x', { block_id: 'b', accessory: button('Go', 'go') })],
  });
  const onMessage = { container: { message: { channel, ts } }, blockId: 'b', actionId: 'go', value: {} };
  expect(await post('action', onMessage)).toEqual(ok);
  expect(heard.at(-1)).toBe('action go');
  expect(await post('action', { ...onMessage, actionId: 'gone' })).toMatchObject({ status: 404 });
  expect(await post('shortcut', { callbackId: 'nope' })).toMatchObject({ status: 404 });
  expect(await post('say', { channel, text: 'x', thread: '1' })).toMatchObject({ status: 400 });
});

it('says "not supported in threads" and "not a valid command" as Slack does', async () => {
  const running = await startWorkspace();
  const { ts } = await running.web.chat.postMessage({ channel, text: 'parent' });
  await running.call('POST', '/client/say', { as: 'viewer', channel, text: '/peering', threadTs: ts });
  await running.call('POST', '/client/say', { as: 'viewer', channel, text: '/nope' });
  expect((await stateOf(running, 'viewer')).notices.map((one) => one.text)).toEqual([
    '/peering is not supported in threads. Sorry!',
    '/nope is not a valid command.',
  ]);
  await running.call('POST', '/client/say', { as: 'viewer', channel, text: 'reply', threadTs: ts });
  expect((await stateOf(running, 'viewer')).messages[channel]?.[0]?.replyCount).toBe(1);
});

it('covers what its table says, no more and no less', async () => {
  const { workspace } = await startWorkspace();
  const routes = workspace.routes
    .filter((one) => one.path !== '/api/:method')
    .map((one) => `${one.method} ${one.path}`);
  const methods = Object.keys(createMethods({} as never));
  expect(slackCoverage.map((one) => one.call).sort()).toEqual([...routes, ...methods].sort());
});

it('installs an app from its manifest', () => {
  const app = appFromManifest(defaultSeed().app, {
    display_information: { name: 'Other' },
    features: {
      slash_commands: [{ command: '/other', description: 'x' }],
      shortcuts: [{ type: 'global', callback_id: 'c', name: 'n', description: 'd' }],
    },
    oauth_config: { scopes: { bot: ['commands'] } },
    settings: { event_subscriptions: { bot_events: ['app_mention'] } },
  });
  expect(app).toMatchObject({
    name: 'Other',
    id: 'A0PEERING',
    scopes: ['commands'],
    commands: [{ command: '/other', usageHint: '', shouldEscape: false }],
    shortcuts: [{ callbackId: 'c' }],
    botEvents: ['app_mention'],
    homeTab: false,
  });
});
