import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { cardOf, createPeering, mobileApp, peeringsNamed, planCreate } from './create-peering.ts';
import { sendAgain } from './resend.ts';
import { fieldError, type Persona, type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

/** The audit log's lines of that outcome. */
async function audited(outcome: string): Promise<string[]> {
  const lines = (await readFile(`${sandbox.dataFile}.audit.jsonl`, 'utf8')).split('\n');
  return lines.filter((line) => line.includes(`"outcome":"${outcome}"`));
}

async function armTerminate(as: Persona, name: string) {
  await sandbox.command(as, `/peering terminate ${name}`);
  return sandbox.fill(as, { 'Type the name to confirm': name });
}

describe.each<Transport>(['http', 'socket'])('sent again and again over %s', (transport) => {
  test('a confirmation creates one peering, with one card', async () => {
    sandbox = await startSandbox({ transport });
    await planCreate(sandbox);
    await Promise.all([sandbox.submit('operator'), sandbox.submit('operator').catch(() => undefined)]);
    await sendAgain(sandbox, transport);
    await sandbox.clock('10s');
    await sendAgain(sandbox, transport);
    await sandbox.clock('10m');
    expect(peeringsNamed(sandbox, 'payments-mobile')).toHaveLength(1);
    expect(sandbox.world.effects()).toEqual({ 'create-peering': 1 });
    const { cards, notes } = await cardOf(sandbox, 'payments-mobile');
    expect(cards).toHaveLength(1);
    expect(notes.filter(({ text }) => text.startsWith('Asked'))).toHaveLength(1);
    expect(await audited('started')).toHaveLength(1);
    expect(topModal(await sandbox.screen('operator')).text).toContain('is being requested');
  });

  test('"Allow access" makes one list and puts it on once', async () => {
    sandbox = await startSandbox({ transport });
    await sandbox.command('operator', '/peering details payments-ledger');
    await sandbox.press('operator', 'Allow access', { in: 'modal' });
    await sandbox.submit('operator');
    await sendAgain(sandbox, transport);
    await sandbox.clock('2m');
    await sendAgain(sandbox, transport);
    await sandbox.clock('10m');
    expect(sandbox.world.effects()).toEqual({ 'create-allow-list': 1, 'edit-allow-lists': 1 });
    expect(await audited('started')).toHaveLength(1);
  });

  test('"Terminate" terminates once', async () => {
    sandbox = await startSandbox({ transport });
    await armTerminate('operator', 'orders-web');
    await Promise.all([
      sandbox.press('operator', 'Terminate', { in: 'modal' }),
      sandbox.press('operator', 'Terminate', { in: 'modal' }).catch(() => undefined),
    ]);
    await sendAgain(sandbox, transport);
    await sandbox.clock('10m');
    await sendAgain(sandbox, transport);
    expect(peeringsNamed(sandbox, 'orders-web')).toEqual([]);
    expect(sandbox.world.effects()).toEqual({ 'delete-peering': 1 });
    expect(await audited('started')).toHaveLength(1);
    expect((await cardOf(sandbox, 'orders-web')).cards).toHaveLength(1);
  });
});

describe('two people at once', () => {
  test('terminate the same peering: one does, the other is told who', async () => {
    sandbox = await startSandbox();
    await armTerminate('operator', 'orders-web');
    await armTerminate('approver', 'orders-web');
    const screens = await Promise.all([
      sandbox.press('operator', 'Terminate', { in: 'modal' }),
      sandbox.press('approver', 'Terminate', { in: 'modal' }),
    ]);
    const texts = screens.map((screen) => topModal(screen).text);
    expect(texts.filter((text) => text.includes('on its way'))).toHaveLength(1);
    const told = texts.find((text) => !text.includes('on its way'));
    expect(told).toMatch(/orders-web is being terminated already.*(Olivia|Aaron)/);
    await sandbox.clock('10m');
    expect(sandbox.world.effects()).toEqual({ 'delete-peering': 1 });
  });

  test('create under one name from two open forms: one is created, the other is told why not', async () => {
    sandbox = await startSandbox();
    await planCreate(sandbox, mobileApp, 'operator');
    await planCreate(
      sandbox,
      { ...mobileApp, Name: 'Payments-Mobile', 'VPC ID': 'vpc-0a1b2c3d4e5f60719', CIDR: '10.21.0.0/16' },
      'approver',
    );
    const screens = await Promise.all([sandbox.submit('operator'), sandbox.submit('approver')]);
    const texts = screens.map((screen) => topModal(screen).text);
    expect(texts.filter((text) => text.includes('is being requested'))).toHaveLength(1);
    expect(texts.filter((text) => /already/.test(text))).toHaveLength(1);
    await sandbox.clock('1m');
    expect(sandbox.world.effects()).toEqual({ 'create-peering': 1 });
  });

  test('one person with the same form twice, one after the other: the second says it is there', async () => {
    sandbox = await startSandbox();
    await planCreate(sandbox, mobileApp, 'approver');
    await createPeering(sandbox, mobileApp, 'operator');
    await sandbox.clock('10s');
    const late = topModal(await sandbox.submit('approver'));
    expect(late.text).toMatch(/already/);
    // Back to the form, as it was filled in.
    await sandbox.press('approver', 'Close', { in: 'modal' });
    expect(fieldError(await sandbox.submit('approver'), 'Name')).toMatch(/already/);
    await sandbox.clock('1m');
    expect(sandbox.world.effects()).toEqual({ 'create-peering': 1 });
  });
});
