import { expect, test as inTurn } from 'vitest';
import { cardOf } from './create-peering.ts';
import { channelText, type Sandbox, startSandbox } from './sandbox.ts';

// Each has a sandbox of its own.
const test = inTurn.concurrent;

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

const shows = (sandbox: Sandbox, said: RegExp) =>
  sandbox.until('viewer', (screen) => said.test(channelText(screen)));
const channel = (sandbox: Sandbox, what: string) =>
  sandbox.control('/sandbox/slack/channel', { channel: '#db-peerings', do: what });

async function posted(sandbox: Sandbox): Promise<string[]> {
  const messages = (await sandbox.screen('viewer')).channels['#db-peerings'] ?? [];
  return messages.flatMap(({ text, threadTs, ephemeral }) => (threadTs || ephemeral ? [] : [text]));
}

const notes = async (sandbox: Sandbox) => (await cardOf(sandbox, 'orders-web')).notes.map(({ text }) => text);

/** One card with one reminder in its thread, and nobody waits for anything more. */
async function expectOneReminder(sandbox: Sandbox) {
  await shows(sandbox, /orders-web, for 3 days: /);
  expect(await posted(sandbox)).toEqual([expect.stringMatching(/orders-web {2}· {2}Pending/)]);
  expect(await notes(sandbox)).toEqual([expect.stringMatching(/^@platform orders-web, for 3 days: /)]);
  expect((await sandbox.readiness()).warnings).toEqual([]);
}

test.each([
  ['the bot is not in it', 'remove-bot', 'invite-bot', /not in the channel/],
  ['it is archived', 'archive', 'unarchive', /channel is archived/],
])('the channel takes no reminder since %s: kept, and said once after mending', (_name, harm, mend, says) =>
  within('pending-for-3-days', async (sandbox) => {
    await channel(sandbox, harm);
    await sandbox.clock('1h');
    expect(await posted(sandbox)).toEqual([]);
    expect((await sandbox.readiness()).warnings.join()).toMatch(says);
    await channel(sandbox, mend);
    await sandbox.clock('31m');
    await expectOneReminder(sandbox);
    await sandbox.clock('5h');
    await expectOneReminder(sandbox);
  }),
);

test('there is no such channel: kept, and said once after a restart with the right one', () =>
  within(
    'pending-for-3-days',
    async (sandbox) => {
      await sandbox.clock('1h');
      expect((await sandbox.readiness()).warnings.join()).toMatch(/does not know the channel/);
      await sandbox.stopBot();
      await sandbox.startBot({ PEERING_CHANNEL: 'C0PEERINGS' });
      await sandbox.clock('10m');
      await expectOneReminder(sandbox);
    },
    { PEERING_CHANNEL: 'C0NOWHERE' },
  ));

test('a digest that the channel does not take is kept as well', () =>
  within('thirty-in-trouble', async (sandbox) => {
    await channel(sandbox, 'remove-bot');
    await sandbox.clock('1h');
    expect((await sandbox.readiness()).warnings.join()).toMatch(
      /reminder of 30 peerings: .*not in the channel/,
    );
    await channel(sandbox, 'invite-bot');
    await sandbox.clock('31m');
    await shows(sandbox, /30 peerings need somebody/);
    expect(await posted(sandbox)).toHaveLength(1);
  }));

test('a card that somebody deleted comes back with the next reminder in its thread', () =>
  within('pending-for-3-days', async (sandbox) => {
    await sandbox.clock('10m');
    await expectOneReminder(sandbox);
    const { card } = await cardOf(sandbox, 'orders-web');
    await sandbox.control('/sandbox/slack/delete-message', { channel: '#db-peerings', ts: card?.ts });
    await sandbox.clock('24h');
    await shows(sandbox, /orders-web {2}· {2}Pending/);
    const { cards, card: anew, notes: replies } = await cardOf(sandbox, 'orders-web');
    expect(cards).toHaveLength(1);
    expect(anew?.ts).not.toBe(card?.ts);
    expect(replies.map(({ text }) => text)).toEqual([expect.stringMatching(/orders-web, for 4 days: /)]);
    await sandbox.press('viewer', 'Snooze 1 day', { in: 'message', row: 'orders-web' });
    await shows(sandbox, /Snoozed by vera until/);
  }));
