import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bot, startBot } from './bot.ts';
import { NOW } from './given.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot({ operators: ['U0OPERATOR', 'S0PLATFORM'], approvers: ['U0APPROVER'] });
});
afterEach(() => bot.stop());

const MINUTE = 60_000;

test.each([
  ['U0OPERATOR', 'member'],
  ['U0GUEST', 'guest'],
  ['U0EXTERNAL', 'external'],
  ['U0ROBOT', 'bot'],
  ['U0LEFT', 'unknown'],
  ['U0NOBODY', 'unknown'],
])('%s is %s', async (userId, membership) => {
  expect((await bot.app.directory.actor(userId)).membership).toBe(membership);
});

test('roles come from user ids and from user groups', async () => {
  expect(await bot.app.directory.actor('U0APPROVER')).toMatchObject({ operator: true, approver: true });
  expect(await bot.app.directory.actor('U0VIEWER')).toMatchObject({ operator: false, approver: false });
});

test('a user id that is named needs no call for the group', async () => {
  expect((await bot.app.directory.actor('U0OPERATOR')).operator).toBe(true);
  expect(bot.slack.called('usergroups.users.list')).toEqual([]);
});

test('answers are kept for minutes and then asked for again', async () => {
  const { directory } = bot.app;
  expect(directory.known('U0VIEWER')).toBeUndefined();
  await Promise.all([directory.actor('U0VIEWER'), directory.actor('U0VIEWER')]);
  expect(directory.known('U0VIEWER')).toMatchObject({ membership: 'member' });
  expect(bot.slack.called('users.info')).toHaveLength(1);
  bot.time.now = NOW + 5 * MINUTE;
  expect(directory.known('U0VIEWER')).toBeUndefined();
  await directory.actor('U0VIEWER');
  expect(bot.slack.called('users.info')).toHaveLength(2);
});

test('who is asked about again and again is asked for in good time: nobody waits', async () => {
  const { directory } = bot.app;
  const known = () => directory.known('U0VIEWER')?.membership;
  await directory.actor('U0VIEWER');
  bot.time.now = NOW + 3 * MINUTE;
  expect([known(), known()]).toEqual(['member', 'member']);
  await vi.waitFor(() => expect(bot.slack.called('users.info')).toHaveLength(2));
  bot.time.now = NOW + 7 * MINUTE;
  await vi.waitFor(() => expect(known()).toBe('member'));
});

test('what cannot be renewed holds for its time, and no longer', async () => {
  const { directory } = bot.app;
  const known = () => directory.known('U0VIEWER');
  await directory.actor('U0VIEWER');
  const failure = { ok: false, error: 'internal_error' };
  bot.slack.script('users.info', failure);
  bot.time.now = NOW + 3 * MINUTE;
  const before = known();
  await vi.waitFor(() =>
    expect(bot.log.filter(({ message }) => message.startsWith('Slack could not tell'))).toHaveLength(1),
  );
  expect(before?.membership).toBe('member');
  expect(known()).toEqual(before);
  // Not asked again at once.
  expect(bot.slack.called('users.info')).toHaveLength(2);
  bot.time.now = NOW + 5 * MINUTE;
  expect(known()).toBeUndefined();
  bot.slack.script('users.info', failure);
  expect((await directory.actor('U0VIEWER')).membership).toBe('unknown');
});

describe('what Slack cannot tell is no right', () => {
  test('users.info fails', async () => {
    bot.slack.script('users.info', { ok: false, error: 'internal_error' });
    expect((await bot.app.directory.actor('U0OPERATOR')).membership).toBe('unknown');
    bot.time.now = NOW + MINUTE;
    expect((await bot.app.directory.actor('U0OPERATOR')).membership).toBe('member');
  });

  test('the group cannot be read', async () => {
    bot.slack.script('usergroups.users.list', { ok: false, error: 'plan_upgrade_required' });
    expect((await bot.app.directory.actor('U0APPROVER')).operator).toBe(false);
    expect(
      bot.log.some(({ fields }) => (fields as { slack?: string }).slack === 'plan_upgrade_required'),
    ).toBe(true);
  });
});

describe('forgets', () => {
  test.each([
    [
      'a group whose members changed',
      { type: 'subteam_members_changed', subteam_id: 'S0PLATFORM' },
      'usergroups.users.list',
    ],
    [
      'a group that changed',
      { type: 'subteam_updated', subteam: { id: 'S0PLATFORM' } },
      'usergroups.users.list',
    ],
    ['a person who changed', { type: 'user_change', user: { id: 'U0VIEWER' } }, 'users.info'],
  ])('%s', async (_name, event, method) => {
    await bot.app.directory.actor('U0VIEWER');
    const before = bot.slack.called(method).length;
    expect((await bot.event(event)).status).toBe(200);
    await bot.app.directory.actor('U0VIEWER');
    expect(bot.slack.called(method)).toHaveLength(before + 1);
  });
});
