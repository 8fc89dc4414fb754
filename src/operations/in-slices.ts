import type { Pausable } from '../core/pausable.ts';

/** Far below what a person who waits for an answer notices. */
const SLICE_MS = 0.5;

/** So many steps of the usual size take a fraction of a millisecond: few enough are done without a pause. */
const STEPS = 10;

/** Who computes all the time is let in last where processors are few, and the answers to everybody else with it. */
const REST_MS = 2;

/**
 * Half a millisecond at a time, the first of them at once, with room for everything else in between; as long as nobody waits
 * for it, with a rest in between.
 */
export async function inSlices<T>(work: Pausable<T>, isWaitedFor = () => true): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      for (let steps = 0; steps < STEPS; steps++) {
        const step = work.next();
        if (step.done) return step.value;
      }
    } while (performance.now() < until);
    await (isWaitedFor() ? turn() : rest());
  }
}

let lastTurn = Promise.resolve();

/** One slice in each round of the event loop, however many pieces of work are under way. */
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}

const rest = () => new Promise<void>((resolve) => setTimeout(resolve, REST_MS));
