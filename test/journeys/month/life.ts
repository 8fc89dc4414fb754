import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOracle, type Rules } from '../../core/alerts/month/oracle.ts';
import { dice } from '../../core/alerts/month/world.ts';
import { startSandbox } from '../sandbox.ts';
import { withoutClouds } from '../without-clouds.ts';
import { answerOf, pressAnswer } from './answer.ts';
import { watchWork } from './at-work.ts';
import { cardName, type Post, readChannel } from './channel.ts';
import { company, OWNERS } from './company.ts';
import { incidentsOf } from './incidents.ts';
import { createJudge } from './judge.ts';
import { createReach } from './reach.ts';
import { thingsOf } from './things.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Thousands of writes that are flushed one by one need no disk; where there is no such folder they only take longer. */
const IN_MEMORY = '/dev/shm';

/** The bot looks every half hour. */
const SLOT = 30 * MINUTE;
/** In between things happen: each time after those before have come through, and well before the next look. */
const MOMENTS = [5 * MINUTE, 12 * MINUTE, 19 * MINUTE];

export interface Course {
  seed: number;
  start: number;
  days: number;
  rules: Rules;
  settings: Record<string, string>;
}

export interface Lived {
  posts: Post[];
  /** What each person was sent in person: user ids, with when. */
  direct: { user: string; at: number }[];
  /** How often each kind of thing happened. */
  happened: Record<string, number>;
  /** How many lines of each kind were due and said. */
  said: Record<string, number>;
  /** Members of the user groups, by id. */
  groups: Record<string, string[]>;
}

