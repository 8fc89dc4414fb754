import type { Pausable } from '../../src/core/pausable.ts';

/** Without a pause. */
export function runThrough<T>(work: Pausable<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
