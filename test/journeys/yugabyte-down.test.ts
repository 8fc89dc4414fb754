import { expect, test as inTurn } from 'vitest';
import type { Screen } from '../../src/sandbox/slack/driver/screen.ts';
import { createPeering, mobileApp, peeringsNamed, planCreate } from './create-peering.ts';
import { isLoading } from './driver.ts';
import { type Line, openLine } from './line.ts';
import { channelText, type Sandbox, startSandbox, topModal } from './sandbox.ts';

// Each has a sandbox of its own and mostly waits.
const test = inTurn.concurrent;

/** A sandbox whose bot has read Yugabyte once, ten minutes ago, over a line that can be cut. */
async function within(journey: (sandbox: Sandbox, line: Line) => Promise<void>) {
  const lines: Line[] = [];
  const sandbox = await startSandbox({
    settings: async ({ addresses }) => {
      const line = await openLine(addresses.yugabyte);
      lines.push(line);
      return { YBM_HOST: line.address };
    },
  });
  try {
    await sandbox.command('operator', '/peering list');
    await sandbox.press('operator', 'Close', { in: 'modal' });
    for (const line of lines) await journey(sandbox, line);
  } finally {
    await sandbox.end();
    for (const line of lines) await line.cut();
  }
}

/** The top modal, once it is filled, closed again. */
async function opened(sandbox: Sandbox, command: string) {
  const screen = await sandbox.command('operator', command);
  expect(screen.notices).toEqual([]);
  const modal = topModal(screen);
  await sandbox.press('operator', modal.buttons.includes('Cancel') ? 'Cancel' : 'Close', { in: 'modal' });
  return modal;
}

/** The reference id that is shown, having been found in the log. */
function expectReference(sandbox: Sandbox, text: string) {
  const ref = /Reference: (\w+)/.exec(text)?.[1] ?? 'none';
  expect(sandbox.log.some((line) => line.includes(`"ref":"${ref}"`) && line.includes('"error"'))).toBe(true);
}

const dead = (how: object) => (sandbox: Sandbox) =>
  sandbox.faults({ target: 'yugabyte', times: 'always', ...how });

test.each<[string, RegExp, (sandbox: Sandbox, line: Line) => Promise<void>]>([
  ['refuses the connection', /refused the connection/, (_sandbox, line) => line.cut()],
  ['answers 429', /too many calls and asks to wait 1 s/, dead({ kind: 'status', status: 429 })],
  ['answers with a web page', /web page instead of data/, dead({ kind: 'html' })],
  ['finds the key expired', /API key has expired/, dead({ kind: 'status', status: 401 })],
  ['answers 500', /error of its own \(HTTP 500\)/, dead({ kind: 'status', status: 500 })],
])('Yugabyte %s: what is known is shown with its age, the reason and a reference', (_name, reason, goDown) =>
  within(async (sandbox, line) => {
    const asOf = `As of ${new Date(sandbox.world.clock.now()).toISOString().slice(0, 10)}`;
    await sandbox.clock('10m');
    await goDown(sandbox, line);

    const menu = await sandbox.command('operator', '/peering');
    expect(menu.notices).toEqual([]);
    expect(channelText(menu)).toMatch(/6 peerings: 3 Active/);
    for (const command of ['/peering list', '/peering details orders-web', '/peering terminate orders-web']) {
      const { text } = await opened(sandbox, command);
      expect(text).toContain('orders-web');
      expect(text).toContain(asOf);
      expect(text).toMatch(reason);
      expectReference(sandbox, text);
    }
    const again = channelText(await sandbox.command('operator', '/peering'));
    expect(again).toContain(asOf);
    expect(again).toMatch(reason);
    expectReference(sandbox, again);
    expect(topModal(await sandbox.command('operator', '/peering create')).fields).not.toEqual([]);
  }),
);

test('a bot that has never read anything says so in words, everywhere', async () => {
  const down = await openLine('http://127.0.0.1:1');
  await down.cut();
  const sandbox = await startSandbox({ settings: { YBM_HOST: down.address } });
  try {
    await sandbox.command('viewer', '/peering');
    const menu = await sandbox.until('viewer', (screen) => channelText(screen).includes('Reference'));
    expect(channelText(menu)).toMatch(/refused the connection.*Check YBM_HOST/);
    expectReference(sandbox, channelText(menu));
    for (const command of ['list', 'details orders-web', 'create', 'terminate orders-web']) {
      const { title, text } = await opened(sandbox, `/peering ${command}`);
      expect(title).toBe('That did not work');
      expect(text).toMatch(/refused the connection/);
      expectReference(sandbox, text);
    }
  } finally {
    await sandbox.end();
  }
});

