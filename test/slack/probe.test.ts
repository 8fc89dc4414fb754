import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackProbe } from '../../src/core/probes.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createSlackProbe } from '../../src/slack/probe.ts';

const botToken = 'xoxb-local-probe';
const appToken = 'xapp-local-probe';
const log = { debug() {}, info() {}, warn() {}, error() {} };
const DATE = 'Thu, 15 Jan 2026 12:00:00 GMT';

/** What Slack answers by method; what is not there is `{ok: true}`. */
let answers: Record<string, object>;
let headers: Record<string, string>;
let calls: { method: string; token: string }[];
let probe: SlackProbe;
let stop: () => Promise<unknown>;

beforeEach(async () => {
  answers = { 'auth.test': { team: 'Team', team_id: 'T0TEAM', user: 'peering' } };
  headers = { 'x-oauth-scopes': 'chat:write,users:read', date: DATE };
  calls = [];
  const server = createServer((request, response) => {
    const method = (request.url ?? '').replace('/api/', '');
    calls.push({ method, token: request.headers.authorization ?? '' });
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ ok: true, ...answers[method] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  probe = createSlackProbe({
    config: { appToken, apiUrl },
    client: createSlackClient({ botToken, apiUrl }, log).patient,
    log,
  });
});
afterEach(() => stop());

const refuse = (method: string, error: string) => {
  answers[method] = { ok: false, error };
};

test('who the bot is and what was granted', async () => {
  expect(await probe.identity()).toEqual({
    team: 'Team',
    botName: 'peering',
    scopes: ['chat:write', 'users:read'],
  });
  headers = {};
  expect(await probe.identity()).toEqual({ team: 'Team', botName: 'peering' });
  headers = { 'x-oauth-scopes': '' };
  expect((await probe.identity()).scopes).toEqual([]);
  refuse('auth.test', 'token_revoked');
  await expect(probe.identity()).rejects.toMatchObject({ message: 'Slack no longer accepts the bot token.' });
});

test('Slack out of reach is a sentence', async () => {
  await stop();
  await expect(probe.identity()).rejects.toThrow('Slack did not answer when checking the bot token.');
  await expect(probe.socketMode()).rejects.toThrow('Slack did not answer when asking for Socket Mode.');
});

describe('Socket Mode', () => {
  test('is asked for with the app-level token', async () => {
    await probe.socketMode();
    expect(calls).toEqual([{ method: 'apps.connections.open', token: `Bearer ${appToken}` }]);
  });

  test.each([
    ['invalid_auth', /does not accept the app-level token/],
    ['not_allowed_token_type', /does not accept the app-level token/],
    ['missing_scope', /lacks connections:write/],
    ['forbidden_team', /does not open Socket Mode \(forbidden_team\)/],
  ])('%s', async (error, sentence) => {
    refuse('apps.connections.open', error);
    await expect(probe.socketMode()).rejects.toMatchObject({
      message: expect.stringMatching(sentence),
      mend: expect.stringMatching(/./),
    });
  });
});

describe('the channel', () => {
  const withNewest = (message: object) => {
    answers['conversations.history'] = { messages: [message] };
  };

  test('is read, and nothing is posted', async () => {
    withNewest({ text: 'hello' });
    await probe.readChannel('C0PEERINGS');
    expect(calls.map(({ method }) => method)).toEqual(['conversations.history']);
  });

  test.each([
    ['not_in_channel', 'not-in-channel'],
    ['channel_not_found', 'channel-not-found'],
    ['is_archived', 'channel-archived'],
  ])('%s', async (error, code) => {
    refuse('conversations.history', error);
    await expect(probe.readChannel('C0PEERINGS')).rejects.toMatchObject({ code });
  });

  test.each(['channel_archive', 'group_archive'])('whose last message is %s is archived', async (subtype) => {
    withNewest({ subtype });
    await expect(probe.readChannel('C0PEERINGS')).rejects.toMatchObject({ code: 'channel-archived' });
  });

  test('that was unarchived is not', async () => {
    withNewest({ subtype: 'channel_unarchive' });
    await probe.readChannel('C0PEERINGS');
  });
});

test('members of a user group, none, and no such group', async () => {
  answers['usergroups.users.list'] = { users: ['U0ANA'] };
  expect(await probe.members('S0PLATFORM')).toEqual(['U0ANA']);
  answers['usergroups.users.list'] = {};
  expect(await probe.members('S0PLATFORM')).toEqual([]);
  refuse('usergroups.users.list', 'no_such_subteam');
  expect(await probe.members('S0PLATFORM')).toBeUndefined();
  refuse('usergroups.users.list', 'plan_upgrade_required');
  await expect(probe.members('S0PLATFORM')).rejects.toMatchObject({
    message: expect.stringContaining('plan'),
    mend: 'Name user ids instead of user groups.',
  });
  refuse('usergroups.users.list', 'missing_scope');
  await expect(probe.members('S0PLATFORM')).rejects.toThrow('lacks a permission');
});

test.each([
  [{ real_name: 'Ana' }, { name: 'Ana', deactivated: false, membership: 'member' }],
  [
    { name: 'ana', deleted: true },
    { name: 'ana', deactivated: true, membership: 'member' },
  ],
  [{ is_restricted: true }, { name: 'U0ANA', deactivated: false, membership: 'guest' }],
  [{ is_bot: true }, { name: 'U0ANA', deactivated: false, membership: 'bot' }],
  [{ team_id: 'T0OTHER' }, { name: 'U0ANA', deactivated: false, membership: 'external' }],
])('a person %o', async (user, person) => {
  answers['users.info'] = { user };
  expect(await probe.person('U0ANA')).toEqual(person);
});

test('somebody who does not exist, and somebody who cannot be looked up', async () => {
  refuse('users.info', 'user_not_found');
  expect(await probe.person('U0NOBODY')).toBeUndefined();
  refuse('users.info', 'internal_error');
  await expect(probe.person('U0ANA')).rejects.toThrow('Slack answered "internal_error"');
});

test("Slack's time, asked for without the token", async () => {
  expect(await probe.serverTime()).toBe(Date.UTC(2026, 0, 15, 12));
  expect(calls).toEqual([{ method: 'api.test', token: '' }]);
  headers = { date: 'no date' };
  expect(await probe.serverTime()).toBeUndefined();
});
