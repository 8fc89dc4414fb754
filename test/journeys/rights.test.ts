import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { createPeering, mobileApp, peeringsNamed, planCreate } from './create-peering.ts';
import {
  channelText,
  type Persona,
  type Sandbox,
  startSandbox,
  type Transport,
  topModal,
} from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const groupsOnly = { PEERING_OPERATORS: 'S0PLATFORM', PEERING_APPROVERS: '' };
const setGroup = (users: Persona[]) =>
  sandbox.control('/sandbox/slack/user-group', { group: 'platform', users });

/** The window that a command opens, closed again. */
async function opened(as: Persona, command: string) {
  const modal = topModal(await sandbox.command(as, command));
  await sandbox.press(as, '×', { in: 'modal' });
  return modal;
}

const mayCreate = async (as: Persona) => (await opened(as, '/peering create')).title === 'Create peering';
const audit = () => readFile(`${sandbox.dataFile}.audit.jsonl`, 'utf8').catch(() => '');

test('nobody configured: everything can be read, nothing changed, and the bot says why', async () => {
  sandbox = await startSandbox({ settings: { PEERING_OPERATORS: '', PEERING_APPROVERS: '' } });
  const menu = channelText(await sandbox.command('operator', '/peering'));
  expect(menu).toContain('6 peerings');
  expect(menu).toMatch(/Nobody is set up to change peerings.*PEERING_OPERATORS/);
  expect((await opened('operator', '/peering list')).text).toContain('orders-web');
  expect((await opened('operator', '/peering details orders-web')).text).toContain('172.20.0.0/16');
  for (const command of ['create', 'terminate orders-web']) {
    const { title, text } = await opened('operator', `/peering ${command}`);
    expect(title).toBe('Not allowed');
    expect(text).toMatch(/Nobody is set up to change peerings: name operators in PEERING_OPERATORS/);
  }
  await sandbox.command('operator', '/peering details payments-ledger');
  const allow = topModal(await sandbox.press('operator', 'Allow access', { in: 'modal' }));
  expect(allow.title).toBe('Not allowed');
  expect(sandbox.world.effects()).toEqual({});
  expect((await audit()).match(/"decision":"refused"/g)).toHaveLength(3);
});

test('a viewer sees everything, is told who may, and cannot act by any button', async () => {
  sandbox = await startSandbox();
  await createPeering(sandbox);
  await sandbox.clock('10s');
  expect((await opened('viewer', '/peering list')).text).toContain('payments-mobile');
  expect((await opened('viewer', '/peering details payments-mobile')).text).toContain('10.20.0.0/16');
  for (const label of ['Allow access', 'Terminate']) {
    const { title, text } = topModal(
      await sandbox.press('viewer', label, { in: 'message', row: 'payments-mobile' }),
    );
    expect(title).toBe('Not allowed');
    expect(text).toMatch(/Who may: .*@Olivia Operator.*@platform.*Ask one of them/);
    await sandbox.press('viewer', '×', { in: 'modal' });
  }
  const howTo = await sandbox.press('viewer', 'How to accept', { in: 'message', row: 'payments-mobile' });
  expect(topModal(howTo).text).toContain('aws ec2 accept-vpc-peering-connection');
});

test('a guest reads nothing but a polite no, whatever is typed or pressed', async () => {
  sandbox = await startSandbox();
  await createPeering(sandbox);
  await sandbox.clock('10s');
  const inPrivate = ({ channels, modals }: Awaited<ReturnType<Sandbox['screen']>>) => [
    ...(channels['#db-peerings'] ?? []).flatMap(({ text, ephemeral }) => (ephemeral ? [text] : [])),
    ...modals.map(({ text }) => text),
  ];
  const no =
    /shown to full members of this workspace only|Guests of this workspace may not|Only operators and/;
  const answers: string[] = [];
  const words = ['', 'help', 'list', 'details orders-web', 'details orders-weeb', 'history orders-web'];
  const wishes = ['create', 'terminate orders-web', 'terminate orders-weeb', 'doctor'];
  for (const text of [...words, ...wishes]) {
    const screen = await sandbox.command('guest', `/peering ${text}`);
    answers.push(inPrivate(screen).at(-1) ?? '');
    if (screen.modals.length > 0) await sandbox.press('guest', '×', { in: 'modal' });
  }
  for (const label of ['How to accept', 'Allow access', 'Details', 'Terminate']) {
    const screen = await sandbox.press('guest', label, { in: 'message', row: 'payments-mobile' });
    answers.push(topModal(screen).text);
    await sandbox.press('guest', '×', { in: 'modal' });
  }
  for (const answer of answers) expect(answer).toMatch(no);
  expect(answers.join()).not.toMatch(/172\.20|10\.20|payments-ledger|orders-checkout/);
});

