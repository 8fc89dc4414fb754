import type { WorldClock } from './clock.ts';

/** Timers that end with the world they belong to. */
export interface Agenda {
  later(ms: number, work: () => void): void;
  retire(): void;
}

export function createAgenda(clock: WorldClock): Agenda {
  const waiting = new Set<() => void>();
  return {
    later(ms, work) {
      const cancel = clock.after(ms, () => {
        waiting.delete(cancel);
        work();
      });
      waiting.add(cancel);
    },
    retire() {
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
