import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import {
  botToken,
  button,
  input,
  type Mode,
  modal,
  option,
  plain,
  type Running,
  section,
  startApp,
  startWorkspace,
} from './start-workspace.ts';

const channel = 'C0PEERINGS';
const peerings = '#db-peerings';

/** The journal's newest delivery of that type. */
function payload(running: Running, type: string) {
  return running.workspace.journal.deliveries.findLast((one) => one.payload.type === type)?.payload;
}

async function start(mode: Mode, register: (app: App) => void) {
  const running = await startWorkspace();
  await startApp(running, mode, register);
  return running;
}

/** An app that opens `view` on `/peering`. */
const opens = (view: object) => (app: App) => {
  app.command('/peering', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: view as never });
  });
};

describe.each<Mode>(['http', 'socket'])('the real Bolt over %s', (mode) => {
  it('gets a command and answers it to one person', async () => {
    const { drive, screen, workspace } = await start(mode, (app) => {
      app.command('/peering', ({ ack, command }) =>
        ack(`*${command.text}* for ${command.user_id} in ${command.channel_name}`),
      );
    });
    const mine = await drive('command', { as: 'operator', text: '/peering list prod' });
    expect(mine.channels[peerings]).toMatchObject([
      { from: 'Peering Bot', text: 'list prod for U0OPERATOR in db-peerings', ephemeral: true },
    ]);
    expect((await screen('viewer')).channels[peerings]).toEqual([]);
    expect(workspace.journal.deliveries).toMatchObject([{ kind: 'command', over: mode, outcome: 'ok' }]);
  });

  it('shows an in_channel answer, and the command, to everybody', async () => {
    const { drive, screen } = await start(mode, (app) => {
      app.command('/peering', ({ ack }) => ack({ response_type: 'in_channel', text: 'Hello all' }));
    });
    await drive('command', { as: 'operator', text: '/peering hi' });
    expect((await screen('viewer')).channels[peerings]?.map((one) => one.text)).toEqual([
      '/peering hi',
      'Hello all',
    ]);
  });

  it('escapes what was typed', async () => {
    const texts: string[] = [];
    const { drive } = await start(mode, (app) => {
      app.command('/peering', async ({ ack, command }) => {
        texts.push(command.text);
        await ack();
      });
    });
    await drive('command', {
      as: 'operator',
      text: '/peering a<b & @vera @platform #general https://example.com/x',
    });
    expect(texts).toEqual([
      'a&lt;b &amp; <@U0VIEWER> <!subteam^S0PLATFORM|@platform> <#C0GENERAL|general> <https://example.com/x>',
    ]);
  });

  it('opens a modal by trigger id once, and not after 3 s', async () => {
    const errors: string[] = [];
    const { drive, clock } = await start(mode, (app) => {
      const open = (trigger_id: string) =>
        app.client.views
          .open({ token: botToken, trigger_id, view: modal([section('Hello')]) })
          .catch((error) => {
            errors.push(error.data.error);
          });
      app.command('/peering', async ({ ack, body }) => {
        await ack();
        if (body.text === 'late') await clock.advance(3001, async () => {});
        await open(body.trigger_id);
        await open(body.trigger_id);
      });
    });
    const { modals } = await drive('command', { as: 'operator', text: '/peering' });
    expect(modals).toMatchObject([{ title: 'A modal', text: 'Hello', buttons: ['Close'] }]);
    await drive('command', { as: 'viewer', text: '/peering late' });
    expect(errors).toEqual(['exchanged_trigger_id', 'expired_trigger_id', 'expired_trigger_id']);
  });

  it('carries every value of a modal to view_submission', async () => {
    const texts = modal(
      [
        input('Name', 'name', { type: 'plain_text_input', initial_value: 'prod' }),
        input('Note', 'note', { type: 'plain_text_input' }, { optional: true }),
        input('Cloud', 'cloud', { type: 'static_select', options: [option('AWS'), option('GCP')] }),
        input(
          'Extras',
          'extras',
          { type: 'checkboxes', options: [option('DNS'), option('Routes')] },
          { optional: true },
        ),
        input('Who', 'who', { type: 'users_select' }),
        input('Size', 'size', { type: 'radio_buttons', options: [option('S'), option('L')] }),
        input('Count', 'count', { type: 'number_input', is_decimal_allowed: false }),
        section('Region', {
          block_id: 'region',
          accessory: { type: 'static_select', action_id: 'value', options: [option('eu'), option('us')] },
        }),
        { type: 'actions', block_id: 'more', elements: [button('Help', 'help')] },
      ],
      { submit: plain('Create'), callback_id: 'create', private_metadata: 'm' },
    );
    const values: unknown[] = [];
    const running = await start(mode, (app) => {
      opens(texts)(app);
      app.action('value', ({ ack }) => ack());
      app.view('create', async ({ ack, view }) => {
        values.push(view.state.values);
        await ack();
      });
    });
    const { drive } = running;
    await drive('command', { as: 'operator', text: '/peering' });
    await drive('fill', {
      as: 'operator',
      values: { Cloud: 'gcp', Extras: ['DNS'], Who: 'viewer', Size: 'L', Count: 3, Region: 'eu' },
    });
    expect((await drive('submit', { as: 'operator' })).modals).toEqual([]);
    expect(values).toEqual([
      {
        name: { value: { type: 'plain_text_input', value: 'prod' } },
        note: { value: { type: 'plain_text_input', value: null } },
        cloud: { value: { type: 'static_select', selected_option: option('GCP') } },
        extras: { value: { type: 'checkboxes', selected_options: [option('DNS')] } },
        who: { value: { type: 'users_select', selected_user: 'U0VIEWER' } },
        size: { value: { type: 'radio_buttons', selected_option: option('L') } },
        count: { value: { type: 'number_input', value: '3' } },
        region: { value: { type: 'static_select', selected_option: option('eu') } },
      },
    ]);
    expect(payload(running, 'view_submission')).toMatchObject({
      user: { id: 'U0OPERATOR', team_id: 'T0SANDBOX' },
      view: { callback_id: 'create', private_metadata: 'm', previous_view_id: null, app_id: 'A0PEERING' },
    });
  });

  it('puts errors under their fields, updates, pushes and clears', async () => {
    const form = (text: string, more: object = {}) =>
      modal([section(text), input('Do', 'do', { type: 'plain_text_input' })], {
        submit: plain('Go'),
        callback_id: 'form',
        ...more,
      });
    const { drive } = await start(mode, (app) => {
      opens(form('one'))(app);
      app.view('form', async ({ ack, view }) => {
        const answer = view.state.values.do?.value?.value;
        if (answer === 'errors') await ack({ response_action: 'errors', errors: { do: 'Not like that' } });
        else if (answer === 'update') await ack({ response_action: 'update', view: form('two') as never });
        else if (answer === 'push') await ack({ response_action: 'push', view: form('three') as never });
        else if (answer === 'clear') await ack({ response_action: 'clear' });
        else if (answer === 'nonsense') await ack({ response_action: 'errors', errors: { nowhere: 'x' } });
        else await ack();
      });
    });
    const answerWith = async (answer: string) => {
      await drive('fill', { as: 'operator', values: { Do: answer } });
      return drive('submit', { as: 'operator' });
    };
    await drive('command', { as: 'operator', text: '/peering' });
    expect((await drive('submit', { as: 'operator' })).modals[0]?.fields[0]?.error).toBe(
      'Please complete this required field.',
    );
    expect((await answerWith('errors')).modals[0]?.fields).toMatchObject([
      { value: 'errors', error: 'Not like that' },
    ]);
    const updated = await answerWith('update');
    expect(updated.modals).toMatchObject([{ text: 'two', fields: [{ value: 'update' }] }]);
    expect(updated.modals[0]?.fields[0]).not.toHaveProperty('error');
    expect((await answerWith('nonsense')).modals[0]?.trouble).toBe(
      'We had some trouble connecting. Try again?',
    );
    expect((await answerWith('push')).modals.map((one) => one.text)).toEqual(['two', 'three']);
    expect((await answerWith('push')).modals).toHaveLength(3);
    expect((await answerWith('push')).modals).toHaveLength(3);
    expect((await drive('press', { as: 'operator', label: 'Cancel' })).modals).toHaveLength(2);
    expect((await answerWith('clear')).modals).toEqual([]);
  });

  it('keeps what was typed over views.update, by block_id and action_id', async () => {
    const form = (blockId: string) =>
      modal(
        [
          input('Kept', 'kept', { type: 'plain_text_input', initial_value: 'initial' }),
          input('Reset', blockId, { type: 'plain_text_input', initial_value: 'initial' }),
          { type: 'actions', elements: [button('Redraw', 'redraw')] },
        ],
        { submit: plain('Go') },
      );
    const { drive } = await start(mode, (app) => {
      opens(form('one'))(app);
      app.action('redraw', async ({ ack, body, client }) => {
        await ack();
        if (body.type !== 'block_actions' || !body.view) return;
        await client.views.update({
          view_id: body.view.id,
          hash: body.view.hash,
          view: form('two') as never,
        });
      });
    });
    await drive('command', { as: 'operator', text: '/peering' });
    await drive('fill', { as: 'operator', values: { Kept: 'typed', Reset: 'typed' } });
    const { modals } = await drive('press', { as: 'operator', label: 'Redraw' });
    expect(modals[0]?.fields.map((one) => one.value)).toEqual(['typed', 'initial']);
  });

  it('pushes only from within a modal', async () => {
    const codes: string[] = [];
    const { drive } = await start(mode, (app) => {
      app.command('/peering', async ({ ack, body, client }) => {
        await ack();
        await client.views
          .push({ trigger_id: body.trigger_id, view: modal([section('x')]) })
          .catch((error) => codes.push(error.data.error));
      });
    });
    await drive('command', { as: 'operator', text: '/peering' });
    expect(codes).toEqual(['not_found']);
  });

  it('stacks three modals and no more, and knows a stale hash and a taken external_id', async () => {
    const codes: string[] = [];
    const view = modal([
      section('x'),
      {
        type: 'actions',
        elements: [button('More', 'more'), button('Twice', 'twice'), button('Same', 'same')],
      },
    ]);
    const { drive } = await start(mode, (app) => {
      opens({ ...view, external_id: 'only' })(app);
      app.action(/more|same/, async ({ ack, body, client, action }) => {
        await ack();
        if (body.type !== 'block_actions') return;
        const externalId =
          'action_id' in action && action.action_id === 'same' ? { external_id: 'only' } : {};
        await client.views
          .push({ trigger_id: body.trigger_id, view: { ...view, ...externalId } })
          .catch((error) => codes.push(error.data.error));
      });
      app.action('twice', async ({ ack, body, client }) => {
        await ack();
        if (body.type !== 'block_actions' || !body.view) return;
        for (const _ of [1, 2]) {
          await client.views
            .update({ view_id: body.view.id, hash: body.view.hash, view })
            .catch((error) => codes.push(error.data.error));
        }
      });
    });
    await drive('command', { as: 'operator', text: '/peering' });
    await drive('press', { as: 'operator', label: 'Same' });
    expect(codes.splice(0)).toEqual(['duplicate_external_id']);
    for (const _ of [1, 2, 3]) await drive('press', { as: 'operator', label: 'More' });
    expect(codes.splice(0)).toEqual(['push_limit_reached']);
    await drive('press', { as: 'operator', label: 'Twice' });
    expect(codes).toEqual(['hash_conflict']);
    const { modals } = await drive('press', { as: 'operator', label: '×' });
    expect(modals).toEqual([]);
  });

  it('sends block_actions from a message with what belongs to it, and respond() works five times', async () => {
    const failures: unknown[] = [];
    const running = await start(mode, (app) => {
      app.action('go', async ({ ack, respond }) => {
        await ack();
        for (const turn of [1, 2, 3, 4, 5, 6]) {
          const text = `answer ${turn}`;
          await respond({ text, replace_original: false, response_type: 'ephemeral' }).catch((error) =>
            failures.push(error.statusCode),
          );
        }
      });
    });
    const { web, drive } = running;
    const blocks = [
      section('*prod*'),
      { type: 'actions' as const, block_id: 'b', elements: [button('Go', 'go', { value: 'v7' })] },
    ];
    const { ts } = await web.chat.postMessage({ channel, text: 'prod', blocks });
    const seen = await drive('press', { as: 'viewer', label: 'go', row: 'prod' });
    expect(seen.channels[peerings]?.slice(1).map((one) => one.text)).toEqual(
      [1, 2, 3, 4, 5].map((turn) => `answer ${turn}`),
    );
    expect(failures).toEqual([404]);
    expect(payload(running, 'block_actions')).toMatchObject({
      user: { id: 'U0VIEWER', username: 'vera', team_id: 'T0SANDBOX' },
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'db-peerings' },
      message: { ts, text: 'prod', bot_id: 'B0PEERING' },
      actions: [{ type: 'button', action_id: 'go', block_id: 'b', value: 'v7', text: plain('Go') }],
    });
  });

  it('overwrites the pressed message unless told otherwise, and deletes it', async () => {
    const { web, drive, clock } = await start(mode, (app) => {
      app.action('replace', async ({ ack, respond }) => {
        await ack();
        await respond('replaced');
      });
      app.action('delete', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
      app.action('late', async ({ ack, respond }) => {
        await ack();
        await clock.advance(30 * 60_000 + 1, async () => {});
        await respond('late').catch((error) =>
          web.chat.postMessage({ channel, text: `${error.statusCode}` }),
        );
      });
    });
    const post = (text: string, ...ids: string[]) =>
      web.chat.postMessage({
        channel,
        text,
        blocks: [section(text), { type: 'actions', elements: ids.map((id) => button(id, id)) }],
      });
    await post('one', 'replace');
    expect((await drive('press', { as: 'viewer', label: 'replace' })).channels[peerings]).toMatchObject([
      { text: 'replaced' },
    ]);
    await post('two', 'delete');
    expect((await drive('press', { as: 'viewer', label: 'delete' })).channels[peerings]).toHaveLength(1);
    await post('three', 'late');
    expect((await drive('press', { as: 'viewer', label: 'late' })).channels[peerings]?.at(-1)?.text).toBe(
      '404',
    );
  });

  it('keeps an ephemeral out of the payload and changes it by respond()', async () => {
    const running = await start(mode, (app) => {
      app.command('/peering', ({ ack }) =>
        ack({
          text: 'menu',
          blocks: [section('menu'), { type: 'actions', elements: [button('List', 'list')] }],
        }),
      );
      app.action('list', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'the list', replace_original: true });
      });
    });
    await running.drive('command', { as: 'viewer', text: '/peering' });
    const { channels } = await running.drive('press', { as: 'viewer', label: 'List' });
    expect(channels[peerings]).toMatchObject([{ text: 'the list', ephemeral: true, buttons: [] }]);
    expect(payload(running, 'block_actions')).toMatchObject({ container: { is_ephemeral: true } });
    expect(payload(running, 'block_actions')).not.toHaveProperty('message');
  });

  it('asks for choices as they are typed', async () => {
    const asked: string[] = [];
    const view = modal(
      [
        input(
          'VPC',
          'vpc',
          { type: 'external_select', action_id: 'vpc', min_query_length: 2 },
          { dispatch_action: true },
        ),
      ],
      { submit: plain('Go') },
    );
    const running = await start(mode, (app) => {
      opens(view)(app);
      app.options('vpc', async ({ ack, options }) => {
        asked.push(options.value);
        await ack({
          options: [option('prod-vpc'), option('prod-vpc-2')].filter((one) =>
            one.value.includes(options.value),
          ),
        });
      });
      app.action('vpc', ({ ack }) => ack());
    });
    await running.drive('command', { as: 'operator', text: '/peering' });
    const { modals } = await running.drive('fill', { as: 'operator', values: { VPC: 'prod-vpc' } });
    expect(modals[0]?.fields).toMatchObject([{ value: 'prod-vpc' }]);
    expect(asked).toEqual(['prod-vpc']);
    expect(payload(running, 'block_actions')).toMatchObject({
      actions: [{ type: 'external_select', selected_option: option('prod-vpc') }],
      container: { type: 'view' },
    });
    await expect(running.drive('fill', { as: 'operator', values: { VPC: 'none' } })).rejects.toThrow(
      'no choice',
    );
  });

  it('dispatches a text field on Enter, and lets the form grow', async () => {
    const form = (...more: object[]) =>
      modal(
        [
          input(
            'Cloud',
            'cloud',
            { type: 'plain_text_input', action_id: 'cloud' },
            { dispatch_action: true },
          ),
          ...more,
        ],
        {
          submit: plain('Go'),
        },
      );
    const { drive } = await start(mode, (app) => {
      opens(form())(app);
      app.action('cloud', async ({ ack, body, client }) => {
        await ack();
        if (body.type !== 'block_actions' || !body.view) return;
        const account = input('Account', 'account', { type: 'plain_text_input' });
        await client.views.update({
          view_id: body.view.id,
          hash: body.view.hash,
          view: form(account) as never,
        });
      });
    });
    await drive('command', { as: 'operator', text: '/peering' });
    const { modals } = await drive('fill', {
      as: 'operator',
      values: { Account: '111122223333', Cloud: 'AWS' },
    });
    expect(modals[0]?.fields).toMatchObject([
      { label: 'Cloud', value: 'AWS' },
      { label: 'Account', value: '111122223333' },
    ]);
  });

  it('tells of a closed modal where it is asked to', async () => {
    const closed: unknown[] = [];
    const view = modal([input('A', 'a', { type: 'plain_text_input' })], {
      submit: plain('Go'),
      callback_id: 'form',
      notify_on_close: true,
    });
    const { drive } = await start(mode, (app) => {
      opens(view)(app);
      app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body, view }) => {
        closed.push(['is_cleared' in body && body.is_cleared, view.state.values]);
        await ack();
      });
    });
    for (const label of ['Cancel', '×']) {
      await drive('command', { as: 'operator', text: '/peering' });
      await drive('press', { as: 'operator', label });
    }
    expect(closed).toEqual([
      [false, {}],
      [true, {}],
    ]);
  });

  it('closes the whole stack where clear_on_close asks for it', async () => {
    const view = modal([section('x'), { type: 'actions', elements: [button('More', 'more')] }], {
      clear_on_close: true,
    });
    const { drive } = await start(mode, (app) => {
      opens(view)(app);
      app.action('more', async ({ ack, body, client }) => {
        await ack();
        if (body.type === 'block_actions') await client.views.push({ trigger_id: body.trigger_id, view });
      });
    });
    await drive('command', { as: 'operator', text: '/peering' });
    expect((await drive('press', { as: 'operator', label: 'More' })).modals).toHaveLength(2);
    expect((await drive('press', { as: 'operator', label: 'Close' })).modals).toEqual([]);
  });

  it('opens Home, and every press on it', async () => {
    const tabs: unknown[] = [];
    const { drive } = await start(mode, (app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        tabs.push(event.tab);
        const blocks = [section(`Hello <@${event.user}>`, { accessory: button('List', 'list') })];
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      });
      app.action('list', async ({ ack, body, client }) => {
        await ack();
        if (body.type !== 'block_actions') return;
        await client.views.open({ trigger_id: body.trigger_id, view: modal([section('The list')]) });
      });
    });
    expect((await drive('home', { as: 'viewer' })).home).toMatchObject({
      text: 'Hello @Vera Viewer',
      buttons: ['List'],
    });
    const { modals } = await drive('press', { as: 'approver', label: 'List', in: 'home' });
    expect(modals).toMatchObject([{ text: 'The list' }]);
    expect(tabs).toEqual(['home', 'home']);
  });

  it('has global shortcuts', async () => {
    const { drive } = await start(mode, (app) => {
      app.shortcut('peering', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal([section('Short')]) });
      });
    });
    expect((await drive('shortcut', { as: 'viewer', name: 'Peerings' })).modals).toMatchObject([
      { text: 'Short' },
    ]);
    await expect(drive('shortcut', { as: 'viewer', name: 'Nope' })).rejects.toThrow('it has: Peerings');
  });

  it('delivers once more on demand', async () => {
    let count = 0;
    const retries: unknown[] = [];
    const { drive } = await start(mode, (app) => {
      app.command('/peering', async ({ ack }) => {
        count += 1;
        await ack();
      });
      app.event('app_home_opened', async ({ context }) => {
        retries.push([context.retryNum, context.retryReason]);
      });
    });
    await drive('command', { as: 'viewer', text: '/peering' });
    expect((await drive('redeliver', { kind: 'command' })).outcome).toBe('ok');
    expect(count).toBe(2);
    await drive('home', { as: 'viewer' });
    await drive('redeliver', { kind: 'event' });
    expect(retries).toEqual([
      [undefined, undefined],
      [1, 'http_timeout'],
    ]);
  });

  it('says when the app does not answer within 3 s', async () => {
    const { web, drive } = await start(mode, (app) => {
      app.command('/peering', async () => {});
      app.action('go', async () => {});
    });
    await web.chat.postMessage({
      channel,
      text: 'x',
      blocks: [{ type: 'actions', elements: [button('Go', 'go')] }],
    });
    const [command, press] = await Promise.all([
      drive('command', { as: 'operator', text: '/peering' }),
      drive('press', { as: 'viewer', label: 'Go' }),
    ]);
    // Bolt itself gives up a moment before Slack's own patience ends, with a 404 over HTTP.
    expect(command.notices[0]).toMatch(
      /^\/peering (did not respond\.|failed with the error "dispatch_failed")$/,
    );
    expect(press.notices).toEqual(['Operation timed out. Apps need to respond within 3 seconds.']);
  });

  it('knows who is from another workspace, and that commands are not theirs', async () => {
    const running = await start(mode, (app) => {
      app.command('/peering', ({ ack }) => ack('hello'));
      app.action('go', ({ ack }) => ack());
    });
    const { drive, web } = running;
    const { notices } = await drive('command', { as: 'U0EXTERN', text: '/peering' });
    expect(notices).toEqual(['/peering is not a valid command.']);
    await web.chat.postMessage({
      channel,
      text: 'x',
      blocks: [{ type: 'actions', elements: [button('Go', 'go')] }],
    });
    await drive('press', { as: 'U0EXTERN', label: 'Go' });
    expect(payload(running, 'block_actions')).toMatchObject({
      user: { id: 'U0EXTERN', team_id: 'T0OTHER' },
      team: { id: 'T0SANDBOX' },
    });
  });
});

describe('the app is down', () => {
  it('says so', async () => {
    const { drive } = await startWorkspace();
    const { notices } = await drive('command', { as: 'viewer', text: '/peering' });
    expect(notices).toEqual(['/peering failed with the error "dispatch_failed"']);
  });

  it('sends events again: at once, after a minute, after five', async () => {
    const { drive, clock, workspace } = await startWorkspace();
    const settle = () => workspace.quiet();
    const count = () => workspace.journal.deliveries.length;
    await drive('home', { as: 'viewer' });
    expect(count()).toBe(2);
    await clock.advance(59_000, settle);
    expect(count()).toBe(2);
    await clock.advance(2000, settle);
    expect(count()).toBe(3);
    await clock.advance(300_000, settle);
    await clock.advance(3_600_000, settle);
    expect(count()).toBe(4);
    expect(new Set(workspace.journal.deliveries.map((one) => one.payload.event_id)).size).toBe(1);
  });
});
