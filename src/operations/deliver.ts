import { hasCode, PeeringBotError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Log } from './log.ts';
import { pause } from './pauses.ts';

/** Messages of one kind, by id, and how each gets to where it belongs. */
export interface Deliverable {
  has(id: string): boolean;
  /** For people, e.g. "card of shop". */
  where(id: string): string;
  /** Resolves when everything is where it belongs; throws what Slack says against it. Can be done again without harm. */
  bring(id: string): Promise<void>;
  /** It has arrived, perhaps after having been refused. */
  arrived(id: string): Promise<void>;
  /** The channel does not take it: somebody hears of that. */
  tellRefused(id: string, refusal: PeeringBotError): Promise<void>;
  /** Since when the channel does not take it, if a former process has seen that. */
  refusedSince(id: string): number | undefined;
}

/** Sees to it that messages are delivered: again and again where Slack does not take them. */
export interface Delivery {
  /** Resolves after a try, never rejects; what was not delivered is tried again later. `now`: although it is not yet time. */
  deliver(id: string, options?: { now?: boolean }): Promise<void>;
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

export function createDelivery(
  messages: Deliverable,
  { clock, log, newId }: { clock: Clock; log: Log; newId: () => string },
): Delivery {
  const inHand = new Map<string, { again: boolean; done: Promise<void> }>();
  const failing = new Map<string, Failing>();
  let stopped = false;

  async function work(id: string, hand: { again: boolean }): Promise<void> {
    try {
      do {
        hand.again = false;
        await messages.bring(id);
        failing.get(id)?.cancel();
        failing.delete(id);
        await messages.arrived(id);
      } while (hand.again && !stopped);
    } catch (error) {
      await failed(id, error);
    } finally {
      inHand.delete(id);
    }
  }

  async function failed(id: string, error: unknown): Promise<void> {
    if (stopped || hasCode(error, 'stopping')) return;
    const before = failing.get(id);
    before?.cancel();
    const refusal = hasCode(error, 'not-in-channel', 'channel-archived', 'channel-not-found') && error;
    const tries = (before?.tries ?? 0) + 1;
    const wait = pause(refusal ? 'slow' : 'again', tries - 1);
    const ref = newId();
    failing.set(id, {
      since: before?.since ?? messages.refusedSince(id) ?? clock.now(),
      reason: sayReason(error, ref),
      tries,
      nextAt: clock.now() + wait,
      cancel: clock.after(wait, () => void deliver(id, { now: true })),
    });
    log.warn({ error, id, tries, ref }, 'a message is not delivered, trying again later');
    if (!refusal) return;
    await messages
      .tellRefused(id, refusal)
      .catch((e: unknown) => log.warn({ error: e, id, ref }, 'cannot tell the requester'));
  }

  function deliver(id: string, { now = false } = {}): Promise<void> {
    if (stopped || !messages.has(id)) return Promise.resolve();
    const hand = inHand.get(id);
    if (hand) {
      hand.again = true;
      return hand.done;
    }
    const isTime = (failing.get(id)?.nextAt ?? 0) <= clock.now();
    if (!now && !isTime) return Promise.resolve();
    const begun = { again: false, done: Promise.resolve() };
    inHand.set(id, begun);
    begun.done = work(id, begun).catch((error: unknown) => log.error({ error, id }, 'delivering failed'));
    return begun.done;
  }

  return {
    deliver,
    undelivered: () =>
      [...failing].map(([id, { reason, since }]) => ({
        where: messages.where(id),
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
