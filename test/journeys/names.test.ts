import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestInConsole } from './console.ts';
import { cardOf, directMessages } from './create-peering.ts';
import { channelText, type Sandbox, startSandbox, topModal } from './sandbox.ts';

/** As somebody may have named peerings in Yugabyte's console, which takes anything. */
const names = [
  '<!channel> now',
  '<!subteam^S0APPROVE> look',
  '@here &amp; <@U0VIEWER>',
  '<https://evil.example|click me>',
  '"quoted"',
  "it's _under_ *stars* `ticks`",
  'party 🎉',
  'with  two spaces',
  'two\nlines',
  ':fire:',
  '> quote',
  'x'.repeat(300),
];
const shown = (name: string) => name.replace(/\s+/g, ' ').replaceAll('`', 'ˋ').slice(0, 150);

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
  for (const [n, name] of names.entries()) {
    const network = `vpc-0a1b2c3d4e5f8${String(n).padStart(4, '0')}`;
    await requestInConsole(sandbox, name, { network, cidr: `172.28.${n}.0/24` });
  }
  await sandbox.clock('5m');
  // The first look begins a new reading.
  await sandbox.command('operator', '/peering list');
  await sandbox.until('operator', (screen) => (screen.modals.at(-1)?.text ?? '').includes('of 18'));
  await sandbox.press('operator', 'Close', { in: 'modal' });
});
afterEach(() => sandbox.end());

/** Every text that Slack would read as markup, of everything that the bot has sent. */
async function markup(): Promise<string[]> {
  const { calls, deliveries } = await sandbox.control<{
    calls: { method: string; args: unknown; answer: { ok?: boolean } }[];
    deliveries: unknown[];
  }>('/sandbox/slack/journal');
  expect(calls.filter(({ answer }) => answer.ok === false)).toEqual([]);
  expect(deliveries.length).toBeGreaterThan(0);
  return calls.flatMap(({ args }) => [...messageText(args), ...mrkdwnIn(args)]);
}

const messageText = (args: unknown) => {
  const { text } = args as { text?: unknown };
  return typeof text === 'string' ? [text] : [];
};

function mrkdwnIn(value: unknown): string[] {
  if (typeof value === 'string' && /^[[{]/.test(value)) return mrkdwnIn(parsed(value));
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (type === 'mrkdwn') return [String(text)];
  return Object.values(value).flatMap(mrkdwnIn);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function expectNoPing() {
  const texts = await markup();
  expect(texts.some((text) => text.includes('&lt;!channel&gt; now'))).toBe(true);
  for (const text of texts) {
    expect(text).not.toMatch(
      /<!(channel|here|everyone)|<!subteam\^S0APPROVE> look|<@U0VIEWER>|<https:\/\/evil/,
    );
  }
}

test('names are shown as they are in list, menu, details and the terminate window, and ping nobody', async () => {
  await sandbox.command('operator', '/peering');
  const list = topModal(await sandbox.command('operator', '/peering list'));
  const rows = list.text.replace(/\s+/g, ' ');
  for (const name of names) expect(rows).toContain(shown(name).trim());
  await sandbox.press('operator', 'Close', { in: 'modal' });
  for (const name of names) {
    const network = `vpc-0a1b2c3d4e5f8${String(names.indexOf(name)).padStart(4, '0')}`;
    await sandbox.command('operator', `/peering list ${network}`);
    const details = await sandbox.press('operator', 'Details', { in: 'modal', row: network });
    expect(topModal(details).text.replace(/\s+/g, ' ')).toContain(shown(name).trim());
    const terminate = await sandbox.press('operator', 'Terminate', { in: 'modal' });
    expect(topModal(terminate).text.replace(/\s+/g, ' ')).toContain(shown(name).trim());
    await sandbox.press('operator', '×', { in: 'modal' });
  }
  await expectNoPing();
});

test('the command finds each; what is like one is offered, escaped', async () => {
  for (const name of names.filter((one) => !one.startsWith('@'))) {
    const details = await sandbox.command('viewer', `/peering details ${name}`);
    expect(topModal(details).text.replace(/\s+/g, ' ')).toContain(shown(name).trim());
    await sandbox.press('viewer', 'Close', { in: 'modal' });
  }
  const screen = await sandbox.command('viewer', '/peering details <!channel> nov');
  expect(channelText(screen)).toMatch(/no peering called <!channel> nov.*Did you mean <!channel> now\?/);
  await expectNoPing();
});

test.each(['<!channel> now', '<!subteam^S0APPROVE> look', 'two\nlines', 'x'.repeat(300)])(
  'the name %j is typed to confirm; card, thread and direct message escape it',
  async (name) => {
    await sandbox.control('/sandbox/slack/channel', { channel: '#db-peerings', do: 'remove-bot' });
    await sandbox.command('operator', `/peering terminate ${name}`);
    await sandbox.fill('operator', { 'Type the name to confirm': name.replaceAll('\n', ' ') });
    const started = await sandbox.press('operator', 'Terminate', { in: 'modal' });
    expect(topModal(started).text).toContain('on its way');
    await sandbox.clock('1m');
    const [told] = await directMessages(sandbox, 'operator');
    expect(told?.replace(/\s+/g, ' ')).toContain(shown(name));
    await sandbox.control('/sandbox/slack/channel', { channel: '#db-peerings', do: 'invite-bot' });
    await sandbox.clock('31m');
    const { card, notes } = await cardOf(sandbox, shown(name).slice(0, 100));
    expect(card?.text).toMatch(/Terminated/);
    expect(notes.length).toBeGreaterThan(0);
    expect(sandbox.world.state().yugabyte.peerings.map(({ spec }) => spec.name)).not.toContain(name);
    const { calls } = await sandbox.control<{ calls: { args: { text?: string } }[] }>(
      '/sandbox/slack/journal',
    );
    for (const { args } of calls) expect(args.text ?? '').not.toMatch(/<!(channel|subteam\^S0APPROVE> look)/);
  },
);

test('names that differ in case only, or not at all, ask which one is meant', async () => {
  await requestInConsole(sandbox, 'ORDERS-web', { network: 'vpc-0a1b2c3d4e5f90001', cidr: '172.27.1.0/24' });
  await requestInConsole(sandbox, 'orders-web', { network: 'vpc-0a1b2c3d4e5f90002', cidr: '172.27.2.0/24' });
  await sandbox.clock('5m');
  await sandbox.command('operator', '/peering list');
  await sandbox.until('operator', (screen) => (screen.modals.at(-1)?.text ?? '').includes('of 20'));
  await sandbox.press('operator', 'Close', { in: 'modal' });
  for (const what of ['details', 'terminate']) {
    const asked = await sandbox.command('operator', `/peering ${what} Orders-Web`);
    expect(asked.modals).toEqual([]);
    expect(channelText(asked)).toMatch(/3 peerings are called .*Which one\?/s);
    const label = what === 'details' ? 'Details' : 'Terminate';
    const chosen = topModal(
      await sandbox.press('operator', label, { in: 'message', row: 'vpc-0a1b2c3d4e5f90001' }),
    );
    expect(chosen.text).toContain('ORDERS-web');
    expect(chosen.text).toContain('vpc-0a1b2c3d4e5f90001');
    await sandbox.press('operator', chosen.buttons.includes('Cancel') ? 'Cancel' : 'Close', { in: 'modal' });
  }
});
