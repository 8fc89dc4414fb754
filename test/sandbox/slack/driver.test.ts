import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../../src/sandbox/slack/seed.ts';
import {
  button,
  input,
  modal,
  mrkdwn,
  option,
  plain,
  section,
  startApp,
  startWorkspace,
} from './start-workspace.ts';

const channel = 'C0PEERINGS';
const peerings = '#db-peerings';
const overflow = (actionId: string, ...labels: string[]) => ({
  type: 'overflow' as const,
  action_id: actionId,
  options: labels.map((label) => option(label)),
});
const actions = (...elements: object[]) => ({ type: 'actions' as const, elements });

/** An app whose every button answers with what was pressed, and whose `/peering` opens `view`. */
async function start(view: object = modal([section('x')])) {
  const running = await startWorkspace();
  const pressed: string[] = [];
  await startApp(running, 'http', (app) => {
    app.command('/peering', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: view as never });
    });
    app.action(/.*/, async ({ ack, action }) => {
      await ack();
      const chosen =
        'selected_option' in action ? ` ${(action.selected_option as { value: string }).value}` : '';
      pressed.push(`${'action_id' in action ? action.action_id : ''}${chosen}`);
    });
    app.view(/.*/, ({ ack }) => ack());
  });
  const post = (text: string, ...blocks: object[]) =>
    running.web.chat.postMessage({ channel, text, blocks: blocks as never });
  return { ...running, pressed, post };
}

describe('what a person reads', () => {
  it('is text without markup, with names for ids', async () => {
    const { post, screen } = await start();
    await post(
      'fallback',
      { type: 'header', text: plain('Peering') },
      section(
        '*prod-app* is `ACTIVE`, says <@U0OPERATOR> of <!subteam^S0PLATFORM> in <#C0GENERAL> &amp; <https://example.com|here>',
      ),
      { type: 'section', fields: [mrkdwn('_until_ <!date^1700000000^{date}|2023-11-14>'), plain('*as is*')] },
      { type: 'context', elements: [mrkdwn('~old~ snake_case_name')] },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'rich ' },
              { type: 'user', user_id: 'U0VIEWER' },
            ],
          },
        ],
      },
      actions(button('Details', 'd'), button('Console', 'c', { url: 'https://example.com/console' })),
    );
    expect((await screen('viewer')).channels[peerings]).toMatchObject([
      {
        from: 'Peering Bot',
        fallback: 'fallback',
        text: [
          'Peering',
          'prod-app is ACTIVE, says @Olivia Operator of @platform in #general & here',
          'until 2023-11-14',
          '*as is*',
          'old snake_case_name',
          'rich @Vera Viewer',
        ].join('\n'),
        buttons: ['Details', 'Console'],
        links: [{ label: 'Console', url: 'https://example.com/console' }],
      },
    ]);
  });

  it('shows a guest only the channels they are in', async () => {
    const { screen } = await start();
    expect(Object.keys((await screen('guest')).channels)).toEqual([peerings, 'Peering Bot']);
    expect(Object.keys((await screen('U0EXTERN')).channels)).toEqual([peerings]);
    expect(Object.keys((await screen('viewer')).channels)).toEqual([peerings, '#general', 'Peering Bot']);
  });

  it('shows the fields of a modal with label, value, choices and hint', async () => {
    const { drive } = await start(
      modal(
        [
          input(
            'Name',
            'n',
            { type: 'plain_text_input', initial_value: 'a', placeholder: plain('e.g. prod') },
            { hint: plain('Short') },
          ),
          input('Cloud', 'c', { type: 'static_select', options: [option('AWS', 'aws')] }, { optional: true }),
        ],
        { submit: plain('Create'), close: plain('Not now') },
      ),
    );
    const { modals } = await drive('command', { as: 'operator', text: '/peering' });
    expect(modals).toEqual([
      {
        title: 'A modal',
        text: '',
        fields: [
          {
            label: 'Name',
            type: 'plain_text_input',
            value: 'a',
            optional: false,
            hint: 'Short',
            placeholder: 'e.g. prod',
          },
          { label: 'Cloud', type: 'static_select', value: null, optional: true, choices: ['AWS'] },
        ],
        buttons: ['Create', 'Not now'],
        links: [],
      },
    ]);
  });
});

