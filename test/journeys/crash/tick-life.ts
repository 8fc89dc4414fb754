import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../../../src/sandbox/http.ts';
import type { Message } from '../../../src/sandbox/slack/state.ts';
import { createWorld, type World } from '../../../src/sandbox/world.ts';
import { withoutClouds } from '../without-clouds.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { untilCalm } from './until-calm.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export interface TickLife {
  /** The instants at which the process can be killed, counted from 1, and how far the store was. */
  points: string[];
  deaths: string[];
  /** What the channel shows in the end, in order, without times. */
  messages: string[];
}

/**
 * A process of the bot that reminds, in a world of its own: killed by SIGKILL at each instant that `dies` chooses, it is
 * started again at once. Many things are due, then they end well, and one more begins.
 */
export async function liveThroughTicks(
  script: string,
  dies: (number: number) => boolean = () => false,
): Promise<TickLife> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'peering-tick-')));
  const dataFile = join(folder, 'peering-bot.json');
  const points: string[] = [];
  const deaths: string[] = [];
  let lastLeft = '';
  let changed = 0;
  const calls = { begun: 0, inFlight: 0 };
  let armed = false;
  let bot: BotProcess | undefined;
  const alive = () => bot?.alive() ?? false;

  /** True when the process did not survive this instant; one at which nothing has changed is like the one before. */
  async function pass(name: string): Promise<boolean> {
    if (!armed || !bot?.alive()) return false;
    const left = `${changed} ${await readFile(dataFile, 'utf8').catch(() => '')}`;
    if (left === lastLeft) return false;
    lastLeft = left;
    points.push(name);
    if (!dies(points.length)) return false;
    deaths.push(name);
    await bot.kill();
    return true;
  }

  const world = await createWorld({
    port: 0,
    scenario: 'thirty-in-trouble',
    start: Date.UTC(2026, 0, 7, 12),
    async watch({ target, method, path }, carryOut) {
      calls.begun += 1;
      calls.inFlight += 1;
      try {
        if (await pass(`${target} ${method} ${path}, not carried out`)) return silence;
        const answer = await carryOut();
        if (/chat\.(post|update)/.test(path)) changed += 1;
        await pass(`${target} ${method} ${path}, carried out`);
        return answer;
      } finally {
        calls.inFlight -= 1;
      }
    },
  });

  const settle = () => untilCalm(bot, calls);

  async function start(): Promise<void> {
    while (!alive()) {
      bot = startBotProcess({
        script,
        environment: {
          ...world.environment('socket'),
          ...withoutClouds,
          PEERING_DATA_FILE: dataFile,
          PEERING_CHECK_CRON: '*/5 * * * *',
          HOST: '127.0.0.1',
          PORT: '0',
          LOG_LEVEL: 'error',
        },
        clockAheadMs: world.clock.now() - Date.now(),
        atJournal: (when) => pass(`store ${when}`),
      });
      await bot.started;
      if (!alive() && !armed) throw new Error(`the bot could not start: ${bot.output()}`);
    }
    await settle();
  }

  async function turn(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 20 * SECOND) {
      await world.clock.advance(20 * SECOND, async () => {});
      await bot?.turn(20 * SECOND);
      await settle();
      await start();
    }
  }

  try {
    await start();
    armed = true;
    await turn(12 * MINUTE);
    for (const name of ['orders-app-04', 'inventory-app-03']) world.yugabyte.accept(name);
    await turn(6 * MINUTE);
    world.yugabyte.reject('payments-app-05');
    await turn(8 * MINUTE);
    armed = false;
    await bot?.kill();
    return { points, deaths, messages: messagesOf(world) };
  } finally {
    await bot?.kill();
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const silence: Answer = { raw: (response) => response.destroy() };

function messagesOf(world: World): string[] {
  const { messages, app } = world.workspace.state();
  const own = messages.filter(({ user, onlyFor }) => user === app.botUserId && !onlyFor);
  const headOf = (ts: string | undefined) => own.find((message) => message.ts === ts)?.text.slice(0, 40);
  return own.map((message) => `${message.threadTs ? `${headOf(message.threadTs)} > ` : ''}${say(message)}`);
}

/** Without what depends on the minute at which it was said. */
function say({ text, blocks = [] }: Message): string {
  const withoutIds = (key: string, value: unknown) =>
    ['block_id', 'value'].includes(key) ? undefined : value;
  return `${text} ${JSON.stringify(blocks, withoutIds)}`
    .replace(/<!date\^\d+\^[^>]*>/g, '<date>')
    .replace(/\d+ (day|hour|minute)s?( \d+ (hour|minute)s?)?/g, '<time>');
}
