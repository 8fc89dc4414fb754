import { afterEach, describe, expect, test } from 'vitest';
import type { Home } from '../../src/operations/api.ts';
import { type Bot, startBot, wordsOf } from './bot.ts';
import { NOW } from './given.ts';

let bot: Bot;
afterEach(() => bot.stop());

const opens = (user: string, more: object = {}) =>
  bot.event({ type: 'app_home_opened', user, channel: 'D0HOME', tab: 'home', ...more });
const published = () => bot.slack.called('views.publish');
/** What the n-th publishing showed. */
const shown = async (n = 1) => wordsOf((await bot.slack.waitFor('views.publish', n)).args.view);

describe('opened', () => {
  test('it is published to who looks', async () => {
    bot = await startBot();
    await opens('U0OPERATOR');
    expect(await shown()).toContain('2 peerings: 2 Pending.');
    expect(published()[0]?.args).toMatchObject({ user_id: 'U0OPERATOR' });
    expect(bot.lastView()).toMatchObject({ type: 'home', callback_id: 'peering.home' });
  });

  test('what stands there already is not published again', async () => {
    bot = await startBot();
    await opens('U0OPERATOR');
    await shown();
    await opens('U0OPERATOR', { view: bot.lastView() });
    await opens('U0OPERATOR');
    await expect.poll(() => bot.operations.called('keepHome').length).toBe(3);
    expect(published()).toHaveLength(2);
    expect(bot.operations.called('keepHome')[1]).toEqual([
      { userId: 'U0OPERATOR', page: 0, drawn: expect.any(String), openedAt: NOW },
    ]);
  });

  test.each([['{"page":-1,"drawn":"x"}'], ['from another version'], [undefined]])(
    'one that says %s of itself is drawn anew',
    async (memory) => {
      bot = await startBot();
      await opens('U0OPERATOR', { view: { type: 'home', private_metadata: memory } });
      expect(await shown()).toContain('2 peerings');
    },
  );

  test('the Messages tab is not Home', async () => {
    bot = await startBot();
    await opens('U0OPERATOR', { tab: 'messages' });
    await opens('U0VIEWER');
    await shown();
    expect(published().map(({ args }) => args.user_id)).toEqual(['U0VIEWER']);
  });

  test.each([
    ['U0GUEST', 'members of this workspace only'],
    ['U0EXTERNAL', 'members of this workspace only'],
    ['U0ROBOT', 'members of this workspace only'],
    ['U0LEFT', 'could not tell who you are'],
    ['U0NOBODY', 'could not tell who you are'],
  ])('%s is shown nothing, politely', async (user, words) => {
    bot = await startBot();
    await opens(user);
    expect(await shown()).toContain(words);
    expect(bot.operations.called('home')).toEqual([]);
  });

  test('who owns what is asked of Slack where a group is named', async () => {
    bot = await startBot();
    await opens('U0APPROVER');
    await opens('U0VIEWER');
    await shown(2);
    expect(bot.operations.called('home').map(([of]) => (of as { ownerIds: string[] }).ownerIds)).toEqual([
      ['S0PLATFORM'],
      [],
    ]);
  });

  test('a group that cannot be read gives nothing, and Home says so', async () => {
    bot = await startBot();
    bot.slack.script('usergroups.users.list', { ok: false, error: 'plan_upgrade_required' });
    await opens('U0VIEWER');
    expect(await shown()).toContain('could not tell who is in <!subteam^S0PLATFORM>');
  });

  test('an error is told with its reference', async () => {
    bot = await startBot({ more: { home: () => Promise.reject(new Error('secret inside')) } });
    await opens('U0OPERATOR');
    const text = await shown();
    expect(text).toMatch(/Something went wrong inside the bot.*`ref-\d`.*Try again/s);
    expect(text).not.toContain('secret');
  });

  test('Slack takes no more for a moment: it comes when that is over', async () => {
    bot = await startBot();
    bot.slack.script('views.publish', { status: 429, retryAfter: 1 });
    await opens('U0OPERATOR');
    expect(await shown(2)).toContain('2 peerings');
  });

  test('Slack does not take it: that is logged and nothing else happens', async () => {
    bot = await startBot();
    bot.slack.script('views.publish', { ok: false, error: 'not_enabled' });
    await opens('U0OPERATOR');
    await expect.poll(() => bot.log.map(({ message }) => message)).toContain('Home could not be published');
    expect((await bot.command('help')).status).toBe(200);
  });

  test('what takes long is announced where nothing stands yet', async () => {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    bot = await startBot({ more: { home: () => waiting.then(() => ({}) as Home) } });
    await opens('U0OPERATOR');
    expect(await shown()).toContain('Reading how they stand…');
    finish();
    expect(await shown(2)).toContain('Something went wrong');
  });
});

describe('pressed', () => {
  const inHome = (action: string, value?: string) =>
    bot.press({ action, ...(value !== undefined && { value }), view: { id: 'VHOME', type: 'home' } });

  test('a window opens over Home, it is not pushed upon it', async () => {
    bot = await startBot();
    await inHome('peering.open.details', 'peering-1');
    await bot.slack.waitFor('views.open');
    await inHome('peering.open.list');
    await bot.slack.waitFor('views.open', 2);
    expect(bot.slack.called('views.push')).toEqual([]);
  });

  test('what is told is told in a window, not in a message', async () => {
    bot = await startBot();
    await inHome('peering.approval.approve', 'approval-1');
    expect(wordsOf((await bot.slack.waitFor('views.open')).args.view)).toContain('Approved: it has started.');
    expect(bot.slack.called('chat.postMessage')).toEqual([]);
  });

  test('where the window cannot be opened any more, a direct message tells it', async () => {
    bot = await startBot();
    bot.slack.script('views.open', { ok: false, error: 'expired_trigger_id' });
    await inHome('peering.approval.approve', 'approval-1');
    expect((await bot.slack.waitFor('chat.postMessage')).args).toMatchObject({ channel: 'U0OPERATOR' });
  });

  test.each(['peering.home.next', 'peering.home.previous'])(
    '%s leads to the page that it names',
    async (action) => {
      bot = await startBot();
      await inHome(action, '7');
      await shown();
      // There is only one.
      expect(JSON.parse(bot.lastView().private_metadata)).toMatchObject({ page: 0 });
      await inHome(action, 'no page');
      await shown(2);
    },
  );
});