describe('press', () => {
  it('takes a label without regard to case and emoji; exact before partial', async () => {
    const { post, drive, pressed } = await start();
    await post(
      'x',
      section('x'),
      actions(
        button(':wastebasket: Terminate', 'terminate'),
        button('🔄 Refresh', 'refresh'),
        button('Refresh all', 'all'),
      ),
    );
    await drive('press', { as: 'viewer', label: 'terminate' });
    await drive('press', { as: 'viewer', label: 'refresh' });
    await drive('press', { as: 'viewer', label: 'sh all' });
    expect(pressed).toEqual(['terminate', 'refresh', 'all']);
  });

  it('finds the row in the block, in what stands above the buttons, or in the message', async () => {
    const { post, drive, pressed } = await start();
    await post(
      'prod',
      section('*prod*', { accessory: button('Go', 'accessory-prod') }),
      section('*prod-2*', { accessory: button('Go', 'accessory-prod-2') }),
    );
    await post(
      'two',
      section('*stage*'),
      { type: 'context', elements: [mrkdwn('AWS')] },
      actions(button('Go', 'stage')),
      section('*dev*'),
      actions(button('Go', 'dev')),
    );
    await post('card of qa', section('a card'), actions(button('Go', 'qa')));
    for (const row of ['prod', 'prod-2', 'stage', 'dev', 'card of qa'])
      await drive('press', { as: 'viewer', label: 'Go', row });
    expect(pressed).toEqual(['accessory-prod', 'accessory-prod-2', 'stage', 'dev', 'qa']);
  });

  it('finds menu entries, and takes the latest message first', async () => {
    const { post, drive, pressed } = await start();
    await post('old', section('old', { accessory: overflow('old', 'Terminate', 'Details') }));
    await post('new', section('new', { accessory: overflow('new', 'Terminate', 'Details') }));
    await drive('press', { as: 'viewer', label: 'Terminate' });
    await drive('press', { as: 'viewer', label: 'Terminate', row: 'old' });
    expect(pressed).toEqual(['new Terminate', 'old Terminate']);
  });

  it('prefers the modal on top, and the message when told', async () => {
    const { post, drive, pressed } = await start(modal([section('x'), actions(button('Go', 'modal'))]));
    await post('m', section('m'), actions(button('Go', 'message')));
    await drive('command', { as: 'viewer', text: '/peering' });
    await drive('press', { as: 'viewer', label: 'Go' });
    await drive('press', { as: 'viewer', label: 'Go', in: 'message' });
    expect(pressed).toEqual(['modal', 'message']);
  });

  it('submits by the submit label and closes by the close label', async () => {
    const { drive } = await start(
      modal([section('x')], { submit: plain('Create'), close: plain('Not now') }),
    );
    for (const label of ['create', 'Not now', 'Close', 'Cancel', '×']) {
      expect((await drive('command', { as: 'viewer', text: '/peering' })).modals).toHaveLength(1);
      expect((await drive('press', { as: 'viewer', label })).modals).toEqual([]);
    }
  });

  it('shows a confirm dialog, and accepts it unless told otherwise', async () => {
    const { post, drive, pressed } = await start();
    const confirm = {
      title: plain('Terminate prod?'),
      text: mrkdwn('*For good*'),
      confirm: plain('Terminate'),
      deny: plain('Keep'),
      style: 'danger',
    };
    await post('x', section('x'), actions(button('Terminate', 't', { style: 'danger', confirm })));
    const dialog = { title: 'Terminate prod?', text: 'For good', confirm: 'Terminate', deny: 'Keep' };
    expect((await drive('press', { as: 'viewer', label: 'Terminate', confirm: false })).dialog).toEqual(
      dialog,
    );
    expect(pressed).toEqual([]);
    expect((await drive('press', { as: 'viewer', label: 'Terminate' })).dialog).toEqual(dialog);
    expect(pressed).toEqual(['t']);
  });

  it('tells what there is when it finds nothing, and asks which when there are several', async () => {
    const { post, drive } = await start();
    await post(
      'x',
      section('*a*'),
      actions(button('Go', '1')),
      section('*b*'),
      actions(button('Go', '2'), button('Stop', '3')),
    );
    await expect(drive('press', { as: 'viewer', label: 'Fly' })).rejects.toThrow(/404.*there is: Go, Stop/);
    await expect(drive('press', { as: 'viewer', label: 'Stop', row: 'a' })).rejects.toThrow(
      /404.*beside \\"a\\".*there is: Go/,
    );
    await expect(drive('press', { as: 'viewer', label: 'Go' })).rejects.toThrow(
      /400.*could be several.*beside \\"a\\".*beside \\"b\\"/,
    );
    await expect(drive('press', { as: 'viewer', label: 'Go', in: 'modal' })).rejects.toThrow(
      'has no modal open',
    );
    await expect(drive('press', { as: 'viewer', label: 'Go', in: 'home' })).rejects.toThrow('no Home');
  });
});

