import { describe, expect, it } from 'vitest';
import type { WorkspaceSeed } from '../../../src/sandbox/slack/seed.ts';
import { appToken, createWebClient, modal, mrkdwn, section, startWorkspace } from './start-workspace.ts';

const channel = 'C0PEERINGS';
const rejects = (code: string) => expect.objectContaining({ data: expect.objectContaining({ error: code }) });
const grant =
  (...scopes: string[]) =>
  (seed: WorkspaceSeed) => {
    seed.app.scopes.push(...scopes);
  };
const privateChannel = (seed: WorkspaceSeed) => {
  seed.channels.push({ id: 'G0SECRET', name: 'secret', kind: 'private', topic: '', members: ['U0OPERATOR'] });
};

describe('tokens and scopes', () => {
  it('knows the bot by any made-up bot token', async () => {
    const { url } = await startWorkspace();
    const answer = await createWebClient(url, 'xoxb-local-another').auth.test();
    expect(answer).toMatchObject({
      ok: true,
      team_id: 'T0SANDBOX',
      user_id: 'U0PEERBOT',
      bot_id: 'B0PEERING',
    });
  });

  it.each([
    ['xoxb-1-looks-real', 'invalid_auth'],
    ['nonsense', 'invalid_auth'],
    [undefined, 'not_authed'],
    [appToken, 'not_allowed_token_type'],
  ])('refuses the token %s with %s', async (token, code) => {
    const { url } = await startWorkspace();
    await expect(createWebClient(url, token).auth.test()).rejects.toEqual(rejects(code));
  });

  it('opens connections for the app-level token only', async () => {
    const { url, web } = await startWorkspace();
    await expect(web.apps.connections.open({})).rejects.toEqual(rejects('not_allowed_token_type'));
    const answer = await createWebClient(url, appToken).apps.connections.open({});
    expect(answer.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/);
  });

  it('names the scope that is missing, and those that are there', async () => {
    const { web } = await startWorkspace((seed) => {
      seed.app.scopes = ['commands', 'chat:write'];
    });
    await expect(web.users.info({ user: 'U0VIEWER' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read', provided: 'commands,chat:write' },
    });
  });

  it('tells the scopes in headers, and answers unknown methods with status 200', async () => {
    const { url } = await startWorkspace();
    const headers = { authorization: 'Bearer xoxb-local-x' };
    const known = await fetch(`${url}/api/users.list`, { method: 'POST', headers });
    expect(known.headers.get('x-oauth-scopes')).toContain('chat:write');
    expect(known.headers.get('x-accepted-oauth-scopes')).toBe('users:read');
    const unknown = await fetch(`${url}/api/chat.shout`, { headers });
    expect([unknown.status, await unknown.json()]).toEqual([200, { ok: false, error: 'unknown_method' }]);
  });

  it('takes JSON, forms and the query alike', async () => {
    const { url } = await startWorkspace();
    const post = (contentType: string, body: string) =>
      fetch(`${url}/api/users.info`, {
        method: 'POST',
        body,
        headers: { authorization: 'Bearer xoxb-local-x', 'content-type': contentType },
      }).then((response) => response.json());
    const user = expect.objectContaining({ id: 'U0GUEST', is_restricted: true });
    expect(await post('application/json; charset=utf-8', '{"user":"U0GUEST"}')).toMatchObject({ user });
    expect(await post('application/x-www-form-urlencoded', 'user=U0GUEST&team_id=T0SANDBOX')).toMatchObject({
      user,
    });
    const asked = await fetch(`${url}/api/users.info?user=U0GUEST&token=xoxb-local-x`);
    expect(await asked.json()).toMatchObject({ user });
  });

  it('never starts with a token that could be real', async () => {
    await expect(
      startWorkspace((seed) => {
        seed.app.botToken = 'xoxb-1234';
      }),
    ).rejects.toThrow('made-up tokens');
  });
});

describe('messages', () => {
  it('posts with a ts of its own, blocks, and metadata that the history returns on demand', async () => {
    const { web } = await startWorkspace();
    const metadata = { event_type: 'card', event_payload: { peering: 'a' } };
    const first = await web.chat.postMessage({ channel, text: 'one', blocks: [section('*one*')], metadata });
    const second = await web.chat.postMessage({ channel, text: 'two' });
    expect(first.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(Number(second.ts)).toBeGreaterThan(Number(first.ts));
    const bare = await web.conversations.history({ channel });
    expect(bare.messages?.map((one) => one.text)).toEqual(['two', 'one']);
    expect(bare.messages?.[1]).not.toHaveProperty('metadata');
    const full = await web.conversations.history({ channel, include_all_metadata: true });
    expect(full.messages?.[1]).toMatchObject({
      metadata,
      bot_id: 'B0PEERING',
      blocks: [{ type: 'section' }],
    });
  });

  it('keeps threads out of the history and counts their replies', async () => {
    const { web } = await startWorkspace();
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'parent' });
    await web.chat.postMessage({ channel, text: 'reply', thread_ts: ts });
    const history = await web.conversations.history({ channel });
    expect(history.messages).toMatchObject([{ text: 'parent', reply_count: 1 }]);
    const replies = await web.conversations.replies({ channel, ts });
    expect(replies.messages?.map((one) => one.text)).toEqual(['parent', 'reply']);
    await expect(web.conversations.replies({ channel, ts: '1.000000' })).rejects.toEqual(
      rejects('thread_not_found'),
    );
    await expect(web.chat.postMessage({ channel, text: 'x', thread_ts: '1.000000' })).rejects.toEqual(
      rejects('thread_not_found'),
    );
  });

  it('shows an ephemeral to one person and never in the history', async () => {
    const { web, screen } = await startWorkspace();
    await web.chat.postEphemeral({ channel, user: 'U0VIEWER', text: 'psst' });
    expect((await screen('viewer')).channels['#db-peerings']).toMatchObject([
      { text: 'psst', ephemeral: true },
    ]);
    expect((await screen('operator')).channels['#db-peerings']).toEqual([]);
    expect((await web.conversations.history({ channel })).messages).toEqual([]);
    await expect(web.chat.postEphemeral({ channel, user: 'U0NOBODY', text: 'x' })).rejects.toEqual(
      rejects('user_not_in_channel'),
    );
  });

  it('updates and deletes own messages only; a parent leaves a tombstone', async () => {
    const { web, drive } = await startWorkspace();
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'one', blocks: [section('one')] });
    await web.chat.update({ channel, ts, text: 'two' });
    const [changed] = (await web.conversations.history({ channel })).messages ?? [];
    expect(changed).toMatchObject({ text: 'two', edited: { user: 'U0PEERBOT' } });
    expect(changed).not.toHaveProperty('blocks');

    await drive('command', { as: 'viewer', text: 'hello' });
    const theirs = (await web.conversations.history({ channel })).messages?.[0]?.ts ?? '';
    await expect(web.chat.update({ channel, ts: theirs, text: 'x' })).rejects.toEqual(
      rejects('cant_update_message'),
    );
    await expect(web.chat.delete({ channel, ts: theirs })).rejects.toEqual(rejects('cant_delete_message'));
    await expect(web.chat.update({ channel, ts: '1.000000', text: 'x' })).rejects.toEqual(
      rejects('message_not_found'),
    );
    await expect(web.chat.update({ channel, ts, text: 'x'.repeat(4001) })).rejects.toEqual(
      rejects('msg_too_long'),
    );

    await web.chat.postMessage({ channel, text: 'reply', thread_ts: ts });
    await web.chat.delete({ channel, ts });
    const { messages } = await web.conversations.replies({ channel, ts });
    expect(messages).toMatchObject([{ subtype: 'tombstone' }, { text: 'reply' }]);
    await expect(web.chat.update({ channel, ts, text: 'x' })).rejects.toEqual(rejects('message_not_found'));
  });

  it.each<[string, object, string]>([
    ['a channel that does not exist', { channel: 'C0NOWHERE', text: 'x' }, 'channel_not_found'],
    ['a private channel without the bot', { channel: 'G0SECRET', text: 'x' }, 'channel_not_found'],
    ['a public channel without the bot', { channel: 'C0GENERAL', text: 'x' }, 'not_in_channel'],
    ['a person of another workspace', { channel: 'U0EXTERN', text: 'x' }, 'channel_not_found'],
    ['nothing to say', { channel, text: '' }, 'no_text'],
    ['blocks that are no list', { channel, blocks: '{}' }, 'invalid_blocks_format'],
    ['blocks that are no JSON', { channel, blocks: '[' }, 'invalid_blocks_format'],
    ['metadata without a type', { channel, text: 'x', metadata: '{}' }, 'invalid_metadata_format'],
    ['text and markdown_text', { channel, text: 'x', markdown_text: 'x' }, 'markdown_text_conflict'],
  ])('refuses %s', async (_, args, code) => {
    const { web } = await startWorkspace(privateChannel);
    await expect(web.apiCall('chat.postMessage', { ...args })).rejects.toEqual(rejects(code));
  });

  it('says where blocks are wrong', async () => {
    const { web } = await startWorkspace();
    const blocks = [section('x'.repeat(3001))];
    await expect(web.chat.postMessage({ channel, text: 'x', blocks })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        response_metadata: {
          messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    });
  });

  it('takes a user id for the direct message, and a public channel with chat:write.public', async () => {
    const { web } = await startWorkspace(grant('chat:write.public'));
    expect(await web.chat.postMessage({ channel: 'U0VIEWER', text: 'hi' })).toMatchObject({
      channel: 'D0VIEWER',
    });
    expect(await web.chat.postMessage({ channel: 'C0GENERAL', text: 'hi' })).toMatchObject({ ok: true });
  });

  it('posts nothing in an archived channel', async () => {
    const { web, workspace } = await startWorkspace();
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'one' });
    await workspace.inject.channel('#db-peerings', 'archive');
    await expect(web.chat.postMessage({ channel, text: 'two' })).rejects.toEqual(rejects('is_archived'));
    await expect(web.chat.update({ channel, ts, text: 'two' })).rejects.toEqual(rejects('is_inactive'));
    await workspace.inject.channel(channel, 'unarchive');
    await web.chat.update({ channel, ts, text: 'two' });
  });

  it('schedules by the clock of the world', async () => {
    const { web, clock } = await startWorkspace();
    const post_at = Math.floor(clock.now() / 1000) + 3600;
    await web.chat.scheduleMessage({ channel, text: 'later', post_at });
    await expect(web.chat.scheduleMessage({ channel, text: 'x', post_at: 1 })).rejects.toEqual(
      rejects('time_in_past'),
    );
    expect((await web.conversations.history({ channel })).messages).toEqual([]);
    await clock.advance(3_600_000, async () => {});
    expect((await web.conversations.history({ channel })).messages).toMatchObject([{ text: 'later' }]);
  });

  it('slows down who posts faster than one a second after a burst', async () => {
    const { web, clock } = await startWorkspace((seed) => {
      seed.postingBurst = 2;
    });
    await web.chat.postMessage({ channel, text: '1' });
    await web.chat.postMessage({ channel, text: '2' });
    await expect(web.chat.postMessage({ channel, text: '3' })).rejects.toMatchObject({ retryAfter: 1 });
    await clock.advance(2000, async () => {});
    await web.chat.postMessage({ channel, text: '3' });
  });

  it('has permalinks and reactions', async () => {
    const { web } = await startWorkspace(grant('reactions:write'));
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'x' });
    const { permalink } = await web.chat.getPermalink({ channel, message_ts: ts });
    expect(permalink).toContain(`/archives/${channel}/p${ts.replace('.', '')}`);
    await web.reactions.add({ channel, timestamp: ts, name: 'tada' });
    await expect(web.reactions.add({ channel, timestamp: ts, name: 'tada' })).rejects.toEqual(
      rejects('already_reacted'),
    );
  });
});

