import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createRedactor } from '../../src/config/redact.ts';
import { createLog } from '../../src/observe/log.ts';
import type { Screen } from '../../src/sandbox/slack/driver/screen.ts';
import { createWorld, type World } from '../../src/sandbox/world.ts';

export type Persona = 'operator' | 'approver' | 'viewer' | 'guest';
export type Transport = 'http' | 'socket';

/** The real bot in a fresh world, driven over the sandbox's HTTP controls as a person's script would. */
export interface Sandbox {
  world: World;
  botPort: number;
  dataFile: string;
  /** Every log line so far. */
  log: string[];
  command(as: Persona, text: string): Promise<Screen>;
  press(
    as: Persona,
    label: string,
    where?: { row?: string; in?: 'modal' | 'home' | 'message'; confirm?: boolean },
  ): Promise<Screen>;
  fill(as: Persona, values: Record<string, string | boolean>): Promise<Screen>;
  submit(as: Persona): Promise<Screen>;
  shortcut(as: Persona, name: string): Promise<Screen>;
  screen(as: Persona): Promise<Screen>;
  /** Looks at that person's screen, in real time, until it is as expected; 15 s at most. */
  until(as: Persona, seen: (screen: Screen) => boolean): Promise<Screen>;
  clock(advance: string): Promise<void>;
  faults(fault: Record<string, unknown>): Promise<void>;
  happen(what: Record<string, unknown>): Promise<void>;
  /** POST or GET any control; the answer's JSON. Throws with the answer's text on a status that is not 2xx. */
  control<T = unknown>(path: string, body?: unknown): Promise<T>;
  stopBot(): Promise<void>;
  /** `more`: settings that differ from now on. */
  startBot(more?: Settings): Promise<void>;
  /** What `GET /readyz` says. */
  readiness(): Promise<{ ready: boolean; problems: string[]; warnings: string[] }>;
  end(): Promise<void>;
}

type Settings = Record<string, string>;

interface SandboxOptions {
  scenario?: string;
  transport?: Transport;
  settings?: Settings | ((world: World) => Promise<Settings>);
}

export async function startSandbox({
  scenario = 'small-company',
  transport = 'http',
  settings = {},
}: SandboxOptions = {}): Promise<Sandbox> {
  const botPort = await freePort();
  const world = await createWorld({
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

  const control = async <T>(path: string, body?: unknown): Promise<T> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${world.addresses.slack}${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} ${JSON.stringify(body)}: HTTP ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const slack = (call: string, body: unknown) => control<Screen>(`/sandbox/slack/${call}`, body);

  const until: Sandbox['until'] = async (as, seen) => {
    for (let looks = 0; looks < 300; looks++) {
      const now = await control<Screen>(`/sandbox/slack/screen?as=${as}`);
      if (seen(now)) return now;
      await sleep(50);
    }
    throw new Error(
      `never seen: ${JSON.stringify(await control(`/sandbox/slack/screen?as=${as}`), null, 1)}`,
    );
  };

  await startBot();
  return {
    world,
    botPort,
    dataFile,
    log,
    command: (as, text) => slack('command', { as, text }),
    press: (as, label, where = {}) => slack('press', { as, label, ...where }),
    fill: (as, values) => slack('fill', { as, values }),
    submit: (as) => slack('submit', { as }),
    shortcut: (as, name) => slack('shortcut', { as, name }),
    screen: (as) => control<Screen>(`/sandbox/slack/screen?as=${as}`),
    until,
    clock: async (advance) => void (await control('/sandbox/clock', { advance })),
    faults: async (fault) => void (await control('/sandbox/faults', fault)),
    happen: async (what) => void (await control('/sandbox/world', what)),
    control,
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

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
