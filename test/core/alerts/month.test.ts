import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert, Sighting, SpeakPolicy, Speech } from '../../../src/core/alerts/alert.ts';
import { acknowledge, snooze, wake } from '../../../src/core/alerts/answer-alert.ts';
import { conditions } from '../../../src/core/alerts/conditions.ts';
import { decide } from '../../../src/core/alerts/decide.ts';
import { updateSightings } from '../../../src/core/alerts/update-sightings.ts';
import { DAY, HOUR } from '../given.ts';
import { runThrough } from '../run-through.ts';
import { createOracle } from './month/oracle.ts';
import { createWorld, dice } from './month/world.ts';
import { MINUTE } from './watched.ts';

interface Course {
  seed: number;
  size: number;
  days: number;
  stepMs: number;
  zone: keyof typeof OFFSETS;
  quietHours: { from: number; to: number } | undefined;
  pendingAfterMs: number;
  remindEveryMs: number;
}

/** From 1 March 2026: the clocks change in all but one. */
const OFFSETS = {
  UTC: [{ from: 0, ms: 0 }],
  'Europe/Berlin': [
    { from: Date.UTC(2026, 2, 29, 1), ms: 2 * HOUR },
    { from: 0, ms: HOUR },
  ],
  'America/New_York': [
    { from: Date.UTC(2026, 2, 8, 7), ms: -4 * HOUR },
    { from: 0, ms: -5 * HOUR },
  ],
};

const START = Date.UTC(2026, 2, 1);

/** Runs the world, the bot's rules and the oracle side by side; answers with every message as a line. */
function live(course: Course): { lines: string[]; messages: number; told: number } {
  const { seed, size, days, stepMs, zone, quietHours, pendingAfterMs, remindEveryMs } = course;
  const roll = dice(seed);
  const world = createWorld(size, roll, START);
  const policy: SpeakPolicy = {
    pendingAfterMs,
    remindEveryMs,
    timezone: zone,
    ...(quietHours && { quietHours }),
  };
  const oracle = createOracle({
    pendingAfter: pendingAfterMs,
    every: remindEveryMs,
    quiet: quietHours,
    offsets: OFFSETS[zone],
  });
  let memory: { sightings: Sighting[]; alerts: Alert[] } = { sightings: [], alerts: [] };
  const lines: string[] = [];
  let messages = 0;
  let now = START;
  for (let passed = 0; passed < days * DAY; ) {
    const chance = roll();
    // Asleep for up to three days, set back by up to an hour, or simply the next tick.
    const minutes = chance < 0.003 ? roll() * 3 * 24 * 60 : chance < 0.01 ? -roll() * 60 : stepMs / MINUTE;
    now += Math.round(minutes) * MINUTE;
    passed += Math.max(stepMs, minutes * MINUTE);
    const read = pick(roll(), [0.9, 'ok'], [0.95, 'partial'], [1, 'none']);
    const byBot = world.live(now, Math.max(0, minutes / 60));
    for (const id of byBot) oracle.terminatedByBot(id);
    const ended = new Set(byBot);
    let { sightings } = memory;
    sightings = sightings.map((one) => (ended.has(one.peeringId) ? { ...one, terminatedByBot: true } : one));
    const look = read === 'none' ? 'unread' : lookAt(read);
    const decided = runThrough(decide(memory.alerts, look, policy, now));
    const expected = oracle.tick(world.things, read, now);
    expect(sayAll(decided.speeches), `seed ${seed}, ${new Date(now).toISOString()}, read ${read}`).toEqual(
      expected,
    );
    hold(decided.speeches);
    memory = { sightings, alerts: decided.alerts };
    // The process is killed and starts again: all it has is what was stored.
    if (roll() < 0.05) memory = JSON.parse(JSON.stringify(memory));
    if (roll() < 0.2) answer();

    function lookAt(side: 'ok' | 'partial') {
      const observation = world.observe(now, side);
      const made = new Map(world.things.map(({ id, requestedAt }) => [id, requestedAt]));
      const updated = runThrough(
        updateSightings(sightings, observation, ({ id }) => {
          const at = made.get(id);
          return at === undefined ? {} : { requestedAt: { at, certainty: 'exact' } };
        }),
      );
      sightings = updated.sightings;
      return runThrough(conditions(observation, sightings, updated.gone, policy));
    }
  }
  return { lines, messages, told: lines.filter((line) => line.includes(' tell ')).length };

  /** What holds whatever the oracle thinks. */
  function hold(speeches: Speech[]): void {
    const said = sayAll(speeches);
    lines.push(...said.map((line) => `${new Date(now).toISOString()} ${line}`));
    messages += speeches.filter(({ kind }) => kind !== 'resolved').length;
    expect(speeches.filter(({ kind }) => kind === 'reminder' || kind === 'digest').length).toBeLessThan(2);
    expect(new Set(said).size).toBe(said.length);
    if (!oracle.isQuiet(now)) return;
    for (const line of said) {
      const deadline = oracle.deadlineOf(line.replace('tell ', ''));
      expect(oracle.isLostIfQuiet(now, deadline ?? 0), `${line} in quiet hours`).toBe(true);
    }
  }

  /** Somebody presses a button. */
  function answer(): void {
    const open = memory.alerts.filter(({ spoken, resolvedAt }) => spoken && resolvedAt === undefined);
    const chosen = open[Math.floor(roll() * open.length)];
    if (!chosen) return;
    const { key } = chosen.condition;
    const until = now + Math.round(roll() * 4 * 24 * 60) * MINUTE;
    const what = pick(roll(), [0.4, 'acknowledge'], [0.8, 'snooze'], [1, 'wake']);
    const answered = {
      acknowledge: () => acknowledge(chosen, 'U0ANA', policy, now),
      snooze: () => snooze(chosen, 'U0ANA', until, now),
      wake: () => wake(chosen),
    }[what]();
    oracle.answer(key, {
      ...(what === 'acknowledge' && { ack: { at: now, falls: now + remindEveryMs } }),
      ...(what === 'snooze' && { snooze: until }),
    });
    memory.alerts = memory.alerts.map((alert) => (alert === chosen ? answered : alert));
  }
}

