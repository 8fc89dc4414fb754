import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../../src/sandbox/http.ts';
import type { Screen } from '../../../src/sandbox/slack/driver/screen.ts';
import type { WatchedCall } from '../../../src/sandbox/watch.ts';
import { createWorld } from '../../../src/sandbox/world.ts';
import { isLoading, isMissing } from '../driver.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { type Described, describeWorld } from './describe-world.ts';
import { untilCalm } from './until-calm.ts';

const SECOND = 1_000;

/** A person at the keyboard, by the words they read. */
export interface Person {
  command(text: string): Promise<void>;
  fill(values: Record<string, string | boolean>): Promise<void>;
  press(label: string): Promise<void>;
  submit(): Promise<void>;
}

export interface Story {
  name: string;
  peering: string;
  /** What the bot is set to, and the world it is in; small-company when left out. */
  settings: Record<string, string>;
  scenario?: string;
  /** How often each kind of write takes effect at Yugabyte and the clouds. */
  effects: Record<string, number>;
  /** Up to the last look at the plan. */
  ask(person: Person): Promise<unknown>;
  /** From here on the bot may die. */
  confirm(person: Person): Promise<unknown>;
  /** It is accepted at the cloud as soon as the card's thread tells that it waits for that. */
  accepted?: boolean;
}

/** One instant at which the process can be killed. */
export interface Point {
  /** e.g. `yugabyte POST vpc-peerings, not carried out`, or `journal written`. */
  name: string;
  /** How far the operation is in the journal at that instant. */
  journal: string;
  /** Counted from 1: all together, and those at which the operation is that far. */
  number: number;
  nth: number;
  /** What has been asked of Yugabyte and the clouds by then, each once. */
  asked: string;
}

export interface Life {
  points: Point[];
  /** Those at which it was killed. */
  deaths: Point[];
  world: Described;
  output: string;
}

/**
 * A whole story in a world of its own: the bot is killed at each point that `dies` chooses, and is started again at once
 * on the same data file.
 */
