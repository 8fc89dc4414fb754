import { setTimeout as sleep } from 'node:timers/promises';
import { heldUp } from '../held-up.ts';
import { isAtDisk } from '../is-at-work.ts';

export interface Activity {
  /** Something happened. */
  stir(): void;
  /** Something is under way until `work` settles. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way and nothing happened for a while, or after `patience` ms. */
  quiet(): Promise<void>;
}

/**
 * How many turns of 10 ms nothing may happen: an app that has nothing to say answers far sooner. Turns, since on a busy
 * machine milliseconds pass in which nobody could do anything.
 */
const calmTurns = 8;
/** Slack's own patience with an app. */
const patience = 3000;

export function createActivity(): Activity {
  let underWay = 0;
  let stirs = 0;
  const stir = () => {
    stirs += 1;
  };
  return {
    stir,
    async during(work) {
      underWay += 1;
      stir();
      try {
        return await work;
      } finally {
        underWay -= 1;
        stir();
      }
    },
    async quiet() {
      const until = performance.now() - heldUp() + patience;
      let seen = stirs;
      for (let calm = 0; calm < calmTurns && performance.now() - heldUp() < until; calm++) {
        await sleep(10);
        if (underWay === 0 && stirs === seen && !isAtDisk()) continue;
        seen = stirs;
        calm = -1;
      }
    },
  };
}
