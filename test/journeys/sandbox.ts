import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createRedactor } from '../../src/config/redact.ts';
import { createLog } from '../../src/observe/log.ts';
import type { Screen } from '../../src/sandbox/slack/driver/screen.ts';
import { createWorld, type World, type WorldOptions } from '../../src/sandbox/world.ts';
import { freePort } from '../free-port.ts';
import { createDriver, type Driver } from './driver.ts';

export type { Persona } from './driver.ts';

export type Transport = 'http' | 'socket';

/** The real bot in a fresh world. */
export interface Sandbox extends Driver {
  world: World;
  botPort: number;
  dataFile: string;
  /** Every log line so far. */
  log: string[];
  stopBot(): Promise<void>;
  /** `more`: settings that differ from now on. */
  startBot(more?: Settings): Promise<void>;
  /** What `GET /readyz` says. */
  readiness(): Promise<{ ready: boolean; problems: string[]; warnings: string[] }>;
  end(): Promise<void>;
}

type Settings = Record<string, string>;

/** A Wednesday before noon: what a journey sees must not depend on the time of day, or week, at which it is run. */
const MORNING = Date.UTC(2026, 0, 7, 10);

export interface SandboxOptions extends Pick<WorldOptions, 'scenario' | 'start' | 'watch'> {
  transport?: Transport;
  settings?: Settings | ((world: World) => Promise<Settings>);
}

export async function startSandbox({
  scenario = 'small-company',
  start = MORNING,
  transport = 'http',
  settings = {},
  ...more
}: SandboxOptions = {}): Promise<Sandbox> {
  const botPort = await freePort();
  const world = await createWorld({
    ...more,
    start,
    port: 0,
    scenario,
    requestUrl: `http://127.0.0.1:${botPort}/slack/events`,
  });
  const chosen = { ...(typeof settings === 'function' ? await settings(world) : settings) };
  const folder = await mkdtemp(join(tmpdir(), 'peering-journey-'));
  const dataFile = join(folder, 'peering-bot.json');
  const log: string[] = [];
  let bot: Bot | undefined;

  const startBot = async (more: Settings = {}) => {
    Object.assign(chosen, more);
    // Google's library reads these from the process alone.
    const { GCE_METADATA_HOST, METADATA_SERVER_DETECTION } = world.environment(transport);
    Object.assign(process.env, { GCE_METADATA_HOST, METADATA_SERVER_DETECTION });
    const config = loadConfig({
      ...world.environment(transport),
      PEERING_DATA_FILE: dataFile,
      PORT: String(botPort),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
      // Who wants to be reminded says so.
      PEERING_CHECK_CRON: '0 0 1 1 *',
      ...chosen,
    });
    const write = (line: string) => void log.push(line);
    bot = await compose(config, {
      clock: world.clock,
      log: createLog({ level: config.logLevel, redact: createRedactor(config.secrets), write }),
    });
    await bot.start();
  };
  const stopBot = async () => {
    await bot?.stop();
    bot = undefined;
  };

  await startBot();
  return {
    world,
    botPort,
    dataFile,
    log,
    ...createDriver(world.addresses.slack),
    stopBot,
    startBot,
    readiness: async () =>
      (await fetch(`http://127.0.0.1:${botPort}/readyz`)).json() as ReturnType<Sandbox['readiness']>,
    async end() {
      await stopBot();
      await world.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything in that person's channel and DMs, as one text. */
export function channelText(screen: Screen, channel = '#db-peerings'): string {
  return (screen.channels[channel] ?? []).map(({ text }) => text).join('\n---\n');
}

export function topModal(screen: Screen) {
  const modal = screen.modals.at(-1);
  if (!modal)
    throw new Error(
      `no modal is open; notices: ${screen.notices.join(' | ')}; channel: ${channelText(screen)}`,
    );
  return modal;
}

/** The error under a field of the top modal, by its label. */
export function fieldError(screen: Screen, label: string): string | undefined {
  return topModal(screen).fields.find((field) => field.label.toLowerCase().startsWith(label.toLowerCase()))
    ?.error;
}
