import type { Clock } from '../core/ports.ts';
import type { NextRun } from './next-run.ts';

/** Ticks at the moments that the expression names, one at a time: what falls due during a tick is left out. */
export interface Schedule {
  /** `last`: when the last tick was, if there ever was one; what was missed since is made up for by one tick at once. */
  start(last: number | undefined): void;
  /** Resolves when the tick in hand has ended. */
  stop(): Promise<void>;
  /** A sentence when a tick should have ended by now and has not. */
  overdue(): string | undefined;
}

/** How long a tick may take before readiness speaks of it. */
const GRACE_MS = 5 * 60_000;

export function createSchedule({
  nextRun,
  clock,
  tick,
}: {
  nextRun: NextRun;
  clock: Clock;
  /** Never rejects. */
  tick: () => Promise<void>;
}): Schedule {
  let cancel = () => {};
  let running: Promise<void> | undefined;
  /** The earliest moment for which no tick has ended yet. */
  let expected: number | undefined;

  function arm(): void {
    const next = nextRun(clock.now());
    if (next === undefined) return;
    expected ??= next;
    cancel = clock.after(next - clock.now(), () => {
      // A timer may be early, or end early where the wait is longer than timers can be.
      if (clock.now() >= next) run();
      arm();
    });
  }

  function run(): void {
    running ??= tick().finally(() => {
      running = undefined;
      expected = nextRun(clock.now());
    });
  }

  return {
    start(last) {
      const missed = last === undefined ? undefined : nextRun(last);
      if (missed !== undefined && missed <= clock.now()) run();
      arm();
    },
    async stop() {
      cancel();
      await running;
    },
    overdue() {
      if (expected === undefined || clock.now() < expected + GRACE_MS) return undefined;
      return `Peerings should have been looked at by ${new Date(expected).toISOString().slice(0, 16).replace('T', ' ')} UTC, and have not been.`;
    },
  };
}
