import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './core/ports.ts';

/** Where processors are few, who computes all the time is let in last, and the answers to everybody else with it. */
const REST_MS = 2;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    // Longer delays would overflow the timer and fire at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
    const timer = setTimeout(work, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
  rest: () => sleep(REST_MS),
};
