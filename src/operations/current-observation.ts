import { PeeringBotError } from '../core/errors.ts';
import type { Observation, Peering } from '../core/peering.ts';
import type { Clock } from '../core/ports.ts';
import { atMost } from './at-most.ts';
import { OLD_AFTER_MS } from './freshness.ts';
import type { ObservedDb } from './observe-clouds.ts';
import { peeringById } from './peering-by-id.ts';

/** What is asked for anew is read anew, unless that has just been done. */
const FRESH_MS = 1_000;
/** What a cloud has shown may be this old. */
const SEEN_MS = 15_000;
const PATIENCE_MS = 4_000;

/** What there is to show, at once where that can be. */
export interface CurrentObservation {
  /** The last known one if it is young, or if it cannot be had any younger just now. */
  atOnce(): Observation | undefined;
  /** Waits for a new one where the last one is old; after `patienceMs` the old one will do. */
  get(patienceMs?: number): Promise<Observation>;
  fresh(): Promise<Observation>;
  /** Throws `peering-gone`. `name`: what to call it then. */
  peering(
    id: string,
    options: { fresh: boolean; name: string },
  ): Promise<{ peering: Peering; observation: Observation }>;
}

export function createCurrentObservation(managedDb: ObservedDb, clock: Clock): CurrentObservation {
  const fresh = () => managedDb.observe({ maxAgeMs: FRESH_MS });

  function atOnce(): Observation | undefined {
    const known = managedDb.peek();
    const isGood = known && (known.refreshFailed || clock.now() - known.at <= OLD_AFTER_MS);
    return isGood ? known : undefined;
  }

  async function get(patienceMs = PATIENCE_MS): Promise<Observation> {
    const known = atOnce();
    if (known) return known;
    const reading = managedDb.observe();
    if (managedDb.peek()) await atMost(clock, patienceMs, reading);
    return managedDb.peek() ?? reading;
  }

  return {
    atOnce,
    get,
    fresh,
    async peering(id, options) {
      const anew = () => managedDb.observe({ maxAgeMs: FRESH_MS, clouds: [id] });
      const known = async () => {
        await get();
        await managedDb.lookAt([id], SEEN_MS);
        return managedDb.peek() ?? get();
      };
      for (const read of options.fresh ? [anew] : [known, anew]) {
        const observation = await read();
        const peering = peeringById(observation, id);
        if (peering) return { peering, observation };
      }
      throw new PeeringBotError('peering-gone', `${options.name} is gone.`, {
        means: 'Yugabyte does not list it any more.',
      });
    },
  };
}
