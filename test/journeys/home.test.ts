import { afterEach, describe, expect, test } from 'vitest';
import type { Screen } from '../../src/sandbox/slack/driver/screen.ts';
import { createPeering } from './create-peering.ts';
import { type Persona, type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';
import { withoutClouds } from './without-clouds.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.end());

const homeText = ({ home }: Screen) => home?.text ?? '';
const inHome = (row: string) => ({ in: 'home', row }) as const;
/** Opens the Home tab, which answers when the bot has gone quiet. */
const open = async (as: Persona) => {
  await sandbox.control('/sandbox/slack/home', { as });
  return shows(as, /How long it takes|:no_entry:/);
};
/** Waits until Home shows it; nobody opens it again. */
const shows = async (as: Persona, what: RegExp) => {
  const { home } = await sandbox.until(as, (screen) => what.test(homeText(screen)));
  if (!home) throw new Error('no Home');
  return home;
};
const showsNoMore = (as: Persona, what: RegExp) =>
  sandbox.until(as, (screen) => !what.test(homeText(screen)));
const part = (text: string, from: string, to: string) =>
  text.slice(text.indexOf(from), text.indexOf(to) < 0 ? undefined : text.indexOf(to));

interface Journal {
  calls: { method: string; args: Record<string, unknown>; answer: { ok?: boolean; error?: string } }[];
}
const calls = async () => (await sandbox.control<Journal>('/sandbox/slack/journal')).calls;
const published = async () => (await calls()).filter(({ method }) => method === 'views.publish');
const refusedBySlack = async () => (await calls()).filter(({ answer }) => answer.ok === false);
const close = (as: Persona) => sandbox.press(as, '×', { in: 'modal' });

describe.each<Transport>(['http', 'socket'])('over %s', (transport) => {
  test('Home is what waits for one and what is theirs, and leads to the same windows', async () => {
    sandbox = await startSandbox({ transport });
    const { text, buttons } = await open('operator');
    expect(text).toContain('6 peerings: 3 Active, 2 Pending, 1 Expired.');
    const waiting = part(text, 'Waiting for me (3)', 'My peerings');
    expect(waiting).toMatch(
      /payments-ledger.*does not let 172\.22\.0\.0\/16 in\.\nWhose turn: yours, or of another operator/s,
    );
    expect(waiting).toMatch(
      /orders-checkout.*yours, or of whoever else may change AWS account 111122223333/s,
    );
    expect(waiting).toMatch(/Until: .* AWS drops the request/);
    expect(waiting).not.toContain('analytics-notebooks');
    const mine = part(text, 'My peerings (2)', 'How long');
    expect(mine).toMatch(/orders-checkout.*orders-web/s);
    expect(mine).not.toContain('payments-ledger');
    expect(text).toMatch(/How long it takes: not measured yet/);
    expect(buttons.slice(0, 3)).toEqual(['List', 'Create', 'Help']);

    const windows: [label: string, row: string | undefined, title: string, words: string][] = [
      ['List', undefined, 'Peerings', '1 to 6 of 6'],
      ['Create', undefined, 'Create peering', ''],
      ['Details', 'payments-ledger', 'Peering', '444455556666'],
      ['Allow access', 'payments-ledger', 'Allow access', 'payments-db'],
      ['How to accept', 'yours, or of whoever else', 'How to', 'aws ec2 accept-vpc-peering-connection'],
      ['Terminate', 'orders-web', 'Terminate peering', 'orders-web'],
      ['Help', undefined, 'Peerings', '/peering list'],
    ];
    for (const [label, row, title, words] of windows) {
      await sandbox.press('operator', label, row === undefined ? { in: 'home' } : inHome(row));
      const { modals } = await sandbox.until('operator', (screen) =>
        Boolean(screen.modals.at(-1)?.title.startsWith(title) && screen.modals.at(-1)?.text.includes(words)),
      );
      expect(modals).toHaveLength(1);
      await close('operator');
    }
    expect(await refusedBySlack()).toEqual([]);
  });
});

test('who owns, who only looks, and who is a guest see something else', async () => {
  sandbox = await startSandbox();
  const approver = await open('approver');
  expect(part(approver.text, 'My peerings', 'How long')).toMatch(/analytics-jobs.*analytics-notebooks/s);
  const viewer = await open('viewer');
  expect(viewer.text).toContain('6 peerings');
  expect(viewer.text).toContain('Nothing waits for you.');
  expect(viewer.text).toContain('None of them is yours');
  expect(viewer.buttons).toEqual(['List', 'Help']);
  const guest = await open('guest');
  expect(guest.text).toBe(
    ':no_entry: Sorry: peerings are shown to full members of this workspace only. Ask one of them what you need to know.',
  );
  expect(guest.buttons).toEqual([]);
});

test('who is named an owner sees theirs without any right to change it', async () => {
  sandbox = await startSandbox({
    settings: { PEERING_OWNERS: '444455556666=U0VIEWER,111122223333=S0PLATFORM' },
  });
  const { text, buttons } = await open('viewer');
  expect(part(text, 'My peerings', 'How long')).toMatch(/payments-ledger.*payments-legacy/s);
  expect(text).toContain('Nothing waits for you.');
  expect(buttons).toEqual(['List', 'Help', 'Details', 'Details']);
  // Their group is told by Slack: what is the group's is theirs from then on, and no longer when they leave it.
  await sandbox.control('/sandbox/slack/user-group', { group: 'platform', users: ['operator', 'viewer'] });
  await shows('viewer', /Waiting for me \(3\).*orders-checkout/s);
  await sandbox.control('/sandbox/slack/user-group', { group: 'platform', users: ['operator'] });
  await showsNoMore('viewer', /orders-checkout/);
});

test('what changes shows without opening Home again, and nothing is published twice', async () => {
  sandbox = await startSandbox({ settings: { ...withoutClouds, PEERING_CHECK_CRON: '*/30 * * * *' } });
  await open('operator');
  await open('viewer');
  await createPeering(sandbox);
  await shows('operator', /My peerings \(3\).*payments-mobile/s);
  await shows('viewer', /7 peerings/);
  await close('operator');
  await sandbox.clock('1h');
  await shows('operator', /payments-mobile.*\nPending: waiting to be accepted/);

  await sandbox.clock('5h');
  await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
  await sandbox.clock('31m');
  const active = await shows('operator', /Pending until accepted: median [67]\S* hours \(of 1\)/);
  expect(part(active.text, 'Waiting for me', 'My peerings')).toMatch(/payments-mobile {2}· {2}Active/);
  await shows('viewer', /median [67]\S* hours/);

  await sandbox.press('operator', 'Allow access', inHome('payments-mobile'));
  await sandbox.submit('operator');
  await close('operator');
  await sandbox.clock('31m');
  await shows(
    'operator',
    /Active until every cluster lets the application in: median (\d+ minutes|1 hour) \(of 1\)/,
  );
  const { text } = await shows('operator', /\npayments-mobile .*\nActive: cluster/);
  expect(part(text, 'Waiting for me', 'My peerings')).not.toContain('payments-mobile');

  // Looks that find nothing new say nothing, not even to who comes back after a restart.
  await sandbox.stopBot();
  await sandbox.startBot();
  await open('operator');
  const before = await published();
  await open('operator');
  await sandbox.clock('31m');
  const since = (await published()).slice(before.length);
  expect(since.map(({ args }) => args.user_id)).toEqual([]);
  expect(before.map(({ args }) => JSON.stringify([args.user_id, args.view]))).toEqual([
    ...new Set(before.map(({ args }) => JSON.stringify([args.user_id, args.view]))),
  ]);
  await shows('operator', /median [67]\S* hours/);
  expect(await refusedBySlack()).toEqual([]);
});

test('a protected change waits in the Home of who may approve it, and goes once that is decided', async () => {
  sandbox = await startSandbox({ settings: { PEERING_PROTECTED: 'orders-*' } });
  for (const as of ['operator', 'approver', 'viewer'] as const) await open(as);
  const ask = async () => {
    await sandbox.press('operator', 'Terminate', inHome('orders-web'));
    await sandbox.fill('operator', { 'Type the name to confirm': 'orders-web' });
    await sandbox.press('operator', 'Terminate', { in: 'modal' });
    await sandbox.until('operator', ({ modals }) => /protected/.test(modals.at(-1)?.text ?? ''));
    await close('operator');
    await shows('approver', /@Olivia Operator asks to terminate orders-web/);
  };
  await ask();
  const { text } = await shows('approver', /What follows from it/);
  expect(text).toMatch(/1\. .*Terminate peering orders-web.*Asked .*\. Expires /s);
  const own = await shows('operator', /You asked to terminate orders-web/);
  expect(part(own.text, 'Waiting for others (1)', 'My peerings')).toContain('It waits for @Aaron Approver');
  expect(homeText(await sandbox.screen('viewer'))).not.toContain('asks to');

  await sandbox.press('approver', 'Decline', { in: 'home' });
  await sandbox.fill('approver', { Reason: 'Not on Friday' });
  await sandbox.submit('approver');
  await showsNoMore('approver', /asks to terminate/);
  await showsNoMore('operator', /You asked to/);
  await close('approver');

  await ask();
  await shows('operator', /You asked to/);
  await sandbox.press('operator', 'Withdraw', { in: 'home' });
  await showsNoMore('approver', /asks to terminate/);
  await sandbox.until('operator', ({ modals }) =>
    /Withdrawn: nothing was changed/.test(modals.at(-1)?.text ?? ''),
  );
  await close('operator');

  await ask();
  await sandbox.press('approver', 'Approve', { in: 'home' });
  const told = await sandbox.until('approver', ({ modals }) => modals.length > 0);
  expect(topModal(told).text).toMatch(/Approved: it has started/);
  await showsNoMore('approver', /asks to terminate/);
  await sandbox.clock('10m');
  await shows('operator', /5 peerings/);
  expect(sandbox.world.effects()).toEqual({ 'delete-peering': 1 });
  expect(await refusedBySlack()).toEqual([]);
});

test('a thousand peerings are paged, and each person stays on their page', async () => {
  const all = [...Array(40).keys()];
  const owned = all.flatMap((n) => [
    `11112222${String(n).padStart(4, '0')}=U0VIEWER`,
    `local-project-${n}=U0VIEWER`,
  ]);
  sandbox = await startSandbox({ scenario: 'thousand', settings: { PEERING_OWNERS: owned.join(',') } });
  const names = new Set<string>();
  const pages = async () => (await published()).map(({ args }) => JSON.stringify(args.view));
  let { text, buttons } = await open('viewer');
  const count = Number(/Page 1 of (\d+)/.exec(text)?.[1]);
  expect(count).toBeGreaterThan(10);
  expect(buttons).not.toContain('Previous page');
  for (let page = 1; ; page++) {
    const mine = text.indexOf('My peerings (1,000)');
    for (const [, name = ''] of text.slice(mine < 0 ? text.length : mine).matchAll(/^(\S+-\d{4}) {2}·/gm)) {
      names.add(name);
    }
    if (page === count) break;
    await sandbox.press('viewer', 'Next page', { in: 'home' });
    ({ text, buttons } = await shows('viewer', new RegExp(`Page ${page + 1} of ${count}`)));
  }
  expect(names.size).toBe(1000);
  expect(buttons).not.toContain('Next page');
  expect((await pages()).every((view) => view.length < 250_000)).toBe(true);

  await sandbox.press('viewer', 'Previous page', { in: 'home' });
  await shows('viewer', new RegExp(`Page ${count - 1} of ${count}`));
  expect((await open('viewer')).text).toContain(`Page ${count - 1} of ${count}`);
  expect((await open('operator')).text).toContain('Page 1 of');
  expect(await refusedBySlack()).toEqual([]);
}, 60_000);

test('no peerings: it says so', async () => {
  sandbox = await startSandbox({ scenario: 'empty' });
  const { text } = await open('operator');
  expect(text).toMatch(/There are no peerings yet.*Nothing waits for you.*My peerings\nNone yet\./s);
});

test('Yugabyte cannot be read: Home says so, with what the bot knows itself', async () => {
  sandbox = await startSandbox();
  await sandbox.stopBot();
  await sandbox.faults({ target: 'yugabyte', kind: 'status', status: 500, times: 'always' });
  await sandbox.startBot();
  const { text, buttons } = await open('operator');
  expect(text).toMatch(/How they stand could not be read\. .*Waiting for me\nNo request waits for your yes/s);
  expect(buttons).toContain('Try again');
  await sandbox.faults({ clear: true });
  await sandbox.clock('2m');
  await sandbox.press('operator', 'Try again', { in: 'home' });
  await shows('operator', /6 peerings/);
});
