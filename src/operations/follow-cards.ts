import type { Observation } from '../core/peering.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';
import type { CardBook } from './card-book.ts';
import { isAtRest } from './is-at-rest.ts';
import type { KnowledgeSource } from './knowledge.ts';
import type { Log } from './log.ts';
import { pause, pauses } from './pauses.ts';
import type { StateTeller } from './tell-states.ts';

/** Looks after cards until their peerings are at rest: often at first, ever more seldom later, until the tick does. */
export interface Follower {
  /** From the beginning again: at once, then soon. */
  follow(...cardIds: string[]): void;
  stop(): Promise<void>;
}

/** When a look is due, an answer may be this old. */
const FRESH_MS = 1_000;
/** What waits for days may be left to a tick that comes this often. */
const HAND_OVER_MS = 30 * 60_000;

export function createFollower({
  managedDb,
  clock,
  book,
  teller,
  knowledge,
  log,
  show,
  nextTick,
}: {
  managedDb: ManagedDb;
  clock: Clock;
  book: CardBook;
  teller: StateTeller;
  knowledge: KnowledgeSource;
  log: Log;
  /** Resolves when the card was shown anew, or could not be. */
  show(cardId: string): Promise<void>;
  /** When every card is looked after anyway. */
  nextTick(after: number): number | undefined;
}): Follower {
  const followed = new Map<string, { looks: number; dueAt: number }>();
  let cancel = () => {};
  let polling = Promise.resolve();
  let isPolling = false;
  let stopped = false;

  function arm(): void {
    cancel();
    if (stopped || isPolling || followed.size === 0) return;
    const nextAt = Math.min(...[...followed.values()].map(({ dueAt }) => dueAt));
    cancel = clock.after(Math.max(0, nextAt - clock.now()), () => {
      isPolling = true;
      polling = poll()
        .catch((error: unknown) => log.error({ error }, 'following the cards failed'))
        .finally(() => {
          isPolling = false;
          arm();
        });
    });
  }

  /** One reading serves all; those that are nearly due are taken along, so that they fall together. */
  async function poll(): Promise<void> {
    const clouds = [...followed.keys()].flatMap((cardId) => book.get(cardId)?.peeringId ?? []);
    const observation = await managedDb.observe({ maxAgeMs: FRESH_MS, clouds }).catch(() => undefined);
    const shown: string[] = [];
    for (const [cardId, entry] of followed) {
      const { looks, dueAt } = entry;
      if (dueAt > clock.now() + pause('follow', looks) / 2) continue;
      const news = await look(cardId, observation);
      shown.push(cardId);
      // Somebody may have asked to follow it anew meanwhile.
      if (followed.get(cardId) !== entry) continue;
      if (isDone(cardId, observation) || (!news && isHandedOver(looks))) followed.delete(cardId);
      else followed.set(cardId, next(news ? 0 : looks + 1));
    }
    // One after the other: what happens in the background leaves Slack's limits to what people wait for.
    for (const cardId of shown) if (!stopped) await show(cardId);
  }

  const next = (looks: number) => ({ looks, dueAt: clock.now() + pause('follow', Math.max(0, looks - 1)) });

  async function look(cardId: string, observation: Observation | undefined): Promise<boolean> {
    const before = book.get(cardId);
    if (before && observation) await teller.absorb(before, observation);
    return book.get(cardId)?.told?.state !== before?.told?.state;
  }

  /** Twice as many looks at Yugabyte would tell nothing more. */
  function isHandedOver(looks: number): boolean {
    const now = clock.now();
    return looks >= pauses.follow.length && (nextTick(now) ?? Number.POSITIVE_INFINITY) - now <= HAND_OVER_MS;
  }

  function isDone(cardId: string, observation: Observation | undefined): boolean {
    const card = book.get(cardId);
    return !card || isAtRest(card, observation, knowledge.ofCard(card));
  }

  return {
    follow(...cardIds) {
      for (const cardId of cardIds) followed.set(cardId, { looks: 0, dueAt: clock.now() });
      arm();
    },
    async stop() {
      stopped = true;
      cancel();
      await polling;
    },
  };
}
