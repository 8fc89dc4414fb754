import { afterEach, describe, expect, test } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import { parse } from '../../src/slack/commands/parse.ts';
import { type Bot, startBot, wordsOf } from './bot.ts';
import { fakeOperations } from './fake-operations.ts';
import { awsPeering, eventsOf } from './given.ts';

let bot: Bot;
afterEach(() => bot?.stop());

describe('what is typed behind the command', () => {
  test.each([
    ['', { command: 'menu' }],
    ['   ', { command: 'menu' }],
    ['list', { command: 'list', rest: '' }],
    ['LIST  orders   web', { command: 'list', rest: 'orders web' }],
    ['details "Orders Web"', { command: 'details', rest: 'Orders Web' }],
    ['details “orders-web”', { command: 'details', rest: 'orders-web' }],
    ['Terminate  orders-web ', { command: 'terminate', rest: 'orders-web' }],
    ['details <http://orders.example|orders.example>', { command: 'details', rest: 'orders.example' }],
    ['details <@U0OPERATOR|olga>', { command: 'details', rest: '@olga' }],
    ['details a&amp;b', { command: 'details', rest: 'a&b' }],
    ['help', { command: 'help' }],
    ['?', { command: 'help' }],
    ['history "Orders Web"', { command: 'history', rest: 'Orders Web' }],
    ['histroy x', { command: 'help', unknown: 'histroy', meant: 'history' }],
    ['delte x', { command: 'help', unknown: 'delte', meant: 'terminate' }],
    ['lst', { command: 'help', unknown: 'lst', meant: 'list' }],
    ['crate', { command: 'help', unknown: 'crate', meant: 'create' }],
    ['delete x', { command: 'help', unknown: 'delete', meant: 'terminate' }],
    ['xyzzy', { command: 'help', unknown: 'xyzzy' }],
  ])('"%s"', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });
});

describe('the menu', () => {
  test('is answered inside the acknowledgement once the person is known', async () => {
    bot = await startBot();
    await bot.command('', 'U0VIEWER');
    const before = bot.slack.calls.length;
    const answer = await bot.command('', 'U0VIEWER');
    expect(answer.json.response_type).toBe('ephemeral');
    expect(wordsOf(answer.json)).toContain('2 peerings: 2 Pending.');
    expect(wordsOf(answer.json)).toContain('waiting to be accepted');
    expect(bot.slack.calls.length).toBe(before);
  });

  test('waits a moment for what is not known yet', async () => {
    bot = await startBot();
    expect(wordsOf((await bot.command('')).json)).toContain('2 peerings: 2 Pending.');
    expect(bot.slack.called('response_url')).toEqual([]);
  });

  test('is a placeholder where that takes long, replaced when it is there', async () => {
    const overview = fakeOperations().overview();
    let known = false;
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bot = await startBot({
      more: {
        overview: () => (known ? overview : undefined),
        ready: () =>
          held.then(() => {
            known = true;
          }),
      },
    });
    expect(wordsOf((await bot.command('')).json)).toContain('Reading how they stand');
    release();
    const { args } = await bot.slack.waitFor('response_url');
    expect(args.replace_original).toBe(true);
    expect(wordsOf(args)).toContain('2 peerings');
  });

  test('says why when Yugabyte cannot be read', async () => {
    bot = await startBot({
      more: {
        overview: () => undefined,
        ready: async () => {
          throw new PeeringBotError('unreachable', 'Yugabyte does not answer.', { mend: 'Try again.' });
        },
      },
    });
    const { json } = await bot.command('');
    expect(json.text).toMatch(/Yugabyte does not answer. Try again. Reference: `ref-\d+`/);
  });

  test.each(['U0EXTERNAL', 'U0GUEST', 'U0ROBOT'])('shows %s nothing, nor does the help', async (as) => {
    bot = await startBot();
    for (const text of ['', '', 'help', 'delte x']) {
      const { json } = await bot.command(text, as);
      expect(wordsOf(json)).toContain('members of this workspace only');
      expect(wordsOf(json)).not.toMatch(/orders-web|U0OPERATOR|S0PLATFORM/);
    }
    await bot.press({ action: 'peering.help' }, as);
    await bot.slack.waitFor('response_url');
    expect(wordsOf(bot.slack.called('response_url')[0]?.args)).toContain('members of this workspace only');
  });
});