describe('fill', () => {
  const form = modal(
    [
      input('CIDR', 'cidr', { type: 'plain_text_input' }),
      input('CIDR of the peer', 'peer', { type: 'plain_text_input' }, { optional: true }),
      input(
        'Access',
        'access',
        { type: 'checkboxes', options: [option('Let this CIDR in', 'in')] },
        { optional: true },
      ),
      input(
        'Tags',
        'tags',
        { type: 'multi_static_select', options: [option('a'), option('b'), option('c')] },
        { optional: true },
      ),
      input('Day', 'day', { type: 'datepicker' }, { optional: true }),
      actions({
        type: 'static_select',
        action_id: 'state',
        placeholder: plain('State'),
        options: [option('All'), option('Active')],
      }),
    ],
    { submit: plain('Create') },
  );

  it('puts every kind of value into its field', async () => {
    const { drive } = await start(form);
    await drive('command', { as: 'operator', text: '/peering' });
    const { modals } = await drive('fill', {
      as: 'operator',
      values: { CIDR: '10.0.0.0/16', Access: true, Tags: ['a', 'c'], Day: '2026-11-02', State: 'active' },
    });
    expect(modals[0]?.fields.map((one) => one.value)).toEqual([
      '10.0.0.0/16',
      null,
      ['Let this CIDR in'],
      ['a', 'c'],
      '2026-11-02',
      'Active',
    ]);
    const cleared = await drive('fill', { as: 'operator', values: { CIDR: '', Access: false, Tags: [] } });
    expect(cleared.modals[0]?.fields.slice(0, 4).map((one) => one.value)).toEqual([null, null, [], []]);
  });

  it('tells which fields and choices there are', async () => {
    const { drive } = await start(form);
    await expect(drive('fill', { as: 'operator', values: { CIDR: 'x' } })).rejects.toThrow(
      'has no modal open',
    );
    await drive('command', { as: 'operator', text: '/peering' });
    await expect(drive('fill', { as: 'operator', values: { Zone: 'x' } })).rejects.toThrow(
      /404.*no field.*Zone.*CIDR of the peer/,
    );
    await expect(drive('fill', { as: 'operator', values: { State: 'Gone' } })).rejects.toThrow(
      /400.*no choice.*All.*Active/,
    );
    await expect(drive('fill', { as: 'operator', values: { Tags: true } })).rejects.toThrow(
      'no single checkbox',
    );
  });

  it('waits for fields that the app draws long after it has heard of another one', async () => {
    const running = await startWorkspace();
    const cloud = input('Cloud', 'cloud', { type: 'plain_text_input' }, { dispatch_action: true });
    const later = modal([cloud, input('Region', 'region', { type: 'plain_text_input' })], {
      submit: plain('Create'),
    });
    await startApp(running, 'http', (app) => {
      app.command('/peering', async ({ ack, body, client }) => {
        await ack();
        const view = modal([cloud], { submit: plain('Create') });
        await client.views.open({ trigger_id: body.trigger_id, view: view as never });
      });
      app.action('value', async ({ ack, body, client }) => {
        await ack();
        const { id = '' } = 'view' in body && body.view ? body.view : {};
        setTimeout(() => client.views.update({ view_id: id, view: later as never }), 700);
      });
    });
    await running.drive('command', { as: 'operator', text: '/peering' });
    const values = { Region: 'eu-west-1', Cloud: 'AWS' };
    const { modals } = await running.drive('fill', { as: 'operator', values });
    expect(modals[0]?.fields.map((one) => one.value)).toEqual(['AWS', 'eu-west-1']);
    const missing = running.drive('fill', { as: 'operator', values: { Cloud: 'GCP', Zone: 'x' } });
    await expect(missing).rejects.toThrow(/404.*no field.*Zone/);
  });

  it('clears an error when the field changes', async () => {
    const { drive } = await start(form);
    await drive('command', { as: 'operator', text: '/peering' });
    expect((await drive('submit', { as: 'operator' })).modals[0]?.fields[0]?.error).toContain('required');
    const { modals } = await drive('fill', { as: 'operator', values: { CIDR: '10.0.0.0/16' } });
    expect(modals[0]?.fields[0]).not.toHaveProperty('error');
    expect((await drive('submit', { as: 'operator' })).modals).toEqual([]);
  });
});

