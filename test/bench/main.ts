import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createWorld } from '../../src/sandbox/world.ts';
import { median, type Result, ratio, result } from './result.ts';
import { awsCallsRow } from './rows/aws-calls.ts';
import { detailsRows } from './rows/details.ts';
import { tickRows } from './rows/tick.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { type Load, postSigned, signedLoad } from './signed-load.ts';
import { slashCommand } from './slash-command.ts';

/**
 * Speed and memory of the built bot as ratios against a bare Bolt app, side by side in one run.
 * `--json` prints one array; `--rounds N` sets how often each is measured (medians are shown). A bound that does not hold is
 * printed, not an exit code: a busy machine is no defect.
 */
const CONNECTIONS = 16;
const LOAD_MS = 1500;
const IDLE_MS = 3000;

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '7' } },
});
const rounds = Number(values.rounds);
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'peering-bench-'));
const world = await createWorld({ port: 0, scenario: 'thousand' });
try {
  const results = await measure();
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : asTable(results));
} finally {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(): Promise<Result[]> {
  const starts = { bare: [] as number[], bot: [] as number[] };
  const resident = { bare: [] as number[], bot: [] as number[] };
  const loads = { bare: [] as Load[], bot: [] as Load[] };
  // One unmeasured start each, so that neither pays for a cold disk.
  await (await startBare()).stop();
  await (await startBot('warm-up')).stop();
  for (let round = 0; round < rounds; round++) {
    const bare = await startBare();
    const bot = await startBot(`round-${round}`);
    starts.bare.push(bare.startMs);
    starts.bot.push(bot.startMs);
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    resident.bare.push(bare.residentMb());
    resident.bot.push(bot.residentMb());
    await warmUp(bot);
    for (const [name, server] of [
      ['bare', bare],
      ['bot', bot],
    ] as const) {
      await signedLoad(slashCommand(environment(), server.port), CONNECTIONS, LOAD_MS / 3);
      loads[name].push(await signedLoad(slashCommand(environment(), server.port), CONNECTIONS, LOAD_MS));
    }
    await bare.stop();
    await bot.stop();
  }
  const rate =
    median(loads.bot.map((load) => load.requestsPerSecond)) /
    median(loads.bare.map((load) => load.requestsPerSecond));
  const p99 = median(loads.bot.map((load) => load.p99Ms)) / median(loads.bare.map((load) => load.p99Ms));
  return [
    result("menu: requests per second, of the bare app's", rate, 'ratio', '>= 0.6', rate >= 0.6),
    result("menu: p99, of the bare app's", p99, 'ratio', '<= 2', p99 <= 2),
    ratio("start to ready, of the bare app's", median(starts.bot) / median(starts.bare), 2),
    ratio("resident memory when idle, of the bare app's", median(resident.bot) / median(resident.bare), 1.6),
    await callsToOpenTheList(),
    await awsCallsRow(),
    ...(await detailsRows(Math.ceil(rounds / 3), folder)),
    ...(await tickRows(Math.ceil(rounds / 3), folder)),
  ];
}

function environment(): Record<string, string> {
  return world.environment();
}

function startBare(): Promise<ServerProcess> {
  return startServer(file('bare-bolt.mjs'), environment(), { path: '/', anyAnswer: true });
}

function startBot(name: string): Promise<ServerProcess> {
  const settings = { ...environment(), PEERING_DATA_FILE: join(folder, `${name}.json`) };
  return startServer(file('../../dist/main.js'), settings, { path: '/readyz', anyAnswer: false });
}

/** Until the menu shows the thousand peerings. */
async function warmUp(bot: ServerProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await postSigned(slashCommand(environment(), bot.port))).includes('1,000')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the menu never showed the 1,000 peerings');
}

/** Every call from the start of a bot that knows nothing until the list is on the screen. */
async function callsToOpenTheList(): Promise<Result> {
  world.resetCalls();
  const bot = await startBot('calls');
  world.connectBot(`http://127.0.0.1:${bot.port}/slack/events`);
  await fetch(`${world.addresses.slack}/sandbox/slack/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'operator', text: '/peering list' }),
  });
  const toYugabyte = world.calls().filter(({ path }) => !path.startsWith('/api/'));
  const made = toYugabyte.reduce((sum, call) => sum + call.count, 0);
  await bot.stop();
  const { vpcs, peerings, clusters, allowLists } = world.state().yugabyte;
  const pages = [vpcs, peerings, clusters, allowLists].reduce(
    (sum, rows) => sum + Math.ceil(rows.length / 100),
    0,
  );
  const bound = `<= ${pages + 2} (pages, account, tasks)`;
  return result(
    'Yugabyte calls until the list of 1,000 is open, cold',
    made,
    'calls',
    bound,
    made <= pages + 2,
  );
}

function asTable(results: Result[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const rows = results.map(
    ({ name, value, unit, bound, holds }) =>
      `${name.padEnd(width)}  ${String(value).padStart(8)} ${unit.padEnd(6)} ${bound.padEnd(18)} ${holds ? 'holds' : 'BROKEN'}`,
  );
  return `${rows.join('\n')}\n`;
}
