import type { Pausable } from '../core/pausable.ts';
import type { Clock } from '../core/ports.ts';

/** Far below what a person who waits for an answer notices. */
const SLICE_MS = 0.5;

/** So many steps of the usual size take a fraction of a millisecond: few enough are done without a pause. */
const STEPS = 10;

/**
 * Half a millisecond at a time. What is not done by then rests after each, so that what comes next begins rested too; as soon as
 * somebody waits for it, there is no more than room for everything else in between.
 */
export async function inSlices<T>(
  work: Pausable<T>,
  clock: Pick<Clock, 'rest'>,
  isWaitedFor = () => false,
): Promise<T> {
  let result = slice(work);
  if (result.done) return result.value;
  for (; !result.done; result = slice(work)) await (isWaitedFor() ? turn() : clock.rest());
  if (!isWaitedFor()) await clock.rest();
  return result.value;
}

/** The last step of it. */
function slice<T>(work: Pausable<T>): IteratorResult<void, T> {
  const until = performance.now() + SLICE_MS;
  for (;;) {
    for (let steps = 0; steps < STEPS; steps++) {
      const step = work.next();
      if (step.done) return step;
    }
    if (performance.now() >= until) return { done: false, value: undefined };
  }
}

let lastTurn = Promise.resolve();

/** One slice in each round of the event loop, however many pieces of work are under way. */
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}
