import { setTimeout as sleep } from 'node:timers/promises';
import { heldUp } from './held-up.ts';
import { isAtWork } from './is-at-work.ts';
import type { Journal } from './journal.ts';

/** For how many turns of the event loop nothing may begin before the bot counts as idle. */
const stepTurns = 8;
const endTurns = 60;
/** In real milliseconds. */
const stepLimit = 1000;
const endLimit = 3000;
/**
 * After so many turns a long way of the clock waits only for calls under way, not for more to begin: a bot that looks every
 * five minutes has eight thousand instants in a month.
 */
const patience = 8000;
/** As much of it as waiting for a quiet Slack takes. */
const quietTurns = 80;
const hastyTurns = 2;

/** Waits, in real time, until the bot has done what a turned clock made it do. */
export interface Settler {
  /** Between two instants of one turn. */
  step(): Promise<void>;
  /** After the turn: 3 s at most. */
  end(): Promise<void>;
}

/** `quiet` waits until the Slack side is idle; it is asked only when something reached or left it. */
export function createSettler(
  journal: Journal,
  slackCalls: () => number,
  quiet: () => Promise<void>,
): Settler {
  let spent = 0;
  return {
    async step() {
      const before = slackCalls();
      spent += await idle(journal, spent > patience ? hastyTurns : stepTurns, stepLimit);
      if (slackCalls() === before || spent > patience) return;
      spent += quietTurns;
      await quiet();
    },
    async end() {
      await idle(journal, endTurns, endLimit);
      await quiet();
    },
  };
}

/** Counts turns of the event loop, not time: a loop that was blocked meanwhile has not been idle. How many it took. */
async function idle(journal: Journal, turns: number, limit: number): Promise<number> {
  const until = performance.now() - heldUp() + limit;
  let seen = journal.begun();
  let taken = 0;
  for (let calm = 0; calm < turns && performance.now() - heldUp() < until; calm++) {
    await sleep(1);
    taken += 1;
    if (journal.inFlight() === 0 && journal.begun() === seen && !isAtWork()) continue;
    seen = journal.begun();
    calm = 0;
  }
  return taken;
}
