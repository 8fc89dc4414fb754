import { afterEach, describe, expect, test } from 'vitest';
import { deleteInConsole, inConsole } from './console.ts';
import { cardOf, createPeering, mobileApp, peeringsNamed, planCreate } from './create-peering.ts';
import { eventually } from './driver.ts';
import { channelText, type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const cardButton = (label: string) =>
  sandbox.press('operator', label, { in: 'message', row: 'payments-mobile' });

describe('an old card', () => {
  test.each<[string, Transport]>([
    ['Terminate', 'http'],
    ['Terminate', 'socket'],
    ['Allow access', 'http'],
    ['How to accept', 'socket'],
  ])('is drawn again by "%s" over %s, and nothing else is done', async (label, transport) => {
    sandbox = await startSandbox({ transport });
    await createPeering(sandbox);
    await sandbox.clock('10s');
    await sandbox.until('viewer', (screen) => /· {2}Pending/.test(channelText(screen)));
    const path = '/api/chat.update';
    await sandbox.faults({
      target: 'slack',
      kind: 'status',
      status: 500,
      times: 'always',
      match: { path },
    });
    await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
    await sandbox.clock('3m');
    await eventually(sandbox.readiness, ({ warnings }) => warnings.length > 0);
    await sandbox.faults({ clear: true });
    expect((await cardOf(sandbox, 'payments-mobile')).card?.text).toMatch(/· {2}Pending/);

    const before = sandbox.world.effects();
    await sandbox.command('operator', '/peering help');
    const pressed = await cardButton(label);
    expect(topModal(pressed).title).toBe('Create peering');
    expect(pressed.channels['#db-peerings']?.at(-1)).toMatchObject({
      text: expect.stringMatching(/out of date, so nothing was done/),
      ephemeral: true,
    });
    expect((await cardOf(sandbox, 'payments-mobile')).card?.text).toMatch(/· {2}Active/);
    expect(sandbox.world.effects()).toEqual(before);
    // The new one works.
    expect(topModal(await cardButton('Details')).title).toBe('Peering');
  });
});

describe('a plan to create', () => {
  test('that was shown 15 minutes ago is shown again; confirmed then, it is carried out', async () => {
    sandbox = await startSandbox();
    await planCreate(sandbox);
    await sandbox.clock('16m');
    const again = topModal(await sandbox.submit('operator'));
    expect(again.text).toMatch(/shown too long ago; this is how it looks now/);
    expect(again.buttons).toContain('Create peering');
    expect(peeringsNamed(sandbox, 'payments-mobile')).toEqual([]);
    expect(topModal(await sandbox.submit('operator')).text).toContain('is being requested');
    await sandbox.clock('10s');
    expect(peeringsNamed(sandbox, 'payments-mobile')).toHaveLength(1);
  });

  test('whose Yugabyte VPC is being deleted meanwhile is not carried out', async () => {
    sandbox = await startSandbox();
    const spec = {
      name: 'new-vpc',
      cloud: 'AWS',
      region_specs: [{ region: 'us-west-2', cidr: '10.80.0.0/24' }],
    };
    const { data } = await inConsole<{ data: { info: { id: string } } }>(sandbox, 'POST', '/vpcs', { spec });
    await sandbox.clock('5m');
    await planCreate(sandbox, { ...mobileApp, 'Yugabyte VPC': 'new-vpc' });
    await inConsole(sandbox, 'DELETE', `/vpcs/${data.info.id}`);
    await sandbox.clock('2s');
    expect(topModal(await sandbox.submit('operator')).text).toMatch(/new-vpc is DELETING/i);
    await sandbox.clock('1m');
    expect(sandbox.world.effects()['create-peering']).toBeUndefined();
  });
});

describe('a plan to terminate', () => {
  const arm = async (name: string) => {
    await sandbox.command('operator', `/peering terminate ${name}`);
    return sandbox.fill('operator', { 'Type the name to confirm': name });
  };
  const terminate = async () => topModal(await sandbox.press('operator', 'Terminate', { in: 'modal' }));

  test('is shown again when the peering has become Active since; then it is carried out', async () => {
    sandbox = await startSandbox();
    await arm('orders-checkout');
    await sandbox.happen({ peering: 'orders-checkout', do: 'accept' });
    await sandbox.clock('30s');
    const again = await terminate();
    expect(again.text).toMatch(/changed since the plan was shown/);
    expect(again.text).toMatch(/lose their private path to orders-db/);
    expect(sandbox.world.effects()).toEqual({});
    await sandbox.fill('operator', { 'Type the name to confirm': 'orders-checkout' });
    expect((await terminate()).text).toContain('on its way');
    await sandbox.clock('1m');
    expect(peeringsNamed(sandbox, 'orders-checkout')).toEqual([]);
  });

  test('is shown again after 15 minutes', async () => {
    sandbox = await startSandbox();
    await arm('orders-web');
    await sandbox.clock('16m');
    expect((await terminate()).text).toMatch(/too long ago/);
    expect(sandbox.world.effects()).toEqual({});
  });

  test('says that somebody else is terminating it already, or has done so', async () => {
    sandbox = await startSandbox();
    await arm('orders-web');
    await deleteInConsole(sandbox, 'orders-web');
    await sandbox.clock('1500ms');
    expect((await terminate()).text).toMatch(/orders-web is being terminated already/);
    await sandbox.press('operator', 'Close', { in: 'modal' });

    await arm('payments-legacy');
    await deleteInConsole(sandbox, 'payments-legacy');
    await sandbox.clock('1m');
    expect((await terminate()).text).toMatch(/is gone already|no longer has this peering/);
    expect(sandbox.world.effects()).toEqual({ 'delete-peering': 2 });
  });
});

describe('a peering that is gone', () => {
  test('says so from an open list, an open details window, the command and the menu', async () => {
    sandbox = await startSandbox();
    await sandbox.command('operator', '/peering');
    await sandbox.command('operator', '/peering list');
    await deleteInConsole(sandbox, 'payments-ledger');
    await sandbox.clock('3m');
    const details = await sandbox.press('operator', 'Details', { in: 'modal', row: 'payments-ledger' });
    expect(topModal(details).text).toMatch(/payments-ledger is gone/);
    await sandbox.press('operator', 'Close', { in: 'modal' });
    const terminate = await sandbox.press('operator', 'Terminate', { in: 'modal', row: 'payments-ledger' });
    expect(topModal(terminate).text).toMatch(/nothing to terminate/);
    await sandbox.press('operator', '×', { in: 'modal' });

    const menu = await sandbox.press('operator', 'Details', { in: 'message', row: 'payments-ledger' });
    expect(topModal(menu).text).toMatch(/payments-ledger is gone|The peering is gone/);
    await sandbox.press('operator', 'Close', { in: 'modal' });
    const command = await sandbox.command('operator', '/peering terminate payments-ledger');
    expect(channelText(command)).toMatch(/There is no peering called payments-ledger/);
  });

  test('says so when its details are refreshed', async () => {
    sandbox = await startSandbox();
    await sandbox.command('operator', '/peering details orders-web');
    await deleteInConsole(sandbox, 'orders-web');
    await sandbox.clock('1m');
    const refreshed = topModal(await sandbox.press('operator', 'Refresh', { in: 'modal' }));
    expect(refreshed.text).toMatch(/orders-web is gone/);
  });

  test('has a card that says Terminated when it went without the bot', async () => {
    sandbox = await startSandbox();
    await createPeering(sandbox);
    await sandbox.clock('10s');
    await deleteInConsole(sandbox, 'payments-mobile');
    await sandbox.clock('10m');
    const { card, notes } = await cardOf(sandbox, 'payments-mobile');
    expect(card?.text).toMatch(/Terminated/);
    expect(card?.buttons).toEqual(['How to clean up']);
    expect(notes.at(-1)?.text).toMatch(/@Olivia Operator/);
    expect(topModal(await cardButton('How to clean up')).text).toContain('vpc-0a1b2c3d4e5f60718');
  });

  test('has a card at rest that no longer says Active once somebody has looked', async () => {
    sandbox = await startSandbox();
    await createPeering(sandbox, { ...mobileApp, Access: true });
    await sandbox.clock('10s');
    await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
    await sandbox.clock('10m');
    await sandbox.happen({ peering: 'payments-mobile', do: 'delete' });
    await sandbox.clock('1h');
    await sandbox.command('viewer', '/peering details payments-mobile');
    await sandbox.clock('1s');
    const { card, notes } = await cardOf(sandbox, 'payments-mobile');
    expect(card?.text).toMatch(/Terminated/);
    expect(notes.at(-1)?.text).toMatch(/@Olivia Operator.*outside this bot/);
  });
});
