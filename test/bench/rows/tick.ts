import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Answer, loadBeside } from '../load-beside.ts';
import { median, quantile, type Result, ratio, result } from '../result.ts';
import { startServer } from '../server-process.ts';
import { postSigned } from '../signed-load.ts';
import { slashCommand } from '../slash-command.ts';
import { tickMeter } from '../tick-metric.ts';
import { watchWrites } from '../watch-writes.ts';
import { startWorld } from '../world-process.ts';

const SCRIPT = fileURLToPath(new URL('../ticking-bot.mjs', import.meta.url));
const FEW = 1_000;
const MANY = 10_000;
const PER_SECOND = 100;
const IDLE_MS = 5_000;
/** Until the bot and the load are warm. */
const WARM_MS = 2_000;
const MINUTE = 60_000;
/** What Yugabyte costs: what a cloud costs is another matter. */
const WITHOUT_CLOUDS = { PEERING_AWS_MODE: 'off', PEERING_GCP_MODE: 'off' };
/** Of each kind, and the typical one counts; together they last long enough for a p99 of some hundred answers. */
const TICKS = 5;
const WARM_UP = 2;
/** The first two look at what was never seen before; then come those with nothing to say. */
const PENDING_AFTER = `${2 + TICKS}m`;
/** From then on all of them are due in every tick. */
const REMIND_EVERY = '1m';

interface Ticked {
  plainMs: number;
  dueMs: number;
  peakMb: number;
  alerts: number;
  writes: number;
  calls: number;
  mostCalls: number;
  idleP99: number;
  dueP99: number;
}

/** Looks of the built bot at 1,000 and at 10,000 peerings: with nothing to say, and with an alert for each of them. */
export async function tickRows(rounds: number, folder: string): Promise<Result[]> {
  const few: Ticked[] = [];
  const many: Ticked[] = [];
  for (let round = 0; round < rounds; round++) {
    few.push(await tickOver(FEW, join(folder, `tick-${FEW}-${round}.json`)));
    many.push(await tickOver(MANY, join(folder, `tick-${MANY}-${round}.json`)));
  }
  const typical = (of: Ticked[], pick: (one: Ticked) => number) => median(of.map(pick));
  const most = (pick: (one: Ticked) => number) => Math.max(...many.map(pick));
  const times = (pick: (one: Ticked) => number) => typical(many, pick) / typical(few, pick);
  const memory = most(({ peakMb }) => peakMb);
  const calls = most((one) => one.calls);
  const mostCalls = most((one) => one.mostCalls);
  const writes = most((one) => one.writes);
  const alerts = Math.min(...many.map((one) => one.alerts));
  const waits = typical(many, ({ dueP99, idleP99 }) => dueP99 / idleP99);
  return [
    ratio(
      'tick over 10,000 peerings, nothing new: of one over 1,000',
      times(({ plainMs }) => plainMs),
      12,
    ),
    ratio(
      'tick over 10,000 peerings, 10,000 alerts: of one over 1,000',
      times(({ dueMs }) => dueMs),
      12,
    ),
    result('most resident memory, 10,000 peerings', memory, 'MB', '< 300', memory < 300),
    result('Yugabyte calls of a tick over 10,000', calls, 'calls', `<= ${mostCalls}`, calls <= mostCalls),
    result(
      `data file writes of a tick, ${alerts} alerts changed`,
      writes,
      'writes',
      '<= 10',
      writes <= 10 && alerts >= MANY,
    ),
    ratio('menu: p99 during a tick with 10,000 alerts, of the idle p99', waits, 3),
  ];
}

async function tickOver(count: number, file: string): Promise<Ticked> {
  const world = await startWorld(count);
  const bot = await startServer(
    SCRIPT,
    {
      ...world.environment,
      ...WITHOUT_CLOUDS,
      PEERING_DATA_FILE: file,
      PEERING_CHECK_CRON: '* * * * *',
      PEERING_PENDING_AFTER: PENDING_AFTER,
      PEERING_REMIND_EVERY: REMIND_EVERY,
      LOG_LEVEL: 'error',
    },
    { path: '/readyz', anyAnswer: false },
  );
  const meter = tickMeter(bot.port, file);
  const tick = () => meter(() => bot.send({ advanceMs: MINUTE }));
  const command = slashCommand(world.environment, bot.port);
  try {
    await tick();
    await tick();
    while (!(await postSigned(command)).includes('peerings')) await sleep(50);
    const plain = await severalTimes(tick);
    const { told, answers } = await loadBeside(command, PER_SECOND, async () => {
      await sleep(WARM_MS);
      const idle = await timed(() => sleep(IDLE_MS));
      // Nor does the first alert of a process tell what those are like that come for months.
      for (let ticks = 0; ticks < WARM_UP; ticks++) await tick();
      const due = await severalTimes(async () => {
        world.reset();
        const written = watchWrites(file);
        const ticked = await timed(tick);
        return { ...ticked, calls: await world.calls(), writes: written.end() };
      });
      return { idle, due };
    });
    const { idle, due } = told;
    const answersIn = ({ from, until }: Timed<unknown>) =>
      answers.filter(({ at, ms }) => at + ms >= from && at <= until);
    return {
      plainMs: median(plain),
      dueMs: median(due.map(({ result }) => result)),
      peakMb: bot.peakMb(),
      alerts: (await readFile(file, 'utf8')).match(/"alert:/g)?.length ?? 0,
      writes: Math.max(...due.map(({ writes }) => writes)),
      calls: Math.max(...due.map(({ calls }) => calls)),
      mostCalls: world.pages + world.clusters,
      idleP99: p99(answersIn(idle)),
      dueP99: p99(due.flatMap(answersIn)),
    };
  } finally {
    await bot.stop();
    world.stop();
  }
}

/** What it came to, and when it was under way. ms since 1970. */
interface Timed<T> {
  result: T;
  from: number;
  until: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const from = Date.now();
  const result = await work();
  return { result, from, until: Date.now() };
}

async function severalTimes<T>(work: () => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let time = 0; time < TICKS; time++) done.push(await work());
  return done;
}

const p99 = (answers: Answer[]) =>
  quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );
