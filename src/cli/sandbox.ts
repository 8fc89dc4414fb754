import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, compose } from '../compose.ts';
import { loadConfig } from '../config/load-config.ts';
import { createRedactor } from '../config/redact.ts';
import { createLog } from '../observe/log.ts';
import { createWorld, type World } from '../sandbox/world.ts';
import { keepApart } from './keep-apart.ts';

const FIRST_PORT = 4400;
const BOT_PORT = 3000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The world on 127.0.0.1 and, unless `SANDBOX_HEADLESS=1`, the real bot in it. `SANDBOX_PORT` moves the first port and the
 * rest by as much; `SANDBOX_SCENARIO` chooses the scenario. Settings named `PEERING_…` reach the bot.
 */
export async function runSandbox(environment: Environment): Promise<void> {
  const port = Number(environment.SANDBOX_PORT ?? FIRST_PORT);
  const botPort = Number(environment.PORT ?? BOT_PORT + port - FIRST_PORT);
  const world = await createWorld({
    port,
    scenario: environment.SANDBOX_SCENARIO ?? 'small-company',
    requestUrl: `http://127.0.0.1:${botPort}/slack/events`,
  });
  const headless = environment.SANDBOX_HEADLESS === '1';
  const resident = headless ? undefined : await startResident(world, botPort, environment);
  process.stdout.write(headless ? sayHeadless(world, botPort) : sayWelcome(world, botPort));

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await resident?.stop();
    await world.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

/** The bot that lives in the sandbox: on the world's clock, and born again with every fresh world. */
async function startResident(
  world: World,
  botPort: number,
  environment: Environment,
): Promise<{ stop(): Promise<void> }> {
  let folder = '';
  let bot: Bot | undefined;
  const start = async () => {
    folder = await mkdtemp(join(tmpdir(), 'peering-sandbox-'));
    keepApart(process, world.environment(), folder);
    const chosen = Object.entries(environment).filter(([key]) => key.startsWith('PEERING_'));
    const config = loadConfig({
      ...world.environment(),
      PEERING_DATA_FILE: join(folder, 'peering-bot.json'),
      LOG_LEVEL: environment.LOG_LEVEL ?? 'warn',
      ...Object.fromEntries(chosen),
      PORT: String(botPort),
      HOST: '127.0.0.1',
    });
    const log = createLog({ level: config.logLevel, redact: createRedactor(config.secrets) });
    bot = await compose(config, { clock: world.clock, log });
    await bot.start();
  };
  const stop = async () => {
    await bot?.stop();
    bot = undefined;
    await rm(folder, { recursive: true, force: true });
  };
  await start();
  world.onReset({ before: stop, after: start });
  return { stop };
}

function sayWelcome(world: World, botPort: number): string {
  return `
  Peering Bot's sandbox is ready. Nothing in it leaves this machine.

    Workspace          ${world.addresses.slack}     <- open this, then type /peering
    Slack Web API      ${world.addresses.slack}/api/
    Yugabyte API       ${world.addresses.yugabyte}
    EC2 and STS        ${world.addresses.aws}
    Compute Engine     ${world.addresses.gcp}
    The bot            http://127.0.0.1:${botPort}   (/healthz, /readyz, /metrics)

  Ctrl-C ends it.
`;
}

function sayHeadless(world: World, botPort: number): string {
  const exports = Object.entries({ ...world.environment(), PORT: String(botPort), HOST: '127.0.0.1' });
  return `
  The sandbox's world is ready, without the bot. Nothing in it leaves this machine.

    Workspace          ${world.addresses.slack}
    Slack Web API      ${world.addresses.slack}/api/
    Yugabyte API       ${world.addresses.yugabyte}
    EC2 and STS        ${world.addresses.aws}
    Compute Engine     ${world.addresses.gcp}
    The bot is expected at http://127.0.0.1:${botPort}/slack/events (HTTP), or over Socket Mode.

  To start it beside, in another shell (none of these is a real secret):

${exports.map(([key, value]) => `    export ${key}='${value}'`).join('\n')}
    npm start

  For Socket Mode, instead of SLACK_SIGNING_SECRET:

    export SLACK_APP_TOKEN='${world.environment('socket').SLACK_APP_TOKEN}'

  Ctrl-C ends it.
`;
}
