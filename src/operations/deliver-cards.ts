import { hasCode, PeeringBotError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Bringer } from './bring-card.ts';
import type { CardBook } from './card-book.ts';
import type { Log } from './log.ts';
import { pause } from './pauses.ts';

/** Sees to it that cards and notes are delivered: again and again where Slack does not take them. */
export interface Delivery {
  /** Resolves after a try, never rejects; what was not delivered is tried again later. `now`: although it is not yet time. */
  deliver(cardId: string, options?: { now?: boolean }): Promise<void>;
  undelivered(): { where: string; reason: string; since: number }[];
  /** Begins nothing new; resolves when what is in hand has ended. */
  stop(): Promise<void>;
}

interface Failing {
  since: number;
  reason: string;
  tries: number;
  nextAt: number;
  cancel(): void;
}

export function createDelivery({
  book,
  bringer,
  clock,
  log,
  newId,
}: {
  book: CardBook;
  bringer: Bringer;
  clock: Clock;
  log: Log;
  newId: () => string;
}): Delivery {
  const inHand = new Map<string, { again: boolean; done: Promise<void> }>();
  const failing = new Map<string, Failing>();
  let stopped = false;

  async function work(cardId: string, hand: { again: boolean }): Promise<void> {
    try {
      do {
        hand.again = false;
        await bringer.bring(cardId);
        await succeeded(cardId);
      } while (hand.again && !stopped);
    } catch (error) {
      await failed(cardId, error);
    } finally {
      inHand.delete(cardId);
    }
  }

  async function succeeded(cardId: string): Promise<void> {
    failing.get(cardId)?.cancel();
    failing.delete(cardId);
    if (!book.get(cardId)?.refused) return;
    await book.change(cardId, ({ refused: _, ...card }) => card);
  }

  async function failed(cardId: string, error: unknown): Promise<void> {
    if (stopped || hasCode(error, 'stopping')) return;
    const before = failing.get(cardId);
    before?.cancel();
    const refusal = hasCode(error, 'not-in-channel', 'channel-archived', 'channel-not-found') && error;
    const tries = (before?.tries ?? 0) + 1;
    const wait = pause(refusal ? 'slow' : 'again', tries - 1);
    const ref = newId();
    failing.set(cardId, {
      since: before?.since ?? book.get(cardId)?.refused?.since ?? clock.now(),
      reason: sayReason(error, ref),
      tries,
      nextAt: clock.now() + wait,
      cancel: clock.after(wait, () => void deliver(cardId, { now: true })),
    });
    log.warn({ error, card: cardId, tries, ref }, 'card or note is not delivered, trying again later');
    if (!refusal) return;
    await bringer
      .tellRefused(cardId, refusal)
      .catch((e: unknown) => log.warn({ error: e, card: cardId, ref }, 'cannot tell the requester'));
  }

  function deliver(cardId: string, { now = false } = {}): Promise<void> {
    if (stopped || !book.get(cardId)) return Promise.resolve();
    const hand = inHand.get(cardId);
    if (hand) {
      hand.again = true;
      return hand.done;
    }
    const isTime = (failing.get(cardId)?.nextAt ?? 0) <= clock.now();
    if (!now && !isTime) return Promise.resolve();
    const begun = { again: false, done: Promise.resolve() };
    inHand.set(cardId, begun);
    begun.done = work(cardId, begun).catch((error: unknown) =>
      log.error({ error, card: cardId }, 'delivering failed'),
    );
    return begun.done;
  }

  return {
    deliver,
    undelivered: () =>
      [...failing].map(([cardId, { reason, since }]) => ({
        where: `card of ${book.get(cardId)?.spec.name ?? cardId}`,
        reason,
        since,
      })),
    async stop() {
      stopped = true;
      for (const { cancel } of failing.values()) cancel();
      await Promise.all([...inHand.values()].map(({ done }) => done));
    },
  };
}

function sayReason(error: unknown, ref: string): string {
  if (error instanceof PeeringBotError) return error.message;
  return `Something went wrong inside the bot (reference ${ref}).`;
}