describe('channels, people and groups', () => {
  it('lists channels in pages, private ones only with the bot inside', async () => {
    const { web } = await startWorkspace(privateChannel);
    const types = 'public_channel,private_channel';
    const first = await web.conversations.list({ types, limit: 1 });
    expect(first.channels).toMatchObject([{ id: channel, is_member: true, is_archived: false }]);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await web.conversations.list({ types, limit: 1, cursor });
    expect(second.channels).toMatchObject([{ id: 'C0GENERAL', is_member: false }]);
    expect(second.response_metadata?.next_cursor).toBe('');
  });

  it('needs the scope of the kind of channel', async () => {
    const { web } = await startWorkspace();
    await expect(web.conversations.list({ types: 'im' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'im:read' },
    });
  });

  it('reads, joins and opens', async () => {
    const { web } = await startWorkspace(grant('channels:join', 'im:write'));
    expect((await web.conversations.info({ channel })).channel).toMatchObject({ name: 'db-peerings' });
    expect((await web.conversations.members({ channel })).members).toContain('U0GUEST');
    await expect(web.conversations.history({ channel: 'C0GENERAL' })).rejects.toEqual(
      rejects('not_in_channel'),
    );
    await web.conversations.join({ channel: 'C0GENERAL' });
    expect((await web.conversations.history({ channel: 'C0GENERAL' })).messages).toEqual([]);
    expect(await web.conversations.open({ users: 'U0VIEWER' })).toMatchObject({
      channel: { id: 'D0VIEWER' },
    });
  });

  it('knows people and groups', async () => {
    const { web, workspace } = await startWorkspace();
    expect((await web.users.info({ user: 'U0EXTERN' })).user).toMatchObject({ team_id: 'T0OTHER' });
    await expect(web.users.info({ user: 'U0NOBODY' })).rejects.toEqual(rejects('user_not_found'));
    expect((await web.users.list({})).members).toHaveLength(6);
    expect((await web.usergroups.list({ include_users: true })).usergroups).toMatchObject([
      { id: 'S0PLATFORM', handle: 'platform', users: ['U0OPERATOR'] },
      { id: 'S0APPROVE', handle: 'approvers', users: ['U0APPROVER'] },
    ]);
    await workspace.inject.userGroup('platform', ['viewer', 'U0OPERATOR']);
    expect(await web.usergroups.users.list({ usergroup: 'S0PLATFORM' })).toMatchObject({
      users: ['U0VIEWER', 'U0OPERATOR'],
    });
    await expect(web.usergroups.users.list({ usergroup: 'S0NONE' })).rejects.toEqual(
      rejects('no_such_subteam'),
    );
  });
});

