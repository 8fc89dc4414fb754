import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cardOf, createPeering, directMessages, mobileApp, peeringsNamed } from './create-peering.ts';
import { channelText, type Persona, type Sandbox, startSandbox, topModal } from './sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ settings: { PEERING_PROTECTED: 'orders-*,prod-*' } });
});
afterEach(() => sandbox.end());

/** Goes through the terminate modal to its end; what it says then. */
async function askToTerminate(as: Persona = 'operator') {
  await sandbox.command(as, '/peering terminate orders-web');
  await sandbox.fill(as, { 'Type the name to confirm': 'orders-web' });
  await sandbox.press(as, 'Terminate', { in: 'modal' });
  const asked = topModal(
    await sandbox.until(as, ({ modals }) => /protected|already/.test(modals.at(-1)?.text ?? '')),
  );
  await sandbox.press(as, '×', { in: 'modal' });
  await sandbox.until('approver', ({ channels }) =>
    (channels['#db-peerings'] ?? []).some(
      ({ text, buttons }) => text.includes('asks to terminate orders-web') && buttons.includes('Approve'),
    ),
  );
  return asked;
}

async function requests(as: Persona = 'viewer') {
  const messages = (await sandbox.screen(as)).channels['#db-peerings'] ?? [];
  return messages.filter(({ text, ephemeral }) => !ephemeral && / asks to /.test(text));
}
const request = async () => {
  const [one, ...more] = await requests();
  expect(more).toEqual([]);
  if (!one) throw new Error('nobody was asked');
  return one;
};
const press = (as: Persona, label: string, row = 'asks to terminate orders-web') =>
  sandbox.press(as, label, { in: 'message', row });
/** Waits until that person alone sees something like it. */
async function toldPrivately(as: Persona, pattern: RegExp): Promise<void> {
  await sandbox.until(as, (screen) => pattern.test(privateText(screen)));
}
const privateText = ({ channels }: Awaited<ReturnType<Sandbox['screen']>>) =>
  (channels['#db-peerings'] ?? []).flatMap(({ text, ephemeral }) => (ephemeral ? [text] : [])).join('\n');