describe.each<Transport>(['http', 'socket'])('membership of a user group, over %s', (transport) => {
  test('counts as soon as Slack tells of it', async () => {
    sandbox = await startSandbox({ transport, settings: groupsOnly });
    expect(await mayCreate('operator')).toBe(true);
    expect(await mayCreate('viewer')).toBe(false);
    await setGroup(['viewer']);
    expect(await mayCreate('operator')).toBe(false);
    expect(await mayCreate('viewer')).toBe(true);
  });

  test('is looked at again before acting', async () => {
    sandbox = await startSandbox({ transport, settings: groupsOnly });
    await planCreate(sandbox);
    await setGroup([]);
    const refused = topModal(await sandbox.submit('operator'));
    expect(refused.text).toMatch(/Only operators and approvers may create/);
    await sandbox.clock('1m');
    expect(peeringsNamed(sandbox, 'payments-mobile')).toEqual([]);

    await setGroup(['operator']);
    await sandbox.command('operator', '/peering terminate orders-web');
    await sandbox.fill('operator', { 'Type the name to confirm': 'orders-web' });
    await setGroup([]);
    const kept = topModal(await sandbox.press('operator', 'Terminate', { in: 'modal' }));
    expect(kept.text).toMatch(/Only operators and approvers may terminate/);
    await sandbox.clock('1m');
    expect(sandbox.world.effects()).toEqual({});
    expect((await audit()).match(/"decision":"refused"/g)?.length).toBeGreaterThanOrEqual(2);
  });
});

test('membership is asked for again after minutes, when no event comes', async () => {
  sandbox = await startSandbox({ settings: groupsOnly });
  expect(await mayCreate('operator')).toBe(true);
  // The bot does not hear of it.
  sandbox.world.connectBot('http://127.0.0.1:1/slack/events');
  await setGroup([]);
  sandbox.world.connectBot(`http://127.0.0.1:${sandbox.botPort}/slack/events`);
  await sandbox.clock('6m');
  expect(await mayCreate('operator')).toBe(false);
});

describe('Slack cannot tell who somebody is', () => {
  const failing = (path: string) =>
    sandbox.faults({ target: 'slack', kind: 'status', status: 500, times: 'always', match: { path } });

  test('a user group that cannot be read gives no rights, says so, and is asked for again soon', async () => {
    sandbox = await startSandbox({ settings: groupsOnly });
    await failing('/api/usergroups.users.list');
    const refused = await opened('operator', '/peering create');
    expect(refused.title).toBe('Not allowed');
    expect(refused.text).toMatch(/Slack could not tell who is in @platform.*try again/i);
    expect((await opened('viewer', '/peering list')).text).toContain('orders-web');
    await sandbox.faults({ clear: true });
    await sandbox.clock('20s');
    expect(await mayCreate('operator')).toBe(true);
    expect((await opened('viewer', '/peering create')).text).not.toMatch(/could not tell/);
  });

  test('a person who cannot be looked up may read and not change', async () => {
    sandbox = await startSandbox();
    await failing('/api/users.info');
    expect((await opened('operator', '/peering list')).text).toContain('orders-web');
    const refused = await opened('operator', '/peering terminate orders-web');
    expect(refused.text).toMatch(/could not tell who you are.*try again/);
    await sandbox.faults({ clear: true });
    await sandbox.clock('20s');
    expect((await opened('operator', '/peering terminate orders-web')).title).toBe('Terminate peering');
  });
});

test('protected: an operator plans and asks; a name given in the form is checked too', async () => {
  sandbox = await startSandbox({ settings: { PEERING_PROTECTED: 'prod-*' } });
  const plan = topModal(await planCreate(sandbox, { ...mobileApp, Name: 'prod-mobile' }));
  expect(plan.text).toMatch(/It is protected: confirming asks @Aaron Approver, @approvers first/);
  expect(topModal(await sandbox.submit('operator')).text).toMatch(/prod-mobile is protected/);
  await sandbox.clock('1m');
  expect(peeringsNamed(sandbox, 'prod-mobile')).toEqual([]);
});
