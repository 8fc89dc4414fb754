import { PeeringBotError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';

/** Waiting that ends early when there is news, and at once when the bot stops. */
export interface Waits {
  /** Rejects with `stopping` when the bot stops before the time is over. */
  wait(ms: number, key?: string): Promise<void>;
  /** Ends every wait under this key now. */
  nudge(key: string): void;
  /** Throws `stopping` once the bot stops. */
  check(): void;
  stop(): void;
}

export function createWaits(clock: Clock): Waits {
  const waiting = new Set<{ key: string | undefined; end: (error?: Error) => void }>();
  let stopped = false;
  const check = () => {
    if (stopped) throw new PeeringBotError('stopping', 'The bot is being stopped.');
  };

  return {
    check,
    async wait(ms, key) {
      check();
      await new Promise<void>((resolve, reject) => {
        const entry = {
          key,
          end(error?: Error) {
            waiting.delete(entry);
            cancel();
            if (error) reject(error);
            else resolve();
          },
        };
        const cancel = clock.after(ms, () => entry.end());
        waiting.add(entry);
      });
    },
    nudge(key) {
      for (const entry of [...waiting]) if (entry.key === key) entry.end();
    },
    stop() {
      stopped = true;
      const error = new PeeringBotError('stopping', 'The bot is being stopped.');
      for (const entry of [...waiting]) entry.end(error);
    },
  };
}
