import type { Clock } from '../../core/ports.ts';

/** Slack takes about 100 views a minute: what nobody waits for leaves room for those who do. */
const ONE_IN_MS = 1_000;
/** As many come at once after a rest. */
const BURST = 10;

/** How long to rest after each call, in ms: not at all after a few, so that one in a second is not exceeded for long. */
export function createPace(clock: Clock): () => number {
  let credit = BURST;
  let since = clock.now();
  return () => {
    const now = clock.now();
    // A clock that was set back gives nothing and takes nothing.
    credit = Math.min(BURST, credit + Math.max(0, now - since) / ONE_IN_MS) - 1;
    since = now;
    return credit >= 0 ? 0 : -credit * ONE_IN_MS;
  };
}
