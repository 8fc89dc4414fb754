import type { Clock } from '../../core/ports.ts';
import type { Log } from '../log.ts';
import { createPace } from './pace.ts';

/** What came of looking at one: whether Slack was asked for something, and so wants a rest. */
export type Refreshed = 'unchanged' | 'asked' | 'published';

export interface Refresher {
  /** Something may have changed: all are looked at soon, once for all that happens meanwhile. */
  nudge(): void;
  /** Begins nothing new; resolves when what is in hand has ended. */
  stop(): Promise<void>;
}

/** What happens together is shown together. */
const SETTLE_MS = 500;

/** Keeps what was drawn for people up to date, one after the other. */
export function createRefresher({
  all,
  refresh,
  clock,
  log,
}: {
  /** Ids, the most important first. */
  all(): Promise<string[]>;
  refresh(id: string): Promise<Refreshed>;
  clock: Clock;
  log: Log;
}): Refresher {
  let cancel = () => {};
  let endRest = () => {};
  let state: 'idle' | 'due' | 'running' | 'again' | 'stopped' = 'idle';
  let running = Promise.resolve();
  const restAfter = createPace(clock);

  function nudge(): void {
    if (state === 'running') state = 'again';
    if (state !== 'idle') return;
    state = 'due';
    cancel = clock.after(SETTLE_MS, () => {
      if (state === 'stopped') return;
      state = 'running';
      running = run();
    });
  }

  async function run(): Promise<void> {
    try {
      for (const id of await all()) {
        if (isStopped()) return;
        const refreshed = await refresh(id).catch((error: unknown) => {
          log.warn({ error, id }, 'what stands there could not be brought up to date');
          return 'asked' as const;
        });
        // Everything else gets its turn, also where nothing has changed.
        await new Promise(setImmediate);
        if (refreshed !== 'unchanged') await rest(restAfter());
      }
    } catch (error) {
      log.warn({ error }, 'nothing could be brought up to date');
    } finally {
      if (!isStopped()) goOn();
    }
  }

  function goOn(): void {
    const isDue = state === 'again';
    state = 'idle';
    if (isDue) nudge();
  }

  // Stopping happens in the middle of a run, which the compiler does not see.
  const isStopped = () => (state as string) === 'stopped';

  async function rest(ms: number): Promise<void> {
    if (ms === 0 || isStopped()) return;
    await new Promise<void>((resolve) => {
      const end = clock.after(ms, resolve);
      endRest = () => {
        end();
        resolve();
      };
    });
  }

  return {
    nudge,
    async stop() {
      state = 'stopped';
      cancel();
      endRest();
      await running;
    },
  };
}