describe('bad calls', () => {
  it.each<[string, object, RegExp]>([
    ['command', { as: 'operator', text: '/peering', extra: 1 }, /400.*extra.*Fields: as, text, channel/],
    ['command', { as: 'operator' }, /400.*text/],
    ['command', { as: 'nobody', text: '/peering' }, /400.*there are: operator, approver, viewer, guest/],
    ['command', { as: 'operator', text: '/other' }, /400.*there is: \/peering/],
    ['command', { as: 'guest', text: 'x', channel: '#general' }, /400.*sees no channel/],
    ['press', { as: 'operator', label: 'x', in: 'sidebar' }, /400.*in:/],
    ['fill', { as: 'operator', values: { a: {} } }, /400.*values\.a/],
    ['submit', { as: 'operator' }, /400.*no modal open/],
    ['channel', { channel: '#nope', do: 'archive' }, /404.*#db-peerings/],
    ['channel', { channel: channel, do: 'explode' }, /400.*do:/],
    ['delete-message', { channel }, /400.*ts.*text/],
    ['user-group', { group: 'nope', users: [] }, /404.*platform, approvers/],
    ['redeliver', { kind: 'event' }, /404/],
  ])('%s %o', async (name, body, problem) => {
    const { drive } = await startWorkspace();
    await expect(drive(name, body)).rejects.toThrow(problem);
  });

  it('screen without a persona', async () => {
    const { screen } = await startWorkspace();
    await expect(screen('')).rejects.toThrow('400');
  });
});

describe('behind the app\u2019s back', () => {
  it('removes the bot, deletes a message, changes a group', async () => {
    const { web, drive, call, screen } = await startWorkspace();
    await web.chat.postMessage({ channel, text: 'card of prod' });
    await call('POST', '/sandbox/slack/delete-message', { channel, text: 'prod' });
    expect((await screen('viewer')).channels[peerings]).toEqual([]);
    await call('POST', '/sandbox/slack/channel', { channel, do: 'remove-bot' });
    await expect(web.chat.postMessage({ channel, text: 'x' })).rejects.toThrow('not_in_channel');
    await call('POST', '/sandbox/slack/channel', { channel, do: 'invite-bot' });
    await web.chat.postMessage({ channel, text: 'x' });
    await call('POST', '/sandbox/slack/user-group', { group: '@platform', users: ['viewer'] });
    expect((await web.usergroups.users.list({ usergroup: 'S0PLATFORM' })).users).toEqual(['U0VIEWER']);
    expect((await drive('command', { as: 'viewer', text: 'hi' })).channels[peerings]).toHaveLength(2);
  });

  it('starts over', async () => {
    const { web, workspace, screen } = await startWorkspace();
    await web.chat.postMessage({ channel, text: 'x' });
    workspace.reset(defaultSeed());
    expect((await screen('viewer')).channels[peerings]).toEqual([]);
    expect(workspace.state()).toMatchObject({
      messages: [],
      modals: {},
      homes: {},
      app: { signingSecret: expect.any(String) },
    });
    expect(JSON.parse(JSON.stringify(workspace.state()))).toEqual(workspace.state());
  });
});
