import type { Pausable } from '../core/pausable.ts';
import type { Clock } from '../core/ports.ts';

/** Far below what a person who waits for an answer notices. */
const SLICE_MS = 0.5;

/** So many steps of the usual size take a fraction of a millisecond: few enough are done without a pause. */
const STEPS = 10;

/**
 * Half a millisecond at a time, the first of them at once, with a rest in between; as soon as somebody waits for it, with no more
 * than room for everything else.
 */
export async function inSlices<T>(
  work: Pausable<T>,
  clock: Pick<Clock, 'rest'>,
  isWaitedFor = () => false,
): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      for (let steps = 0; steps < STEPS; steps++) {
        const step = work.next();
        if (step.done) return step.value;
      }
    } while (performance.now() < until);
    await (isWaitedFor() ? turn() : clock.rest());
  }
}

let lastTurn = Promise.resolve();

/** One slice in each round of the event loop, however many pieces of work are under way. */
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}
