import { afterEach, describe, expect, test } from 'vitest';
import { createSlackApp } from '../../src/slack/app.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { frozenClock } from '../frozen-clock.ts';
import { type Bot, startBot, wordsOf } from './bot.ts';

let bot: Bot;
afterEach(() => bot?.stop());

const body = 'command=%2Fpeering&text=help&user_id=U0OPERATOR&team_id=T0TEAM';

describe('who may speak to the bot', () => {
  test.each([
    ['a forged signature', { secret: 'another-secret' }],
    ['one from 6 minutes ago', { offset: -360 }],
    ['one from 6 minutes ahead', { offset: 360 }],
  ])('%s is a 401 and nothing is done', async (_name, how) => {
    bot = await startBot();
    const atStart = [...bot.operations.calls];
    expect((await bot.post(body, how)).status).toBe(401);
    expect(bot.operations.calls).toEqual(atStart);
    expect(bot.interactions).toEqual([]);
  });

  test('one from 4 minutes ahead is fine', async () => {
    bot = await startBot();
    expect((await bot.post(body, { offset: 240 })).status).toBe(200);
  });
});

test('own routes are served beside Slack; unknown paths and methods are refused', async () => {
  bot = await startBot();
  const at = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${bot.port}${path}`, { method });
  expect(await (await at('/healthz?x=1')).text()).toBe('alive');
  expect((await at('/healthz', 'POST')).status).toBe(405);
  expect((await at('/slack/events')).status).toBe(405);
  expect((await at('/nothing')).status).toBe(404);
});

test('is ready only between start and stop', async () => {
  bot = await startBot();
  expect(bot.app.ready()).toEqual({ ok: true });
  await bot.app.stop();
  expect(bot.app.ready().ok).toBe(false);
});

test('a refused token and a taken port are sentences', async () => {
  bot = await startBot();
  const again = (port: number) => {
    const config = { botToken: 'xoxb-local-test', apiUrl: bot.slack.apiUrl };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    return createSlackApp({
      config: { ...config, signingSecret: 'x', port, host: '127.0.0.1' },
      client: createSlackClient(config, log),
      operations: bot.operations,
      owners: new Map(),
      rights: { operators: [], approvers: [], protectedNames: [] },
      clock: frozenClock,
      log,
      newRef: () => 'ref',
      doctor: async () => [],
      customRoutes: [],
    }).start();
  };
  await expect(again(bot.port)).rejects.toThrow(/Port \d+ on 127.0.0.1 is taken/);
  bot.slack.script('auth.test', { ok: false, error: 'invalid_auth' });
  await expect(again(0)).rejects.toThrow('Slack no longer accepts the bot token.');
});

test('stopping lets what is under way finish', async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  bot = await startBot({ more: { createChoices: () => held.then(() => []) } });
  const asking = bot.choices('peering.create.vpc', '');
  while (bot.operations.called('createChoices').length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const stopped = bot.app.stop();
  release();
  expect((await asking).json).toEqual({ options: [] });
  await stopped;
});

describe('errors', () => {
  test('carry a reference that is in the log, and are seen where the person is', async () => {
    bot = await startBot({
      more: {
        cardView: async () => {
          throw new Error('inner secret');
        },
      },
    });
    await bot.press({ action: 'peering.card.details', value: '{"card":"card-1","version":"v1"}' });
    const { args } = await bot.slack.waitFor('response_url');
    const [, ref] = /Reference: `(ref-\d+)`/.exec(String(args.text)) ?? [];
    expect(wordsOf(args)).not.toContain('inner secret');
    const logged = bot.log.find(({ level, fields }) => level === 'error' && fields.ref === ref);
    expect(logged?.fields.error).toMatchObject({ message: 'inner secret' });
    await bot.app.stop();
    expect(bot.interactions).toEqual([{ kind: 'action', ok: false }]);
  });

  test('in a window are shown in place of what was to come', async () => {
    bot = await startBot();
    await bot.press({ action: 'peering.open.details', value: 'gone' });
    await bot.slack.waitFor('views.update');
    expect(wordsOf(bot.lastView())).toContain('Yugabyte no longer has this peering.');
  });

  test('of a submission lie on top of the form, which stays', async () => {
    bot = await startBot();
    const { json } = await bot.submit({ callback: 'peering.create', memory: 'not json' });
    expect(json.response_action).toBe('push');
    expect(wordsOf(json.view)).toContain('drawn by another version');
  });

  test('a button of another version says so', async () => {
    bot = await startBot();
    expect((await bot.press({ action: 'peering.long-gone' })).status).toBe(200);
    expect(wordsOf((await bot.slack.waitFor('response_url')).args)).toContain('another version of the bot');
  });

  test('a button that only opens an address is acknowledged', async () => {
    bot = await startBot();
    expect((await bot.press({ action: 'peering.link' })).status).toBe(200);
  });
});

test('every interaction leaves one line without its content', async () => {
  bot = await startBot();
  await bot.command('details top-secret-name');
  await bot.slack.waitFor('response_url');
  await bot.app.stop();
  const lines = bot.log.filter(({ message }) => message === 'interaction');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.fields).toMatchObject({
    ref: 'ref-1',
    kind: 'command',
    name: '/peering',
    userId: 'U0OPERATOR',
    ok: true,
  });
  expect(JSON.stringify(lines)).not.toContain('top-secret-name');
});
