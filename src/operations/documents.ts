import { isDeepStrictEqual } from 'node:util';
import { hasCode } from '../core/errors.ts';
import type { DocumentChange, Store, Versioned } from '../core/ports.ts';
import type { Log } from './log.ts';
import { pause } from './pauses.ts';
import type { Waits } from './waits.ts';

type Changes = readonly [DocumentChange, ...DocumentChange[]];

/** Writes documents so that an answer that was lost after the effect is not taken for a failure. */
export interface Documents {
  /** Tries once; throws when it is not stored then. */
  writeNow<T>(before: Versioned<T>, value: T): Promise<Versioned<T>>;
  /** Tries until it is stored. Throws `store-conflict` when somebody else wrote it, `stopping` when the bot stops. */
  write<T>(before: Versioned<T>, value: T): Promise<Versioned<T>>;
  /** The same for many in one piece; the first of them is one that is written. */
  commit(changes: Changes): Promise<void>;
  /** Repeats what may fail for a while. */
  persist<T>(what: string, work: () => Promise<T>): Promise<T>;
}

export function createDocuments({ store, waits, log }: { store: Store; waits: Waits; log: Log }): Documents {
  async function writeNow<T>({ key, version }: Versioned<T>, value: T): Promise<Versioned<T>> {
    try {
      return { key, value, version: await store.put(key, value, version) };
    } catch (error) {
      const stored = await writtenBefore({ key, expectedVersion: version, value });
      if (!stored) throw error;
      return { ...stored, value };
    }
  }

  async function commitNow(changes: Changes): Promise<void> {
    try {
      await store.commit(changes);
    } catch (error) {
      // All of it or none: one tells.
      if (!(await writtenBefore(changes[0]))) throw error;
    }
  }

  async function writtenBefore<T>({ key, expectedVersion, value }: DocumentChange<T>) {
    const stored = await store.get<T>(key);
    const isThis =
      stored && stored.version > expectedVersion && isDeepStrictEqual(stored.value, plain(value));
    return isThis ? stored : undefined;
  }

  async function persist<T>(what: string, work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (hasCode(error, 'store-conflict', 'stopping')) throw error;
        log.warn({ error, what, tries }, 'store does not answer, trying again');
        await waits.wait(pause('again', tries));
      }
    }
  }

  return {
    writeNow,
    persist,
    write: (before, value) => persist(before.key, () => writeNow(before, value)),
    commit: (changes) => persist(changes[0].key, () => commitNow(changes)),
  };
}

/** As it comes back from a store: without what is `undefined`. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