test.each([
  ['3 s: the answer', 3_000, /orders-checkout[^\n]*\nActive, but.*requested again$/s],
  ['10 s: what is known, with its age', 10_000, /orders-checkout[^\n]*\nPending.*As of .*being read again/s],
])('a Yugabyte that takes %s, after a loading view', (_name, ms, shown) =>
  within(async (sandbox) => {
    await sandbox.clock('10m');
    await sandbox.happen({ peering: 'orders-checkout', do: 'accept' });
    await sandbox.clock('10s');
    await sandbox.faults({ target: 'yugabyte', kind: 'delay', ms, times: 4 });
    const command = { as: 'operator', text: '/peering list' };
    const loading = await sandbox.control<Screen>('/sandbox/slack/command', command);
    expect(loading.notices).toEqual([]);
    expect(topModal(loading).text).toContain('Reading…');
    const filled = topModal(await sandbox.until('operator', (screen) => !isLoading(screen)));
    expect(filled.text).toMatch(shown);
    await sandbox.press('operator', 'Close', { in: 'modal' });
    const menu = await sandbox.command('operator', '/peering');
    expect(menu.notices).toEqual([]);
    expect(channelText(menu)).toContain('6 peerings');
  }),
);

test.each<[string, object]>([
  ['answers 500', { kind: 'status', status: 500, times: 1 }],
  ['answers 429', { kind: 'status', status: 429, retryAfter: 1, times: 2 }],
  ['breaks off after doing it', { kind: 'lost-answer', times: 1 }],
])('a create is not lost when Yugabyte %s: exactly one peering', (_name, fault) =>
  within(async (sandbox) => {
    await planCreate(sandbox);
    await sandbox.faults({ target: 'yugabyte', match: { method: 'POST', path: '/vpc-peerings' }, ...fault });
    await sandbox.submit('operator');
    await sandbox.until('operator', () => peeringsNamed(sandbox, 'payments-mobile').length > 0);
    await sandbox.clock('10m');
    const card = await sandbox.until('viewer', (screen) => /Pending/.test(channelText(screen)));
    expect(channelText(card)).toContain('payments-mobile');
    expect(peeringsNamed(sandbox, 'payments-mobile')).toHaveLength(1);
    expect(sandbox.world.effects()).toMatchObject({ 'create-peering': 1 });
  }),
);

test('a reading in the midst of trouble makes no plan that the next reading finds changed', () =>
  within(async (sandbox) => {
    await sandbox.clock('10m');
    const match = { path: '/clusters' };
    await sandbox.faults({ target: 'yugabyte', kind: 'status', status: 403, times: 'always', match });
    const { text } = await opened(sandbox, '/peering details payments-ledger');
    expect(text).toContain('clusters could not be read');
    await sandbox.faults({ clear: true });
    const plan = topModal(await planCreate(sandbox, { ...mobileApp, Access: true }));
    expect(plan.text).toContain('Put allow list peering-payments-mobile on cluster payments-db');
    await sandbox.clock('2s');
    expect(topModal(await sandbox.submit('operator')).text).toContain('is being requested');
  }));

test('a create that is confirmed while nothing can be reached is finished when it can be again', () =>
  within(async (sandbox, line) => {
    await planCreate(sandbox, { ...mobileApp, Access: true });
    await line.cut();
    await sandbox.submit('operator');
    const started = await sandbox.until('operator', (screen) => /requested/.test(topModal(screen).text));
    expect(topModal(started).text).toContain('payments-mobile');
    const held = await sandbox.until('viewer', (screen) => /Held up since/.test(channelText(screen)));
    expect(channelText(held)).toMatch(/Step 1 of \d: requesting the peering.*refused the connection/);
    await line.mend();
    await sandbox.clock('10m');
    await sandbox.until('viewer', (screen) => /Pending/.test(channelText(screen)));
    expect(peeringsNamed(sandbox, 'payments-mobile')).toHaveLength(1);
    expect(channelText(await sandbox.screen('viewer'))).not.toContain('Held up');
  }));

test('what was confirmed survives Yugabyte going away for hours, and a restart meanwhile', () =>
  within(async (sandbox) => {
    await createPeering(sandbox, { ...mobileApp, Access: true });
    await sandbox.clock('10s');
    await sandbox.faults({ target: 'yugabyte', kind: 'status', status: 401, times: 'always' });
    await sandbox.clock('10m');
    await sandbox.stopBot();
    await sandbox.startBot();
    await sandbox.happen({ peering: 'payments-mobile', do: 'accept' });
    await sandbox.faults({ clear: true });
    await sandbox.clock('20m');
    const card = await sandbox.until('viewer', (screen) => /let in on payments-db/.test(channelText(screen)));
    expect(channelText(card)).toContain('payments-mobile');
    expect(sandbox.world.effects()).toMatchObject({ 'create-peering': 1 });
  }));
