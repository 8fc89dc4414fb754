import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { compose } from '../../../src/compose.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createWorldClock } from '../../../src/sandbox/clock.ts';
import type { FromBot, ToBot } from '../crash/messages.ts';

// The real bot on a clock that the test turns. It stands still before and after each replacement of its data file until the
// test lets it go on: watched from outside, a write would be noticed only some instructions later.

const config = loadConfig(process.env);
const clock = createWorldClock(Date.now() + Number(process.env.CRASH_CLOCK_AHEAD));
const waiting = new Map<number, () => void>();
let holds = 0;

const tell = (message: FromBot) => process.send?.(message);

function hold(journal: 'to be written' | 'written'): Promise<void> {
  holds += 1;
  const held = holds;
  return new Promise((resolve) => {
    waiting.set(held, resolve);
    tell({ held, journal });
  });
}

const rename = fs.rename;
fs.rename = async (from, to) => {
  if (to !== config.store.dataFile) return rename(from, to);
  await hold('to be written');
  await rename(from, to);
  await hold('written');
};
syncBuiltinESMExports();

/** What there is while nothing is under way: sockets, timers and the channel to the test. */
const lasting = /Wrap$|^(Timeout|Immediate|Pipe)/;

async function isCalm(): Promise<boolean> {
  for (let turns = 0; turns < 4; turns++) {
    await turnOfTheLoop();
    if (waiting.size > 0 || !process.getActiveResourcesInfo().every((name) => lasting.test(name)))
      return false;
  }
  return true;
}

process.on('message', async (message: ToBot) => {
  if ('goOn' in message) {
    waiting.get(message.goOn)?.();
    waiting.delete(message.goOn);
    return;
  }
  if (message.do === 'turn') await clock.advance(message.ms, async () => {});
  tell({ done: message.order, calm: await isCalm() });
});
// The test is gone: so is its bot.
process.on('disconnect', () => process.exit());

async function start(): Promise<void> {
  const bot = await compose(config, { clock });
  await bot.start();
  tell({ started: true });
}
void start();