function sayAll(speeches: Speech[]): string[] {
  return speeches
    .flatMap((speech) => {
      if (speech.kind === 'resolved') return [`over ${speech.alert.condition.key}`];
      if (speech.kind === 'reminder') return [`tell ${speech.alert.condition.key}`];
      if (speech.kind === 'digest') return speech.alerts.map(({ condition }) => `tell ${condition.key}`);
      return [speech.kind];
    })
    .sort();
}

function pick<T extends string>(chance: number, ...choices: [number, T][]): T {
  const [, chosen] = choices.find(([below]) => chance < below) ?? choices[0] ?? [];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

const MONTH: Course = {
  seed: 20260301,
  size: 200,
  days: 31,
  stepMs: 60 * MINUTE,
  zone: 'Europe/Berlin',
  quietHours: { from: 19 * 60, to: 8 * 60 },
  pendingAfterMs: HOUR,
  remindEveryMs: DAY,
};

test('a month with 200 peerings: every due alert once a period, none early, none at night, none after it is over', () => {
  const { lines, messages, told } = live(MONTH);
  console.error(
    `a month, 200 peerings: ${told} reminders in ${messages} messages, ${(messages / 31) * 7} a week`,
  );
  expect(told).toBeGreaterThan(1000);
  for (const rule of [
    'pending',
    'expired',
    'changed',
    'gone',
    'allowed.not-covered',
    'allowed.no-longer-covered',
  ]) {
    expect(
      lines.some((line) => line.includes(`tell ${rule}:`)),
      rule,
    ).toBe(true);
  }
}, 120_000);

test('random worlds, settings and zones', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer(),
        size: fc.integer({ min: 1, max: 8 }),
        days: fc.constant(16),
        stepMs: fc.constantFrom(5, 15, 60, 240).map((minutes) => minutes * MINUTE),
        zone: fc.constantFrom(...(Object.keys(OFFSETS) as (keyof typeof OFFSETS)[])),
        quietHours: fc.option(
          fc
            .record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1439 }) })
            .filter(({ from, to }) => from !== to),
          { nil: undefined },
        ),
        pendingAfterMs: fc.constantFrom(MINUTE, HOUR, 2 * DAY, 10 * DAY),
        remindEveryMs: fc.constantFrom(HOUR, 12 * HOUR, DAY, 7 * DAY),
      }),
      (course) => {
        live(course);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test('the same seed says the same', () => {
  const short = { ...MONTH, size: 20, days: 10 };
  expect(live(short).lines).toEqual(live(short).lines);
});