describe('views without a person', () => {
  it('refuses made-up trigger ids and views that are wrong', async () => {
    const { web } = await startWorkspace();
    const view = modal([section('x')]);
    await expect(web.views.open({ trigger_id: '1.2.abc', view })).rejects.toEqual(
      rejects('invalid_trigger_id'),
    );
    await expect(web.views.open({ trigger_id: '1.2.abc', view: modal([]) })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: ['[ERROR] no fewer than 1 items allowed [json-pointer:/view/blocks]'],
        },
      },
    });
    await expect(web.views.update({ view_id: 'V0', view })).rejects.toEqual(rejects('not_found'));
    const big = modal(Array.from({ length: 100 }, () => section('x'.repeat(2900))));
    await expect(web.views.open({ trigger_id: '1.2.abc', view: big })).rejects.toEqual(
      rejects('view_too_large'),
    );
  });

  it('publishes Home per person, with a hash', async () => {
    const { web, screen } = await startWorkspace();
    const home = (text: string) => ({ type: 'home' as const, blocks: [section(text)] });
    const { view } = await web.views.publish({ user_id: 'U0VIEWER', view: home('one') });
    await web.views.publish({ user_id: 'U0VIEWER', view: home('two'), hash: view?.hash ?? '' });
    await expect(
      web.views.publish({ user_id: 'U0VIEWER', view: home('three'), hash: view?.hash ?? '' }),
    ).rejects.toEqual(rejects('hash_conflict'));
    expect((await screen('viewer')).home?.text).toBe('two');
    expect((await screen('operator')).home).toBeUndefined();
  });

  it('has no Home when the app has not switched it on', async () => {
    const { web } = await startWorkspace((seed) => {
      seed.app.homeTab = false;
    });
    const view = { type: 'home' as const, blocks: [section('x')] };
    await expect(web.views.publish({ user_id: 'U0VIEWER', view })).rejects.toEqual(rejects('not_enabled'));
  });

  it('validates without a token', async () => {
    const { url } = await startWorkspace();
    const anyone = createWebClient(url);
    await anyone.apiCall('blocks.validate', { blocks: [section('x')] });
    await expect(anyone.apiCall('blocks.validate', { blocks: [{ type: 'section' }] })).rejects.toMatchObject({
      data: { error: 'invalid_blocks', errors: [{ code: 'failed_constraint', pointer: '/0' }] },
    });
    await expect(anyone.apiCall('blocks.validate', { view: modal([]) })).rejects.toEqual(
      rejects('invalid_view'),
    );
    await expect(anyone.apiCall('blocks.validate', {})).rejects.toEqual(rejects('invalid_arguments'));
  });
});

describe('faults', () => {
  it('answers 429 with Retry-After, then works again', async () => {
    const { web, faults } = await startWorkspace();
    faults.add({ target: 'slack', kind: 'status', status: 429, retryAfter: 7 });
    await expect(web.auth.test()).rejects.toMatchObject({ retryAfter: 7 });
    await web.auth.test();
  });

  it('does it and loses the answer', async () => {
    const { web, faults } = await startWorkspace();
    faults.add({ target: 'slack', kind: 'lost-answer', match: { path: 'chat.postMessage' } });
    await expect(
      web.chat.postMessage({ channel, text: 'once', blocks: [{ type: 'section', text: mrkdwn('once') }] }),
    ).rejects.toThrow();
    expect((await web.conversations.history({ channel })).messages).toMatchObject([{ text: 'once' }]);
  });
});
