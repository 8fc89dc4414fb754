import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Notifier } from '../../src/core/ports.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createSlackNotifier } from '../../src/slack/notifier.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { card, NOW } from './given.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const place = { channel: 'C0PEERINGS', messageId: '1700000000.000100' };

let slack: FakeSlack;
let notifier: Notifier;
beforeEach(async () => {
  slack = await startFakeSlack();
  notifier = createSlackNotifier({
    client: createSlackClient({ botToken: 'xoxb-local', apiUrl: slack.apiUrl }, log),
    log,
  });
});
afterEach(() => slack.stop());

const metadata = { event_type: 'peering_bot_message', event_payload: { marker: 'marker-1' } };

test('a card carries its marker, and names the requester without a mention', async () => {
  expect(await notifier.postCard('C0PEERINGS', 'marker-1', card())).toEqual(place);
  await notifier.updateCard(place, 'marker-1', card({ state: 'ACTIVE' }));
  for (const method of ['chat.postMessage', 'chat.update']) {
    const [call] = slack.called(method);
    expect(call?.args.metadata).toEqual(metadata);
    expect(JSON.stringify(call?.args)).toContain('Olga Operator');
    expect(JSON.stringify(call?.args)).not.toContain('<@');
  }
  expect(slack.called('users.info')).toHaveLength(1);
});

test('a note stands in the thread, mentions once, and is escaped', async () => {
  await notifier.postNote(place, 'marker-1', {
    text: 'Done <!channel> & <@U1>',
    mention: 'U0OPERATOR',
    by: 'U0VIEWER',
  });
  const [call] = slack.called('chat.postMessage');
  expect(call?.args).toMatchObject({ channel: 'C0PEERINGS', thread_ts: place.messageId, metadata });
  expect(call?.args.text).toBe('<@U0OPERATOR> Done &lt;!channel&gt; &amp; &lt;@U1&gt; (U0VIEWER)');
});

test('a person is told in a direct message', async () => {
  await notifier.tell('U0OPERATOR', { text: 'The channel is archived.' });
  expect(slack.called('chat.postMessage')[0]?.args).toMatchObject({
    channel: 'U0OPERATOR',
    text: 'The channel is archived.',
  });
});

describe('a message whose answer was lost', () => {
  test('is found by its marker, over all pages', async () => {
    slack.script(
      'conversations.history',
      { messages: [{ ts: '1.1' }], response_metadata: { next_cursor: 'more' } },
      {
        messages: [
          { ts: '1.2', metadata: { ...metadata, event_payload: { marker: 'other' } } },
          { ts: '1.3', metadata },
        ],
      },
    );
    expect(await notifier.findMessage('C0PEERINGS', 'marker-1', NOW)).toEqual({
      channel: 'C0PEERINGS',
      messageId: '1.3',
    });
    const [first, second] = slack.called('conversations.history');
    expect(first?.args).toMatchObject({ include_all_metadata: 'true', oldest: String(NOW / 1000) });
    expect(second?.args.cursor).toBe('more');
  });

  test('is looked for in the thread', async () => {
    slack.script('conversations.replies', { messages: [{ ts: '1.4', metadata }] });
    expect(await notifier.findMessage('C0PEERINGS', 'marker-1', NOW, place)).toEqual({
      channel: 'C0PEERINGS',
      messageId: '1.4',
    });
    expect(slack.called('conversations.replies')[0]?.args.ts).toBe(place.messageId);
  });

  test('is not there', async () => {
    slack.script('conversations.history', { messages: [] });
    expect(await notifier.findMessage('C0PEERINGS', 'marker-1', NOW)).toBeUndefined();
  });
});

test.each([
  ['not_in_channel', 'not-in-channel'],
  ['channel_not_found', 'channel-not-found'],
  ['is_archived', 'channel-archived'],
  ['message_not_found', 'message-gone'],
  ['cant_update_message', 'message-gone'],
  ['rate_limited', 'rate-limited'],
  ['token_revoked', 'slack-failed'],
  ['something_new', 'slack-failed'],
])('Slack says %s: %s, after one attempt', async (error, code) => {
  slack.script('chat.update', { ok: false, error });
  await expect(notifier.updateCard(place, 'marker-1', card())).rejects.toMatchObject({ code });
  expect(slack.called('chat.update')).toHaveLength(1);
});

test('a 429 is told, not waited for', async () => {
  slack.script('chat.postMessage', { status: 429, retryAfter: 60 });
  await expect(notifier.postCard('C0PEERINGS', 'marker-1', card())).rejects.toMatchObject({
    code: 'rate-limited',
  });
});
