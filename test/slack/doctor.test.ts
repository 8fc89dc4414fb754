import { afterEach, expect, test } from 'vitest';
import type { Checked } from '../../src/core/checked.ts';
import { parse } from '../../src/slack/commands/parse.ts';
import { doctorView } from '../../src/slack/modals/doctor-view.ts';
import { type Bot, startBot, wordsOf } from './bot.ts';
import { whatSlackRefuses } from './golden.ts';

let bot: Bot;
afterEach(() => bot?.stop());

const well: Checked = { check: 'Clock', status: 'ok', sentence: 'The clock is right.' };

test.each([
  ['doctor', { command: 'doctor', rest: '' }],
  ['DOCTOR please', { command: 'doctor', rest: 'please' }],
  ['docter', { command: 'help', unknown: 'docter', meant: 'doctor' }],
])('"%s"', (text, expected) => {
  expect(parse(text)).toEqual(expected);
});

test('a window stands there while it looks, then what it found', async () => {
  let tell: (checks: Checked[]) => void = () => {};
  const examining = new Promise<Checked[]>((resolve) => {
    tell = resolve;
  });
  bot = await startBot({ doctor: () => examining });
  await bot.command('doctor');
  expect(wordsOf((await bot.slack.waitFor('views.open')).args.view)).toContain('Reading…');
  expect(bot.slack.called('views.update')).toEqual([]);
  tell([well]);
  await bot.slack.waitFor('views.update');
  expect(wordsOf(bot.lastView())).toContain('The clock is right.');
});

test('nothing is looked at for somebody who may not see it', async () => {
  let asked = 0;
  const doctor = async () => {
    asked += 1;
    return [well];
  };
  bot = await startBot({ doctor });
  for (const as of ['U0VIEWER', 'U0GUEST', 'U0EXTERNAL', 'U0ROBOT']) {
    await bot.command('doctor', as);
    await bot.press({ action: 'peering.doctor.again', view: { callback: 'peering.doctor' } }, as);
  }
  await bot.slack.waitFor('views.update', 8);
  expect(asked).toBe(0);
  expect(wordsOf(bot.lastView())).toContain('Only operators and approvers');
});

test('a trigger that died: a button opens it again', async () => {
  bot = await startBot({ doctor: async () => [well] });
  bot.slack.script('views.open', { ok: false, error: 'expired_trigger_id' });
  await bot.command('doctor');
  const { args } = await bot.slack.waitFor('response_url');
  expect(JSON.stringify(args.blocks)).toContain('"action_id":"peering.open.doctor"');
  await bot.press({ action: 'peering.open.doctor' });
  await bot.slack.waitFor('views.update');
  expect(wordsOf(bot.lastView())).toContain('No problems.');
});

test('what others wrote is text, and however much it is fits into a view', () => {
  const nasty: Checked = {
    check: 'People',
    status: 'problem',
    sentence: `<!channel> *bold* ${'x'.repeat(5000)}`,
    mend: '<@U0ANA> mend it',
  };
  const view = doctorView(Array.from({ length: 120 }, () => nasty));
  expect(whatSlackRefuses(view)).toEqual([]);
  expect(JSON.stringify(view)).not.toMatch(/<!channel>|<@U0ANA>/);
});
