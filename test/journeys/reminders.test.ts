import { expect, test as inTurn } from 'vitest';
import { cardOf } from './create-peering.ts';
import { channelText, fieldError, type Sandbox, startSandbox, topModal } from './sandbox.ts';

// Each has a sandbox of its own.
const test = inTurn.concurrent;

/** A sandbox whose bot looks every five minutes. */
async function within(
  scenario: string,
  journey: (sandbox: Sandbox) => Promise<void>,
  settings: Record<string, string> = {},
) {
  const sandbox = await startSandbox({
    scenario,
    settings: { PEERING_CHECK_CRON: '*/5 * * * *', ...settings },
  });
  try {
    await journey(sandbox);
  } finally {
    await sandbox.end();
  }
}

const inMessage = { in: 'message', row: 'orders-web' } as const;

/** The channel's messages that are no reply, as text. */
async function channelOf(sandbox: Sandbox): Promise<string[]> {
  const messages = (await sandbox.screen('viewer')).channels['#db-peerings'] ?? [];
  return messages.filter(({ threadTs, ephemeral }) => !threadTs && !ephemeral).map(({ text }) => text);
}

const card = async (sandbox: Sandbox) => (await cardOf(sandbox, 'orders-web')).card?.text ?? '';

/** Waits until the card, or its thread, says so. */
const shows = (sandbox: Sandbox, said: RegExp) =>
  sandbox.until('viewer', (screen) => said.test(channelText(screen)));
const saysNoMore = (sandbox: Sandbox, said: RegExp) =>
  sandbox.until('viewer', (screen) => !said.test(channelText(screen)));
const isReminded = (sandbox: Sandbox) => shows(sandbox, /orders-web, for 3 days: /);

const thread = async (sandbox: Sandbox) =>
  (await cardOf(sandbox, 'orders-web')).notes.map(({ text }) => text);

test('a reminder, snoozed, woken, and mended', () =>
  within('pending-for-3-days', async (sandbox) => {
    await sandbox.clock('10m');
    await isReminded(sandbox);
    expect(await thread(sandbox)).toEqual([
      expect.stringMatching(
        /^@platform orders-web, for 3 days: Somebody with rights in AWS account 111122223333 has to accept the request\./,
      ),
    ]);
    const reminded = await card(sandbox);
    expect(reminded).toMatch(/Since .*Last reminded/s);
    expect(reminded).toContain('Made without this bot');

    const why = topModal(await sandbox.press('viewer', 'Why am I seeing this', inMessage));
    expect(why.text).toMatch(
      /Rule pending holds since .*spoken about next on .*: 3 days before the deadline/s,
    );
    await sandbox.press('viewer', 'Close', { in: 'modal' });

    await sandbox.press('operator', "I'm on it", inMessage);
    await shows(sandbox, /olivia is on it since .* reminded again/);
    await sandbox.press('viewer', 'Snooze 3 days', inMessage);
    await shows(sandbox, /Snoozed by vera until/);
    await saysNoMore(sandbox, /is on it/);
    await sandbox.clock('30h');
    expect(await thread(sandbox)).toHaveLength(1);

    await sandbox.press('operator', 'Wake', inMessage);
    await saysNoMore(sandbox, /Snoozed/);
    await sandbox.clock('10m');
    expect(await thread(sandbox)).toHaveLength(2);

    await sandbox.happen({ peering: 'orders-web', do: 'accept' });
    await sandbox.clock('10m');
    await shows(sandbox, /Resolved/);
    expect((await thread(sandbox)).at(-1)).toMatch(/^Resolved after 4 days: “Somebody with rights/);
    await shows(sandbox, /orders-web {2}· {2}Active/);
    await shows(sandbox, /Resolved .*after 4 days/);
    await expect(sandbox.press('operator', 'Wake', inMessage)).rejects.toThrow(/There is no ..Wake/);
    await sandbox.clock('5d');
    expect(await thread(sandbox)).toHaveLength(4);

    const history = await sandbox.command('viewer', '/peering history orders-web');
    expect(topModal(history).text).toMatch(/Said to be on it.*Snoozed the reminders.*Woke the reminders/s);
  }));

