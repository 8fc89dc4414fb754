import type { Clock } from '../../../src/core/ports.ts';

export type ManualClock = Clock & {
  /** Lets everything that can go on without time go on. */
  settle(): Promise<void>;
  /** Turns the clock; what falls due in between happens in order. `each` runs after every step. */
  advance(ms: number, each?: () => Promise<void>): Promise<void>;
  /** Somebody sets the machine's clock back: waiting takes as long as before. */
  setBack(ms: number): void;
};

/** Some work lets others in between; of very much work there is more than this, and a test says so. */
const TURNS = 10;

export function createManualClock(start = Date.UTC(2026, 0, 5, 12)): ManualClock {
  let time = start;
  let count = 0;
  const timers = new Map<number, { at: number; work: () => void }>();
  const settle = async () => {
    for (let turns = 0; turns < TURNS; turns++) await new Promise((resolve) => setImmediate(resolve));
  };

  return {
    now: () => time,
    after(ms, work) {
      const id = ++count;
      timers.set(id, { at: time + ms, work });
      return () => timers.delete(id);
    },
    rest: () => new Promise((resolve) => setImmediate(resolve)),
    settle,
    setBack(ms) {
      time -= ms;
      for (const timer of timers.values()) timer.at -= ms;
    },
    async advance(ms, each = async () => {}) {
      const until = time + ms;
      await settle();
      await each();
      for (;;) {
        const due = [...timers]
          .filter(([, { at }]) => at <= until)
          .sort((a, b) => a[1].at - b[1].at || a[0] - b[0]);
        const [next] = due;
        if (!next) break;
        timers.delete(next[0]);
        time = Math.max(time, next[1].at);
        next[1].work();
        await settle();
        await each();
      }
      time = until;
    },
  };
}
