import type { WorldClock } from '../clock.ts';
import { heldUp } from '../held-up.ts';
import type { Ids } from './ids.ts';

export type TriggerProblem = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

export interface Trigger {
  user: string;
  /** The modal it was pressed in. */
  view?: string;
}

export interface Triggers {
  /** A new trigger id: n.n.hex, good for one use within 3 s. */
  mint(trigger: Trigger): string;
  take(id: string): Trigger | TriggerProblem;
  clear(): void;
}

const life = 3000;

export function createTriggers(clock: WorldClock, ids: Ids): Triggers {
  const known = new Map<string, { trigger: Trigger; until: number; taken: boolean }>();
  let count = 7_890_122;
  /** The world's time, without that in which no app on this machine could have used its trigger. */
  const now = () => clock.now() - heldUp();
  return {
    mint(trigger) {
      count += 1;
      const id = `${Math.floor(clock.now() / 1000)}.${count}.${ids.secret(16)}`;
      known.set(id, { trigger, until: now() + life, taken: false });
      const [oldest] = known.keys();
      if (known.size > 10_000 && oldest) known.delete(oldest);
      return id;
    },
    take(id) {
      const entry = known.get(id);
      if (!entry) return 'invalid_trigger_id';
      if (entry.taken) return 'exchanged_trigger_id';
      if (now() > entry.until) return 'expired_trigger_id';
      entry.taken = true;
      return entry.trigger;
    },
    clear: () => known.clear(),
  };
}
