import { hasCode } from '../../core/errors.ts';
import type { Clock, Store, Versioned } from '../../core/ports.ts';
import type { Documents } from '../documents.ts';
import { loadOnce } from '../load-once.ts';
import type { Log } from '../log.ts';
import { createQueue } from '../queue.ts';
import type { OpenedHome } from './opened-home.ts';

export const HOME_PREFIX = 'home:';
/** Nobody looks any more; it is drawn anew when it is opened. */
const KEEP_MS = 14 * 24 * 3_600_000;
/** What Slack takes within a few minutes, beside all else. */
const MOST_HOMES = 200;

/** Whose Home is kept up to date. */
export interface HomeBook {
  /** Who opened it last comes first. */
  all(): Promise<OpenedHome[]>;
  /** Never rejects: what could not be stored is only forgotten by the next process. */
  keep(home: OpenedHome): Promise<void>;
}

export function createHomeBook({
  store,
  documents,
  clock,
  log,
}: {
  store: Store;
  documents: Documents;
  clock: Clock;
  log: Log;
}): HomeBook {
  const homes = new Map<string, Versioned<OpenedHome>>();
  const inTurn = createQueue();
  const loaded = loadOnce(async () => {
    for (const home of await store.list<OpenedHome>(HOME_PREFIX)) homes.set(home.key, home);
  });

  async function write(home: OpenedHome): Promise<void> {
    await loaded();
    const key = HOME_PREFIX + home.userId;
    homes.set(key, await documents.writeNow(homes.get(key) ?? { key, version: 0, value: home }, home));
    for (const old of tooMany()) {
      homes.delete(old.key);
      await store.remove(old.key, old.version);
    }
  }

  const latestFirst = () => [...homes.values()].toSorted((a, b) => b.value.openedAt - a.value.openedAt);

  const tooMany = () =>
    latestFirst().filter(({ value }, index) => index >= MOST_HOMES || value.openedAt < clock.now() - KEEP_MS);

  return {
    async all() {
      await loaded();
      return latestFirst().map(({ value }) => value);
    },
    keep: (home) =>
      inTurn('homes', () => write(home)).catch((error: unknown) => {
        if (!hasCode(error, 'stopping')) log.warn({ error, userId: home.userId }, 'Home is not remembered');
      }),
  };
}