test("snoozing until a moment of one's own: what is no moment to come is said under the field", () =>
  within('pending-for-3-days', async (sandbox) => {
    await sandbox.clock('10m');
    await isReminded(sandbox);
    await sandbox.press('operator', 'Snooze until…', inMessage);
    const day = (days: number) =>
      new Date(sandbox.world.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
    await sandbox.fill('operator', { Date: day(-1), Time: '09:00' });
    expect(fieldError(await sandbox.submit('operator'), 'Date')).toMatch(/has passed/);
    await sandbox.fill('operator', { Date: day(400) });
    expect(fieldError(await sandbox.submit('operator'), 'Date')).toMatch(/more than 365 days/);
    for (const [value, field] of [
      [{ Date: 'next week', Time: '10:30' }, /Enter a date such as/],
      [{ Date: '2026-02-30', Time: '10:30' }, /Enter a date such as/],
      [{ Date: day(5), Time: 'noon' }, /Enter a date such as|time such as/],
    ] as const) {
      await sandbox.fill('operator', value);
      expect(fieldError(await sandbox.submit('operator'), 'Date')).toMatch(field);
    }
    await sandbox.fill('operator', { Date: day(5), Time: '10:30' });
    expect(topModal(await sandbox.submit('operator')).text).toMatch(/Snoozed until .*10:30/);
    await shows(sandbox, /Snoozed by olivia until .*10:30/);
  }));

test('who is no member of the workspace may not answer', () =>
  within('pending-for-3-days', async (sandbox) => {
    await sandbox.clock('10m');
    await isReminded(sandbox);
    const refused = await sandbox.press('guest', "I'm on it", inMessage);
    expect(channelText(refused)).toMatch(/Guests of this workspace may not answer to reminders/);
    await saysNoMore(sandbox, /is on it/);
  }));

test('a request near its end is reminded of again before AWS drops it, then requested again', () =>
  within('expiring-tomorrow', async (sandbox) => {
    await sandbox.clock('10m');
    await sandbox.clock('18h');
    await shows(sandbox, /6 hours left|5 hours left/);
    expect(await thread(sandbox)).toHaveLength(2);
    await sandbox.clock('7h');
    await shows(sandbox, /has expired/);

    const plan = topModal(await sandbox.press('operator', 'Request again', inMessage));
    expect(plan.text).toMatch(/The expired request goes/);
    const started = topModal(await sandbox.submit('operator'));
    expect(started.text).toMatch(/the expired request goes and a new one is made/);
    await sandbox.clock('10m');
    const { peerings } = sandbox.world.state().yugabyte;
    expect(peerings).toMatchObject([{ spec: { name: 'orders-web' }, info: { state: 'PENDING' } }]);
    const { cards } = await cardOf(sandbox, 'orders-web');
    expect(cards).toHaveLength(1);
    await shows(sandbox, /Pending/);
    await shows(sandbox, /Requested by olivia/);
    const notes = await thread(sandbox);
    expect(notes.join('\n')).toMatch(/Asked to request this peering again.*Yugabyte has taken the request/s);
    expect(notes.join('\n')).not.toContain('deleted it outside');
  }));

test('an allow list that is removed at night is told once it may be, and mended from the card', () =>
  within(
    'allow-list-removed-at-night',
    async (sandbox) => {
      await sandbox.clock('10m');
      expect(await channelOf(sandbox)).toEqual([]);
      await sandbox.clock('26h');
      await shows(sandbox, /no longer lets/);
      expect(await thread(sandbox)).toEqual([
        expect.stringMatching(/^@platform .*orders-db no longer lets 172\.20\.0\.0\/16 in/),
      ]);
      await sandbox.press('operator', 'Allow access', inMessage);
      await sandbox.submit('operator');
      await sandbox.clock('10m');
      await shows(sandbox, /Resolved/);
    },
    { PEERING_QUIET_HOURS: '19:00-08:00' },
  ));

test('thirty in trouble are one digest, a line each; its Details lets one answer', () =>
  within('thirty-in-trouble', async (sandbox) => {
    await sandbox.clock('10m');
    await shows(sandbox, /30 peerings need somebody/);
    await sandbox.clock('20m');
    const [digest, ...others] = await channelOf(sandbox);
    expect(others).toEqual([]);
    expect(digest?.match(/Since /g)).toHaveLength(30);
    expect(digest?.match(/@platform/g)).toHaveLength(15);
    const details = await sandbox.press('viewer', 'Details', { in: 'message', row: 'orders-app-04' });
    expect(topModal(details).buttons).toEqual(expect.arrayContaining(["I'm on it", 'Snooze 1 day']));
    const answered = await sandbox.press('viewer', 'Snooze 1 day', { in: 'modal' });
    expect(topModal(answered).text).toMatch(/Snoozed by @?Vera/i);
    await sandbox.clock('24h');
    const second = (await channelOf(sandbox)).at(-1);
    expect(second).toContain('29 peerings need somebody');
    expect(second).not.toContain('orders-app-04 ');
  }));

test('what changes without the bot is told: gone, no longer Active, rejected; once', () =>
  within('small-company', async (sandbox) => {
    await sandbox.clock('5m');
    await shows(sandbox, /peerings need somebody/);
    for (const [peering, what] of [
      ['orders-web', 'delete'],
      ['analytics-jobs', 'delete'],
      ['orders-checkout', 'reject'],
    ] as const) {
      await sandbox.happen({ peering, do: what });
    }
    await sandbox.clock('20m');
    await shows(sandbox, /analytics-jobs.*It was Active and is Pending now, without the bot/s);
    await sandbox.clock('30m');
    const told = (await channelOf(sandbox)).join('\n');
    const times = (said: RegExp) => told.match(said)?.length;
    expect(
      times(/orders-web {2}· {2}It was deleted without the bot\. Applications in vpc-\w+ \(.*\) have lost/g),
    ).toBe(1);
    expect(times(/orders-checkout {2}· {2}Yugabyte could not make the peering\./g)).toBe(1);
    expect(times(/It was Active and is Pending now/g)).toBe(1);
    const history = await sandbox.command('viewer', '/peering history orders-web');
    expect(topModal(history).text).toMatch(/orders-web {2}· {2}Deleted.*deleted without the bot/s);
  }));

test('nothing starts in quiet hours', () =>
  within('quiet-hours', async (sandbox) => {
    await sandbox.clock('7h');
    expect(await channelOf(sandbox)).toEqual([]);
    await sandbox.clock('3h');
    await shows(sandbox, /orders-web, for 2 days: /);
    expect(await thread(sandbox)).toHaveLength(1);
  }));

test('a restart repeats nothing', () =>
  within('pending-for-3-days', async (sandbox) => {
    await sandbox.clock('10m');
    await isReminded(sandbox);
    for (let times = 0; times < 3; times++) {
      await sandbox.stopBot();
      await sandbox.startBot();
      await sandbox.clock('1h');
    }
    expect(await thread(sandbox)).toHaveLength(1);
    expect(await channelOf(sandbox)).toHaveLength(1);
    await sandbox.stopBot();
    await sandbox.clock('2d');
    await sandbox.startBot();
    await sandbox.clock('1h');
    expect(await thread(sandbox)).toHaveLength(2);
    expect(await sandbox.readiness()).toMatchObject({ ready: true, problems: [] });
  }));

test.each([
  ['answers 500', { kind: 'status', status: 500 }],
  ['answers 429', { kind: 'status', status: 429, retryAfter: 30 }],
  ['loses its answers', { kind: 'lost-answer' }],
])('a Slack that %s for an hour gets everything afterwards, in order, once', (_name, fault) =>
  within('thirty-in-trouble', async (sandbox) => {
    await sandbox.faults({
      target: 'slack',
      match: { path: '/api/chat.postMessage' },
      times: 'always',
      ...fault,
    });
    await sandbox.clock('30m');
    await sandbox.faults({ target: 'yugabyte', times: 'always', kind: 'status', status: 500 });
    await sandbox.clock('30m');
    await sandbox.faults({ clear: true });
    await sandbox.clock('30m');
    await shows(sandbox, /can be read again|cannot be read/);
    const shown = await channelOf(sandbox);
    expect(shown).toHaveLength(2);
    expect(shown[0]).toContain('30 peerings need somebody');
    expect(shown[1]).toMatch(/Yugabyte cannot be read since/);
    expect((await sandbox.readiness()).warnings).toEqual([]);
  }),
);