/** Lives through it: the real bot in a sandbox beside an oracle that looks when it looks. Throws where the two differ. */
export async function live({ seed, start, days, rules, settings }: Course): Promise<Lived> {
  const roll = dice(seed);
  const work = watchWork();
  const folder = await mkdtemp(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'peering-month-'));
  const sandbox = await startSandbox({
    scenario: company(roll),
    start,
    settings: {
      ...withoutClouds,
      PEERING_CHECK_CRON: '*/30 * * * *',
      PEERING_OWNERS: OWNERS,
      PEERING_DATA_FILE: join(folder, 'peering-bot.json'),
      LOG_LEVEL: 'error',
      ...settings,
    },
  });
  const { world } = sandbox;
  const { clock } = world;
  const oracle = createOracle(rules);
  const reach = createReach(oracle.isQuiet);
  const judge = createJudge(oracle.isQuiet);
  const happened: Record<string, number> = {};
  let lastTick = start;
  let isUp = true;
  let read: 'ok' | 'partial' | 'none' = 'ok';
  /** What ends by itself, and when: one at a time. */
  let ending: { at: number; end(): Promise<void> } | undefined;

  const advanceTo = (at: number) => clock.advance(Math.max(0, at - clock.now()), work.settled);

  /** What the bot does at this moment, the oracle does. */
  function look(at: number): void {
    lastTick = at;
    const due = oracle.tick(read === 'none' ? [] : thingsOf(world.yugabyte.state(), at), read, at);
    judge.tick({ at, due: [...reach(read !== 'none', at), ...due], held: oracle.held() });
  }

  function channel(): Post[] {
    const { messages, app } = world.workspace.state();
    return readChannel(messages, app.botUserId, 'C0PEERINGS');
  }

  async function stop(forMs: number): Promise<boolean> {
    const over = judge.silence(clock.now());
    await sandbox.stopBot();
    isUp = false;
    const end = async () => {
      const at = clock.now();
      await sandbox.startBot();
      await work.settled();
      isUp = true;
      over(at);
      // What was missed is made up for at once.
      if (Math.floor(lastTick / SLOT) < Math.floor(at / SLOT)) look(at);
    };
    if (forMs === 0) await end();
    else ending = { at: clock.now() + forMs, end };
    return true;
  }

  function fail(target: 'yugabyte' | 'slack', mostHours: number, path?: string): boolean {
    const over = target === 'slack' ? judge.silence(clock.now()) : undefined;
    const kind = FAULTS[Math.floor(roll() * FAULTS.length)] ?? FAULTS[0];
    world.faults.add({ target, times: 'always', ...(path !== undefined && { match: { path } }), ...kind });
    const at = clock.now() + 10 * MINUTE + roll() * mostHours * HOUR;
    const end = async () => {
      world.faults.clear();
      read = 'ok';
      over?.(clock.now());
    };
    ending = { at, end };
    return true;
  }

  function loseYugabyte(what: 'partial' | 'none'): boolean {
    read = what;
    return fail('yugabyte', 6, what === 'none' ? undefined : '/allow-lists');
  }

  async function answer(): Promise<boolean> {
    const open = oracle.open();
    const names = [...new Set(open.map(({ peering }) => peering))];
    const name = names[Math.floor(roll() * names.length)];
    if (name === undefined) return false;
    const hasCard = world.workspace.state().messages.some((message) => cardName(message) === name);
    const label = await pressAnswer(sandbox, name, hasCard, roll);
    if (label === undefined) return false;
    for (const { key, peering } of open)
      if (peering === name) oracle.answer(key, answerOf(label, clock.now(), rules));
    return true;
  }

  /** What would end in the middle of something else does not begin. */
  const alone = (happening: () => Promise<boolean> | boolean) => () => (ending ? false : happening());
  const incidents: ReturnType<typeof incidentsOf> = [
    ...incidentsOf(sandbox, roll),
    [0.25, 'Yugabyte out of reach', alone(() => loseYugabyte('none'))],
    [0.2, 'allow lists out of reach', alone(() => loseYugabyte('partial'))],
    [0.3, 'Slack out of reach', alone(() => fail('slack', 3, '/api/chat.'))],
    [0.5, 'restarted', () => isUp && stopBriefly()],
    [0.15, 'down for a while', alone(() => stop(MINUTE + roll() ** 2 * 3 * DAY))],
    [1, 'answered', alone(answer)],
  ];

  /** Whatever is out of reach stays so. */
  async function stopBriefly(): Promise<boolean> {
    const before = ending;
    await stop(0);
    ending = before;
    return true;
  }

  async function pass(moment: number): Promise<void> {
    const isOver = ending !== undefined && ending.at <= moment;
    const [, what, happen] = choose(incidents, roll()) ?? [];
    if (!isOver && !happen) return;
    await advanceTo(moment);
    if (ending && isOver) {
      const { end } = ending;
      ending = undefined;
      await end();
    }
    if (what && (await happen?.())) happened[what] = (happened[what] ?? 0) + 1;
    await work.settled();
  }

  try {
    await work.settled();
    for (let slot = start; slot < start + days * DAY; slot += SLOT) {
      for (const moment of MOMENTS) await pass(slot + moment);
      await advanceTo(slot + SLOT);
      if (isUp) look(slot + SLOT);
      // Once a day, at noon, it is judged.
      if ((slot + SLOT - start) % DAY !== DAY / 2) continue;
      await world.advance(MINUTE);
      judge.read(channel(), clock.now());
    }
    await ending?.end();
    await world.advance(10 * MINUTE);
    judge.read(channel(), clock.now());
    const { messages, userGroups } = world.workspace.state();
    return {
      posts: channel(),
      direct: messages.flatMap(({ channel: where, ts }) =>
        where.startsWith('D') ? [{ user: `U${where.slice(1)}`, at: Number(ts) * 1000 }] : [],
      ),
      happened,
      said: judge.said(),
      groups: Object.fromEntries(userGroups.map(({ id, users }) => [id, users])),
    };
  } finally {
    work.end();
    await sandbox.end();
    await rm(folder, { recursive: true, force: true });
  }
}

const FAULTS = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, retryAfter: 2 },
  { kind: 'lost-answer' },
  { kind: 'html' },
] as const;

/** Each happens so often a day, on average. */
function choose<T extends [number, ...unknown[]]>(incidents: T[], chance: number): T | undefined {
  let left = chance * (DAY / SLOT) * MOMENTS.length;
  return incidents.find(([perDay]) => {
    left -= perDay;
    return left < 0;
  });
}