export async function live(
  story: Story,
  script: string,
  dies: (point: Point) => boolean = () => false,
): Promise<Life> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'peering-crash-')));
  const dataFile = join(folder, 'peering-bot.json');
  const points: Point[] = [];
  const deaths: Point[] = [];
  const outputs: string[] = [];
  let armed = false;
  const calls = { begun: 0, inFlight: 0 };
  const asked = new Set<string>();
  let changed = 0;
  let lastLeft = '';
  let accepted = false;
  let bot: BotProcess | undefined;
  const alive = () => bot?.alive() ?? false;

  /**
   * True when the process did not survive this instant. Of a process that is killed nothing stays but its files and what it
   * did elsewhere: as long as those are the same, one instant is like the other, and the first one stands for them all.
   */
  async function pass(name: string): Promise<boolean> {
    if (!armed || !bot?.alive()) return false;
    const left = JSON.stringify([
      await readText(dataFile),
      await readText(`${dataFile}.audit.jsonl`),
      changed,
    ]);
    if (left === lastLeft) return false;
    lastLeft = left;
    const journal = await readJournal(dataFile);
    const nth = points.filter((point) => point.journal === journal).length + 1;
    const point = { name, journal, number: points.length + 1, nth, asked: [...asked].join() };
    points.push(point);
    if (!dies(point)) return false;
    deaths.push(point);
    await bot.kill();
    return true;
  }

  async function watch(call: WatchedCall, carryOut: () => Promise<Answer>): Promise<Answer> {
    const caller = bot;
    const name = nameOf(call);
    calls.begun += 1;
    const counts = isWaitedFor(call) ? 0 : 1;
    calls.inFlight += counts;
    try {
      if (await pass(`${name}, not carried out`)) return silence;
      const answer = await carryOut();
      if (isChange(call)) {
        changed += 1;
        if (call.target !== 'slack') asked.add(name);
      }
      if (caller === bot) await pass(`${name}, carried out, not answered`);
      return answer;
    } finally {
      calls.inFlight -= counts;
    }
  }

  const world = await createWorld({
    port: 0,
    watch,
    ...(story.scenario !== undefined && { scenario: story.scenario }),
  });
  const control = async (call: string, body?: object): Promise<unknown> => {
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${world.addresses.slack}/sandbox/${call}`, init);
    if (!answer.ok) throw new Error(`${call} ${JSON.stringify(body)}: ${await answer.text()}`);
    return answer.json();
  };
  const screen = async (call: string, body?: object): Promise<Screen> =>
    (await control(`slack/${call}`, body && { as: 'operator', ...body })) as Screen;
  /** However slow the machine is, a person goes on when the screen has stopped changing and the window is filled. */
  const act = async (call: string, body: object): Promise<void> => {
    for (let tries = 1; ; tries++) {
      try {
        await screen(call, body);
        break;
      } catch (error) {
        if (tries > 40 || !alive() || !isMissing.test(String(error))) throw error;
        await pause(100);
      }
    }
    await settle();
    for (let looks = 0; looks < 100 && alive() && isLoading(await screen('screen?as=operator')); looks++) {
      await pause(50);
      await settle();
    }
  };
  const person: Person = {
    command: (text) => act('command', { text }),
    fill: (values) => act('fill', { values }),
    press: (label) => act('press', { label, in: 'modal' }),
    submit: () => act('submit', {}),
  };

  async function start(): Promise<void> {
    while (!alive()) {
      if (bot) outputs.push(bot.output());
      bot = startBotProcess({
        script,
        environment: {
          ...world.environment('socket'),
          ...story.settings,
          PEERING_DATA_FILE: dataFile,
          HOST: '127.0.0.1',
          PORT: '0',
          LOG_LEVEL: 'debug',
          // When a tick falls depends on when the process was killed; what it says is proved elsewhere.
          PEERING_CHECK_CRON: '0 0 29 2 *',
        },
        clockAheadMs: world.clock.now() - Date.now(),
        atJournal: (when) => pass(`journal ${when}`),
      });
      await bot.started;
      if (!alive() && !armed) throw new Error(`the bot could not start: ${bot.output()}`);
    }
    await settle();
  }

  const settle = () => untilCalm(bot, calls);

  const thread = async () => {
    const { channels } = await screen('screen?as=operator');
    const messages = channels['#db-peerings'] ?? [];
    const card = messages.find(({ ephemeral, text }) => !ephemeral && text.includes(story.peering));
    return messages.filter(({ threadTs }) => card && threadTs === card.ts).map(({ text }) => text);
  };

  /** A cloud's library may take longer to load than the clock was turned for: the next look tells. */
  const isUnsure = async () => {
    const { channels } = await screen('screen?as=operator');
    return (channels['#db-peerings'] ?? []).some(({ text }) =>
      text.includes('The bot tries again by itself'),
    );
  };

  const sayStuck = async () =>
    [
      `${story.name} does not end: ${await readJournal(dataFile)}`,
      ...deaths.map(({ name, journal }) => `killed at: ${name} [${journal}]`),
      ...(await thread()),
      bot?.output(),
    ].join('\n');

  /** Asks again for what was lost together with the process, or came too late for Slack on a busy machine. */
  async function ask(): Promise<void> {
    let lost = 0;
    while ((await readJournal(dataFile)) === NOT_BEGUN) {
      await start();
      try {
        await closeModals(screen);
        await story.ask(person);
        armed = true;
        await story.confirm(person);
      } catch (error) {
        if (alive() && (++lost > 5 || !isMissing.test(String(error)))) throw error;
      }
      await start();
    }
  }

  async function turn(ms: number): Promise<void> {
    await world.clock.advance(ms, async () => {});
    await bot?.turn(ms);
    await settle();
    while (!alive()) await start();
    if (story.accepted && !accepted && (await thread()).some((text) => text.includes('Pending'))) {
      accepted = true;
      await control('world', { peering: story.peering, do: 'accept' });
    }
  }

  try {
    await start();
    await ask();
    for (let turns = 0; !(await readJournal(dataFile)).includes('closed'); turns++) {
      if (turns > 600) throw new Error(await sayStuck());
      await turn(SECOND);
      await ask();
    }
    for (let rest = 0; rest < 5 || (rest < 60 && (await isUnsure())); rest++) await turn(60 * SECOND);
    outputs.push(bot?.output() ?? '');
    armed = false;
    await bot?.end();
    return { points, deaths, world: await describeWorld(world, dataFile), output: outputs.join('\n') };
  } finally {
    await bot?.kill();
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const silence: Answer = { raw: (response) => response.destroy() };

const readings: Record<WatchedCall['target'], RegExp> = {
  slack: /\.(list|info|history|replies|test)$|^\/api\/apps\.connections\.open$/,
  yugabyte: /^$/,
  aws: /^\/(Describe|DryRun:|AssumeRole|GetCallerIdentity)/,
  gcp: /:testIamPermissions$|\/wait$/,
};
const isChange = ({ target, method, path }: WatchedCall) =>
  (target === 'slack' || method !== 'GET') && !readings[target].test(path);

/** It is answered when the world's clock has been turned. */
const isWaitedFor = ({ target, path }: WatchedCall) => target === 'gcp' && path.endsWith('/wait');

/** Without the ids in it. */
function nameOf({ target, method, path }: WatchedCall): string {
  const words = path
    .replace(/^\/api\/(public\/v1\/accounts\/[^/]+\/(projects\/[^/]+\/)?)?/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  return `${target} ${method} ${words}`;
}

async function closeModals(screen: (call: string, body?: object) => Promise<Screen>): Promise<void> {
  for (let { modals } = await screen('screen?as=operator'); modals.length > 0; ) {
    ({ modals } = await screen('press', { label: '×', in: 'modal' }));
  }
}

const NOT_BEGUN = 'not begun';

/** The statuses of the operation's steps. */
async function readJournal(dataFile: string): Promise<string> {
  const text = (await readText(dataFile)) || '{"documents":{}}';
  const { documents } = JSON.parse(text) as { documents: Record<string, { value: Journaled }> };
  const entry = Object.entries(documents).find(([key]) => key.startsWith('operation:'));
  if (!entry) return NOT_BEGUN;
  const { steps, plan, status, closed } = entry[1].value;
  const done = steps.map((step, index) => `${plan.steps[index]?.do} ${step.status}`).join(', ');
  return `${status}${closed ? ' and closed' : ''}: ${done}`;
}

interface Journaled {
  steps: { status: string }[];
  plan: { steps: { do: string }[] };
  status: string;
  closed?: boolean;
}

const readText = (file: string) => readFile(file, 'utf8').catch(() => '');
