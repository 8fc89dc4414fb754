import type { Clock } from './core/ports.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    // Longer delays would overflow the timer and fire at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
    const timer = setTimeout(work, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