/** Waits until the message shows what became of the request. */
async function shown(pattern: RegExp) {
  await sandbox.until('viewer', (screen) => pattern.test(channelText(screen)));
  return request();
}
/** Waits for what the bot tells the operator in person. */
async function dms(pattern: RegExp): Promise<string[]> {
  await sandbox.until('operator', ({ channels }) =>
    (channels['Peering Bot'] ?? []).some(({ text }) => pattern.test(text)),
  );
  return directMessages(sandbox, 'operator');
}
const audit = async () =>
  (await readFile(`${sandbox.dataFile}.audit.jsonl`, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
const nothingDone = () => expect(sandbox.world.effects()).toEqual({});

describe('a protected terminate', () => {
  test('is approved by another: asked, decided, done, told', async () => {
    const modal = await askToTerminate();
    expect(modal.text).toMatch(/orders-web is protected.*@Aaron Approver.*have been asked in #db-peerings/);
    const asked = await request();
    expect(asked.text).toMatch(/olivia asks to terminate orders-web/);
    expect(asked.text).toMatch(/@Aaron Approver, @approvers/);
    expect(asked.text).toContain('Terminate peering orders-web.');
    expect(asked.text).toMatch(/Expires/);
    expect(asked.buttons).toEqual(['Approve', 'Decline', 'Withdraw']);
    await sandbox.clock('1h');
    nothingDone();

    await press('approver', 'Approve');
    await sandbox.clock('10m');
    expect(sandbox.world.effects()).toEqual({ 'delete-peering': 1 });
    expect(peeringsNamed(sandbox, 'orders-web')).toEqual([]);
    const done = await shown(/Approved: it has started/);
    expect(done.ts).toBe(asked.ts);
    expect(done.buttons).toEqual([]);
    expect(done.text).toMatch(/Approved: it has started\. \(aaron, /);
    const [dm, ...more] = await dms(/Approved/);
    expect(dm).toMatch(
      /^Request to terminate orders-web, answered at .* UTC\. Approved: it has started\. \(aaron\)$/,
    );
    expect(more).toEqual([]);
    const { notes } = await cardOf(sandbox, 'Terminated');
    expect(notes.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Asked to terminate/), 'Approved. (aaron)']),
    );
    const lines = (await audit()).filter(({ outcome }) => outcome !== 'reminded');
    expect(lines.map(({ outcome }) => outcome)).toEqual(['approval-asked', 'approved', 'started', 'done']);
    expect(lines.slice(1).map(({ approverId }) => approverId)).toEqual([
      'U0APPROVER',
      'U0APPROVER',
      'U0APPROVER',
    ]);
  });

  test('is declined with a reason', async () => {
    await askToTerminate();
    const form = topModal(await press('approver', 'Decline'));
    expect(form.fields.map(({ label }) => label)).toEqual(['Reason']);
    await sandbox.fill('approver', { Reason: 'Not before <!channel> Friday' });
    expect(topModal(await sandbox.submit('approver')).text).toMatch(
      /Declined\. @Olivia Operator gets your reason/,
    );
    await sandbox.clock('1m');
    nothingDone();
    const declined = await shown(/Declined: Not before/);
    expect(declined.buttons).toEqual([]);
    expect(declined.text).toMatch(/Declined: Not before .*Friday\. \(aaron, /);
    expect(await dms(/Declined/)).toHaveLength(1);
    const thread = (await sandbox.screen('viewer')).channels['#db-peerings'] ?? [];
    expect(thread.filter(({ threadTs }) => threadTs === declined.ts).map(({ text }) => text)).toEqual([
      expect.stringMatching(/Declined: Not before/),
    ]);
    expect(JSON.stringify(sandbox.world.calls())).not.toContain('<!channel> Friday"');
  });

  test('is not approved by who asked, a viewer or a guest; each is told who may', async () => {
    await askToTerminate();
    await press('operator', 'Approve');
    await toldPrivately('operator', /Your own request takes somebody else to approve/);
    await press('viewer', 'Approve');
    await toldPrivately('viewer', /Only approvers may approve this.*\n?.*Who may: @Aaron Approver/);
    await press('guest', 'Approve');
    await toldPrivately('guest', /Guests of this workspace may not decide/);
    expect(topModal(await press('viewer', 'Decline')).text).toMatch(/Only approvers may decline this/);
    await press('approver', 'Withdraw');
    await toldPrivately('approver', /Only who asked for it may withdraw it/);
    await sandbox.clock('1m');
    nothingDone();
    expect((await request()).buttons).toContain('Approve');
    expect((await audit()).filter(({ decision }) => decision === 'refused')).toHaveLength(5);
  });

  test('cannot be approved after it has expired', async () => {
    await askToTerminate();
    await sandbox.clock('23h');
    expect((await request()).buttons).toContain('Approve');
    // The press is on its way when the time is over.
    await sandbox.faults({
      target: 'slack',
      kind: 'status',
      status: 500,
      times: 'always',
      match: { path: '/api/chat.update' },
    });
    await sandbox.clock('61m');
    await press('approver', 'Approve');
    await toldPrivately('approver', /closed, since nobody decided in time, already|has expired/);
    await sandbox.faults({ clear: true });
    await sandbox.clock('10m');
    const expired = await shown(/Expired: nobody decided in time/);
    expect(expired.buttons).toEqual([]);
    expect(expired.text).toMatch(/Expired: nobody decided in time/);
    expect(await dms(/Expired: nobody decided/)).toHaveLength(1);
    nothingDone();
  });

  test('is closed when the plan no longer holds', async () => {
    await askToTerminate();
    const [peering] = peeringsNamed(sandbox, 'orders-web');
    await sandbox.happen({ peering: 'orders-web', do: 'delete' });
    await sandbox.clock('10m');
    expect(peering).toBeDefined();
    await press('approver', 'Approve');
    await toldPrivately('approver', /It no longer holds, so it is closed/);
    await sandbox.until('viewer', (screen) =>
      channelText(screen).includes('Closed, since it no longer holds'),
    );
    expect((await request()).buttons).toEqual([]);
    expect(await dms(/no longer holds/)).toHaveLength(1);
    expect(sandbox.world.effects()['delete-peering'] ?? 0).toBe(0);
  });

  test('is withdrawn by who asked, and can be asked for again', async () => {
    await askToTerminate();
    await press('operator', 'Withdraw');
    await toldPrivately('operator', /Withdrawn: nothing was changed/);
    const withdrawn = await shown(/Withdrawn: nothing/);
    expect(withdrawn.buttons).toEqual([]);
    expect(withdrawn.text).toMatch(/Withdrawn: nothing was changed\. \(olivia, /);
    nothingDone();
    await sandbox.clock('1m');
    await askToTerminate();
    expect((await requests()).map(({ buttons }) => buttons.length)).toEqual([0, 3]);
  });

  test('is asked for once: the second person is told who did', async () => {
    await sandbox.stopBot();
    await sandbox.startBot({ PEERING_OPERATORS: 'U0OPERATOR,U0VIEWER' });
    await askToTerminate();
    const second = await askToTerminate('viewer');
    expect(second.text).toMatch(/There is a request to terminate orders-web already.*@Olivia Operator asked/);
    expect(await requests()).toHaveLength(1);
  });
});

describe('two approvers at once', () => {
  test('one decides, the other is told that it is decided', async () => {
    await sandbox.stopBot();
    await sandbox.startBot({ PEERING_APPROVERS: 'U0APPROVER,U0VIEWER' });
    await askToTerminate();
    await Promise.all([press('approver', 'Approve'), press('viewer', 'Approve')]);
    await sandbox.clock('10m');
    expect(sandbox.world.effects()).toEqual({ 'delete-peering': 1 });
    const told = async () =>
      `${privateText(await sandbox.screen('approver'))}\n${privateText(await sandbox.screen('viewer'))}`;
    await expect.poll(told, { timeout: 60_000 }).toMatch(/This was approved already/);
    expect((await told()).match(/Approved: it has started/g)).toHaveLength(1);
    expect((await told()).match(/This was approved already/g)).toHaveLength(1);
    expect((await audit()).filter(({ outcome }) => outcome === 'approved')).toHaveLength(1);
    expect(await dms(/Approved/)).toHaveLength(1);
  });
});

describe('restarts', () => {
  test('between asking and approving', async () => {
    await askToTerminate();
    await sandbox.stopBot();
    await sandbox.startBot();
    await sandbox.clock('1m');
    expect(await requests()).toHaveLength(1);
    await press('approver', 'Approve');
    await sandbox.clock('10m');
    expect(sandbox.world.effects()).toEqual({ 'delete-peering': 1 });
    expect((await request()).buttons).toEqual([]);
    expect(await dms(/Approved/)).toHaveLength(1);
  });

  test('down while it expired: closed at the next start', async () => {
    await askToTerminate();
    await sandbox.stopBot();
    await sandbox.clock('25h');
    await sandbox.startBot();
    await sandbox.until('viewer', (screen) =>
      channelText(screen).includes('Expired: nobody decided in time'),
    );
    expect((await request()).buttons).toEqual([]);
    nothingDone();
  });
});

test('a create by an approver takes another one', async () => {
  await sandbox.stopBot();
  await sandbox.startBot({ PEERING_APPROVERS: 'U0APPROVER,U0VIEWER' });
  const screen = await createPeering(sandbox, { ...mobileApp, Name: 'prod-mobile' }, 'approver');
  expect(topModal(screen).text).toMatch(/prod-mobile is protected, so @\w+ \w+ have been asked/);
  await press('approver', 'Approve', 'asks to create prod-mobile');
  await toldPrivately('approver', /Your own request takes somebody else/);
  await sandbox.clock('1m');
  nothingDone();
  await press('viewer', 'Approve', 'asks to create prod-mobile');
  await sandbox.clock('1m');
  expect(peeringsNamed(sandbox, 'prod-mobile')).toHaveLength(1);
});

test('access on a peering that has a card is asked for in its thread', async () => {
  await sandbox.stopBot();
  await sandbox.startBot({ PEERING_PROTECTED: '' });
  await createPeering(sandbox);
  await sandbox.clock('10s');
  await sandbox.press('operator', '×', { in: 'modal' });
  await sandbox.stopBot();
  await sandbox.startBot({ PEERING_PROTECTED: 'payments-*' });
  await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
  await sandbox.clock('10m');
  await sandbox.command('operator', '/peering details payments-mobile');
  const fix = topModal(await sandbox.screen('operator')).buttons.find((label) => /^Let .* in$/.test(label));
  await sandbox.press('operator', fix ?? 'Allow access', { in: 'modal' });
  expect(topModal(await sandbox.submit('operator')).text).toMatch(/payments-mobile is protected/);
  await sandbox.until('viewer', (screen) => channelText(screen).includes('asks to allow access for'));
  const { card } = await cardOf(sandbox, 'payments-mobile');
  expect((await request()).threadTs).toBe(card?.ts);
  await press('approver', 'Approve', 'asks to allow access for payments-mobile');
  await sandbox.clock('10m');
  expect(sandbox.world.effects()['create-allow-list'] ?? sandbox.world.effects()).toBe(1);
});

describe('nobody could ever approve', () => {
  test.each([
    [{ PEERING_APPROVERS: '' }, 'nobody could ever approve: name approvers in PEERING_APPROVERS'],
    [{ PEERING_APPROVERS: 'U0APPROVER' }, 'U0APPROVER is the only approver'],
  ])('%o: the log says so at the start', async (settings, words) => {
    await sandbox.stopBot();
    await sandbox.startBot(settings);
    expect(sandbox.log.join('')).toContain(words);
  });

  test('who asks all the same is told, and nothing is posted', async () => {
    await sandbox.stopBot();
    await sandbox.startBot({ PEERING_APPROVERS: '' });
    const refused = topModal(await sandbox.command('operator', '/peering terminate orders-web'));
    expect(refused.text).toMatch(/orders-web is protected and nobody is set up to approve/);
    await sandbox.stopBot();
    await sandbox.startBot({ PEERING_APPROVERS: 'U0APPROVER' });
    const own = topModal(await sandbox.command('approver', '/peering terminate orders-web'));
    expect(own.text).toMatch(/somebody else has to approve, and nobody but you is set up to/);
    expect(await requests()).toEqual([]);
  });
});