describe('the other forms', () => {
  test('an unknown word gets the help and the nearest word', async () => {
    bot = await startBot();
    const { json } = await bot.command('delte x');
    expect(wordsOf(json)).toContain('Did you mean `/peering terminate`?');
    expect(wordsOf(json)).toContain('/peering details NAME');
  });

  test('list with a filter opens a loading window and fills it', async () => {
    bot = await startBot();
    expect((await bot.command('list search')).json).toBe('');
    const { args } = await bot.slack.waitFor('views.open');
    expect(wordsOf(args.view)).toContain('Reading…');
    await bot.slack.waitFor('views.update');
    const view = bot.lastView();
    expect(wordsOf(view)).toContain('search-app');
    expect(wordsOf(view)).not.toContain('orders-web');
  });

  test.each(['details', 'history', 'terminate'])('%s without a name opens the list', async (word) => {
    bot = await startBot();
    await bot.command(word);
    await bot.slack.waitFor('views.update');
    expect(bot.lastView().callback_id).toBe('peering.list');
  });

  test('names match in any case and quotes', async () => {
    bot = await startBot();
    await bot.command('details "ORDERS-web"');
    await bot.slack.waitFor('views.update');
    expect(bot.lastView().callback_id).toBe('peering.details');
  });

  test('a name that is not unique asks which one', async () => {
    const twin = { ...awsPeering, id: 'peering-9', name: 'Orders-Web' };
    bot = await startBot({ operations: fakeOperations({ peerings: [awsPeering, twin] }) });
    await bot.command('details orders-web');
    const { args } = await bot.slack.waitFor('response_url');
    const values = JSON.stringify(args.blocks);
    expect(values).toContain('"value":"peering-1"');
    expect(values).toContain('"value":"peering-9"');
    expect(bot.slack.called('views.open')).toEqual([]);
  });

  test('an unknown name offers the nearest', async () => {
    bot = await startBot();
    await bot.command('details orders-weeb');
    expect(wordsOf((await bot.slack.waitFor('response_url')).args)).toContain('Did you mean *orders-web*?');
  });

  test('history of a name that is not unique asks which one, and leads there', async () => {
    const twin = { ...awsPeering, id: 'peering-9', name: 'Orders-Web' };
    bot = await startBot({ operations: fakeOperations({ peerings: [awsPeering, twin] }) });
    await bot.command('history orders-web', 'U0VIEWER');
    const { args } = await bot.slack.waitFor('response_url');
    expect(JSON.stringify(args.blocks)).toContain('"action_id":"peering.open.history","value":"peering-9"');
    await bot.press({ action: 'peering.open.history', value: 'peering-9' }, 'U0VIEWER');
    await bot.slack.waitFor('views.update');
    expect(wordsOf(bot.lastView())).toContain('*Orders-Web*');
  });

  test.each([true, false])('history looks among what is gone, warm: %s', async (warm) => {
    const history = { name: 'old-app', gone: true, events: eventsOf(2) };
    const operations = fakeOperations({ warm }, { history: async () => ({ found: 'one', history }) });
    bot = await startBot({ operations });
    await bot.command('history old-app', 'U0VIEWER');
    await bot.slack.waitFor('views.update');
    expect(bot.lastView().callback_id).toBe('peering.history');
    expect(wordsOf(bot.lastView())).toContain('Event 2.');
    expect(operations.called('history')).toEqual([[{ name: 'old-app' }]]);
  });

  test('history of an unknown name offers the nearest', async () => {
    bot = await startBot();
    await bot.command('history orders-weeb');
    await bot.slack.waitFor('views.update');
    expect(wordsOf(bot.lastView())).toContain('Did you mean *orders-web*?');
    await bot.press({ action: 'peering.open.history-by-name', value: 'orders-web' });
    await bot.slack.waitFor('views.update', 2);
    expect(bot.lastView().callback_id).toBe('peering.history');
  });

  test('history shows people of other workspaces nothing', async () => {
    bot = await startBot();
    await bot.command('history orders-web', 'U0EXTERNAL');
    await bot.slack.waitFor('views.update');
    expect(wordsOf(bot.lastView())).toContain('members of this workspace only');
    expect(bot.operations.called('history')).toEqual([]);
  });

  test('before anything was read the window comes first', async () => {
    bot = await startBot({ operations: fakeOperations({ warm: false }) });
    await bot.command('terminate orders-web');
    await bot.slack.waitFor('views.open');
    await bot.slack.waitFor('views.update');
    expect(bot.lastView().callback_id).toBe('peering.terminate');
  });

  test('the shortcut opens the list', async () => {
    bot = await startBot();
    await bot.shortcut('U0VIEWER');
    await bot.slack.waitFor('views.update');
    expect(wordsOf(bot.lastView())).toContain('orders-web');
  });
});
