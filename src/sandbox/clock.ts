import { createQueue } from './queue.ts';

/** The world's time: runs with real time, plus what was turned. Satisfies the bot's own `Clock`. */
export interface WorldClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `work` once after `ms` (at least 1); the returned function cancels it. Keeps no process alive. */
  after(ms: number, work: () => void): () => void;
  /** A turn of the event loop, which is seen by whoever waits until the bot has settled. */
  rest(): Promise<void>;
  /**
   * Turns the clock by `ms`. Whatever falls due in between runs at its instant, in order, also what is set meanwhile;
   * `settle` is awaited after every instant at which something ran, and once at the end. The clock stands still while
   * it settles. Calls queue up.
   */
  advance(ms: number, settle: () => Promise<void>): Promise<void>;
}

interface Timer {
  due: number;
  work: () => void;
}

/** setTimeout fires at once for anything longer than a 32-bit number of milliseconds. */
const longestSleep = 2 ** 31 - 1;

/** `start`: the instant at which the world begins, in ms since 1970; real time when left out. */
export function createWorldClock(start: number = Date.now()): WorldClock {
  const timers: Timer[] = [];
  let base = start;
  let since = performance.now();
  let turning = false;
  let alarm: NodeJS.Timeout | undefined;
  const oneAtATime = createQueue();

  const now = () => Math.floor(turning ? base : base + performance.now() - since);

  function setNow(instant: number) {
    base = instant;
    since = performance.now();
  }

  /** Next due first; of two at the same instant the one that was set first. */
  function insert(timer: Timer) {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = timers[middle];
      if (other && other.due <= timer.due) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  }

  function arm() {
    clearTimeout(alarm);
    const next = timers[0];
    if (turning || !next) return;
    alarm = setTimeout(ring, Math.min(Math.max(next.due - now(), 0), longestSleep));
    alarm.unref();
  }

  function ring() {
    try {
      for (let next = timers[0]; next && next.due <= now(); next = timers[0]) {
        timers.shift();
        next.work();
      }
    } finally {
      arm();
    }
  }

  async function turn(ms: number, settle: () => Promise<void>) {
    const target = now() + ms;
    setNow(now());
    turning = true;
    try {
      for (let next = timers[0]; next && next.due <= target; next = timers[0]) {
        setNow(Math.max(base, next.due));
        for (; next && next.due <= base; next = timers[0]) {
          timers.shift();
          next.work();
        }
        await settle();
      }
      setNow(target);
      await settle();
    } finally {
      turning = false;
      setNow(base);
      arm();
    }
  }

  return {
    now,
    after(ms, work) {
      const timer = { due: now() + Math.max(1, ms), work };
      insert(timer);
      arm();
      return () => {
        const at = timers.indexOf(timer);
        if (at < 0) return;
        timers.splice(at, 1);
        arm();
      };
    },
    rest: () => new Promise((resolve) => setImmediate(resolve)),
    advance: (ms, settle) => oneAtATime(() => turn(ms, settle)),
  };
}
