import { expect, test as inTurn } from 'vitest';
import { cardOf, createPeering, directMessages, peeringsNamed, planCreate } from './create-peering.ts';
import { type Sandbox, startSandbox, type Transport, topModal } from './sandbox.ts';
import { withoutClouds } from './without-clouds.ts';

// Each has a sandbox of its own.
const test = inTurn.concurrent;

async function within(
  journey: (sandbox: Sandbox) => Promise<void>,
  options: { settings?: Record<string, string>; transport?: Transport } = {},
) {
  const sandbox = await startSandbox({ ...options, settings: { ...withoutClouds, ...options.settings } });
  try {
    await journey(sandbox);
  } finally {
    await sandbox.end();
  }
}

const channel = (sandbox: Sandbox, what: string) =>
  sandbox.control('/sandbox/slack/channel', { channel: '#db-peerings', do: what });
const accept = (sandbox: Sandbox) => sandbox.happen({ peering: 'payments-mobile', do: 'accept' });

/** One card in its last state, with every event in its thread, each once. */
async function expectWholeStory(sandbox: Sandbox) {
  const { cards, card, notes } = await cardOf(sandbox, 'payments-mobile');
  expect(cards).toHaveLength(1);
  expect(card?.text).toMatch(/Active, but traffic cannot flow/);
  expect(notes.map(({ text }) => text.replace(/^@[\w ]+(?=Active)/, '').slice(0, 8))).toEqual([
    'Asked fo',
    'Yugabyte',
    'Pending:',
    'Active, ',
  ]);
  expect(await sandbox.readiness()).toMatchObject({ ready: true, problems: [], warnings: [] });
  expect(peeringsNamed(sandbox, 'payments-mobile')).toHaveLength(1);
}

test.each([
  ['the bot is not in it', 'remove-bot', 'invite-bot', /not in the channel.*\/invite/],
  ['it is archived', 'archive', 'unarchive', /channel is archived.*Unarchive it/],
])('the channel takes no card since %s: said once, delivered after mending', (_name, harm, mend, says) =>
  within(async (sandbox) => {
    await planCreate(sandbox);
    await channel(sandbox, harm);
    await sandbox.submit('operator');
    await sandbox.clock('10s');
    await accept(sandbox);
    await sandbox.clock('20m');

    expect(peeringsNamed(sandbox, 'payments-mobile')).toMatchObject([{ info: { state: 'ACTIVE' } }]);
    const told = await directMessages(sandbox, 'operator');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(says);
    expect(told[0]).toContain('payments-mobile');
    expect(await directMessages(sandbox, 'viewer')).toEqual([]);
    const { ready, warnings } = await sandbox.readiness();
    expect(ready).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/card of payments-mobile: The/)]);
    expect(sandbox.log.join('')).toMatch(/"ref":"\w+".*a message is not delivered/);

    await channel(sandbox, mend);
    await sandbox.clock('31m');
    await expectWholeStory(sandbox);
    expect(await directMessages(sandbox, 'operator')).toHaveLength(1);
  }),
);

test('there is no such channel: said, and delivered after a restart with the right one', () =>
  within(
    async (sandbox) => {
      await createPeering(sandbox);
      await sandbox.clock('10s');
      expect(await directMessages(sandbox, 'operator')).toEqual([
        expect.stringMatching(/payments-mobile.*does not know the channel.*PEERING_CHANNEL/),
      ]);
      await accept(sandbox);
      await sandbox.stopBot();
      await sandbox.startBot({ PEERING_CHANNEL: 'C0PEERINGS' });
      await sandbox.clock('10m');
      await expectWholeStory(sandbox);
    },
    { settings: { PEERING_CHANNEL: 'C0NOWHERE' } },
  ));

test('without a channel the requester hears everything in person', () =>
  within(
    async (sandbox) => {
      await createPeering(sandbox);
      await sandbox.clock('10s');
      await accept(sandbox);
      await sandbox.clock('10m');
      const told = await directMessages(sandbox, 'operator');
      expect(told).toHaveLength(4);
      expect(told[0]).toContain('PEERING_CHANNEL');
      expect(told.at(-1)).toMatch(/payments-mobile: Active, but payments-db does not let/);
      expect((await cardOf(sandbox, 'payments-mobile')).cards).toEqual([]);
    },
    { settings: { PEERING_CHANNEL: '' } },
  ));

test('a card that somebody deleted comes back with the next news, and its requester is told', () =>
  within(async (sandbox) => {
    await createPeering(sandbox);
    await sandbox.clock('10s');
    const { card } = await cardOf(sandbox, 'payments-mobile');
    await sandbox.control('/sandbox/slack/delete-message', { channel: '#db-peerings', ts: card?.ts });
    expect((await cardOf(sandbox, 'payments-mobile')).cards).toEqual([]);
    await accept(sandbox);
    await sandbox.clock('10m');
    const anew = await cardOf(sandbox, 'payments-mobile');
    expect(anew.cards).toHaveLength(1);
    expect(anew.card?.text).toMatch(/Active, but traffic cannot flow/);
    expect(anew.notes.map(({ text }) => text)).toEqual([expect.stringMatching(/Active, but/)]);
    expect(await directMessages(sandbox, 'operator')).toEqual([
      expect.stringMatching(/card of payments-mobile was deleted.*there is a new one/),
    ]);
    const details = await sandbox.press('viewer', 'Details', { in: 'message', row: 'payments-mobile' });
    expect(topModal(details).text).toContain('10.20.0.0/16');
  }));

const posting = '/api/chat.postMessage';
const updating = '/api/chat.update';

test.each<[string, string, object, Transport]>([
  ['429 to posting', posting, { kind: 'status', status: 429, retryAfter: 2, times: 4 }, 'http'],
  ['500 to posting', posting, { kind: 'status', status: 500, times: 4 }, 'http'],
  ['a web page to posting', posting, { kind: 'html', times: 3 }, 'http'],
  ['to posting, and the answers are lost', posting, { kind: 'lost-answer', times: 4 }, 'socket'],
  ['429 to updating', updating, { kind: 'status', status: 429, retryAfter: 2, times: 4 }, 'socket'],
  ['500 to updating', updating, { kind: 'status', status: 500, times: 4 }, 'http'],
  ['to updating, and the answers are lost', updating, { kind: 'lost-answer', times: 4 }, 'http'],
])('Slack answers %s: one card, each note once, nothing lost', (_name, path, fault, transport) =>
  within(
    async (sandbox) => {
      await planCreate(sandbox);
      await sandbox.faults({ target: 'slack', match: { path }, ...fault });
      await sandbox.submit('operator');
      await sandbox.clock('2m');
      await accept(sandbox);
      await sandbox.clock('30m');
      expect(sandbox.world.faults.list()).toEqual([]);
      await expectWholeStory(sandbox);
    },
    { transport },
  ),
);
