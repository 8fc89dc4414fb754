import { hasCode, PeeringBotError } from '../core/errors.ts';
import type { CardView, Clock, MessagePlace, Notifier } from '../core/ports.ts';
import type { CardBook } from './card-book.ts';
import { type CardDocument, type CardNote, cardMarker, noteMarker } from './card-document.ts';
import type { Log } from './log.ts';
import { pause } from './pauses.ts';

/** Brings cards and their notes to the channel, each once, whatever becomes of Slack's answers. */
export interface Delivery {
  /** What a former process left may be in Slack or not: it is looked for before it is posted. */
  takeOver(): void;
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

/** Slack's clock and ours may differ. */
const SKEW_MS = 5 * 60_000;

export function createDelivery({
  book,
  notifier,
  clock,
  log,
  channel,
  newId,
  draw,
}: {
  book: CardBook;
  notifier: Notifier;
  clock: Clock;
  log: Log;
  channel: string | undefined;
  newId: () => string;
  /** `undefined` while too little is known to draw it better than it stands there. */
  draw(card: CardDocument): CardView | undefined;
}): Delivery {
  const inHand = new Map<string, { again: boolean; done: Promise<void> }>();
  const failing = new Map<string, Failing>();
  const doubtful = new Set<string>();
  let stopped = false;

  const read = (cardId: string): CardDocument => {
    const card = book.get(cardId);
    if (!card) throw new Error(`card ${cardId} is not in the book`);
    return card;
  };

  async function work(cardId: string, hand: { again: boolean }): Promise<void> {
    try {
      do {
        hand.again = false;
        await bring(cardId);
      } while (hand.again && !stopped);
      await succeeded(cardId);
    } catch (error) {
      await failed(cardId, error);
    }
  }

  async function bring(cardId: string): Promise<void> {
    if (!channel && !read(cardId).place) return tellNotes(cardId);
    await orPostAnew(cardId, bringCard);
    await orPostAnew(cardId, bringNotes);
    await tellLost(cardId);
  }

  /** A card that somebody deleted is posted again, since there is something new to show. */
  async function orPostAnew(cardId: string, work: (cardId: string) => Promise<void>): Promise<void> {
    try {
      await work(cardId);
    } catch (error) {
      if (!hasCode(error, 'message-gone')) throw error;
      await book.change(cardId, ({ place: _place, drawn: _drawn, ...card }) => ({
        ...card,
        lost: card.lost + 1,
        tellLost: true,
      }));
      await bringCard(cardId);
      await bringNotes(cardId);
    }
  }

  async function bringCard(cardId: string): Promise<void> {
    const card = read(cardId);
    const view = draw(card);
    const marker = cardMarker(card);
    const isThere = card.place !== undefined;
    if (!view || (isThere && card.drawn === view.version)) return;
    if (card.place) {
      await notifier.updateCard(card.place, marker, view);
      await book.change(cardId, (now) => ({ ...now, drawn: view.version }));
      return;
    }
    const where = channel ?? '';
    const { place, found } = await once(marker, {
      find: () => notifier.findMessage(where, marker, card.requestedAt - SKEW_MS),
      post: () => notifier.postCard(where, marker, view),
    });
    await book.change(cardId, (now) => ({ ...now, place, ...(!found && { drawn: view.version }) }));
    if (found) await bringCard(cardId);
  }

  async function bringNotes(cardId: string): Promise<void> {
    for (;;) {
      const card = read(cardId);
      const note = card.notes.find(({ delivered }) => !delivered);
      const { place } = card;
      if (!note || !place) return;
      const marker = noteMarker(card, note);
      const { text, mention, by } = note;
      await once(marker, {
        find: () => notifier.findMessage(place.channel, marker, note.at - SKEW_MS, place),
        post: () =>
          notifier.postNote(place, marker, {
            text,
            ...(mention !== undefined && { mention }),
            ...(by !== undefined && { by }),
          }),
      });
      await markDelivered(cardId, note);
    }
  }

  /** Posts; where an earlier answer may have been lost, looks for the message first. */
  async function once(
    marker: string,
    { find, post }: { find(): Promise<MessagePlace | undefined>; post(): Promise<MessagePlace> },
  ): Promise<{ place: MessagePlace; found: boolean }> {
    if (doubtful.has(marker)) {
      const place = await find();
      if (place) return { place, found: true };
    }
    doubtful.add(marker);
    const place = await post();
    doubtful.delete(marker);
    return { place, found: false };
  }

  const markDelivered = (cardId: string, { key }: CardNote) =>
    book.change(cardId, (card) => ({
      ...card,
      notes: card.notes.map((note) => (note.key === key ? { ...note, delivered: true } : note)),
    }));

  /** Without a channel there is no card: who asked hears it in person. */
  async function tellNotes(cardId: string): Promise<void> {
    for (;;) {
      const card = read(cardId);
      const note = card.notes.find(({ delivered }) => !delivered);
      if (!note) return;
      const isFirst = card.notes[0]?.key === note.key;
      const hint = isFirst
        ? ' There is no channel for cards (PEERING_CHANNEL is not set), so you hear it here.'
        : '';
      await notifier.tell(note.mention ?? note.by ?? card.requestedBy, {
        text: `${card.spec.name}: ${note.text}${hint}`,
      });
      await markDelivered(cardId, note);
    }
  }

  async function tellLost(cardId: string): Promise<void> {
    const { tellLost: wanted, requestedBy, spec } = read(cardId);
    if (!wanted) return;
    await notifier.tell(requestedBy, {
      text: `The card of ${spec.name} was deleted in the channel, so there is a new one now. To be rid of it, terminate the peering.`,
    });
    await book.change(cardId, ({ tellLost: _, ...card }) => card);
  }

  async function succeeded(cardId: string): Promise<void> {
    failing.get(cardId)?.cancel();
    failing.delete(cardId);
    if (!read(cardId).refused) return;
    await book.change(cardId, ({ refused: _, ...card }) => card);
  }

  async function failed(cardId: string, error: unknown): Promise<void> {
    if (stopped || hasCode(error, 'stopping')) return;
    const before = failing.get(cardId);
    before?.cancel();
    const refusal = hasCode(error, 'not-in-channel', 'channel-archived', 'channel-not-found')
      ? error
      : undefined;
    const tries = (before?.tries ?? 0) + 1;
    const wait = pause(refusal ? 'slow' : 'again', tries - 1);
    const ref = newId();
    failing.set(cardId, {
      since: before?.since ?? read(cardId).refused?.since ?? clock.now(),
      reason:
        error instanceof PeeringBotError
          ? error.message
          : `Something went wrong inside the bot (reference ${ref}).`,
      tries,
      nextAt: clock.now() + wait,
      cancel: clock.after(wait, () => void deliver(cardId, { now: true })),
    });
    log.warn({ error, card: cardId, tries, ref }, 'card or note is not delivered, trying again later');
    if (refusal)
      await tellRefused(cardId, refusal).catch((e: unknown) =>
        log.warn({ error: e, card: cardId }, 'cannot tell the requester'),
      );
  }

  /** Once for each requester, however many cards wait for the same channel. */
  async function tellRefused(cardId: string, { message, mend }: PeeringBotError): Promise<void> {
    const { refused, requestedBy, spec } = read(cardId);
    if (refused?.told) return;
    const known = book.all().some((other) => other.refused?.told && other.requestedBy === requestedBy);
    const entry = { reason: message, since: refused?.since ?? clock.now() };
    await book.change(cardId, (card) => ({ ...card, refused: { ...entry, told: false } }));
    if (!known) {
      const text = `I cannot show the card of ${spec.name} in the channel. ${message}${mend ? ` ${mend}` : ''} The work goes on; the card is kept and posted as soon as that is possible.`;
      await notifier.tell(requestedBy, { text });
    }
    await book.change(cardId, (card) => ({ ...card, refused: { ...entry, told: true } }));
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
    begun.done = work(cardId, begun)
      .catch((error: unknown) => log.error({ error, card: cardId }, 'card is not kept'))
      .finally(() => inHand.delete(cardId));
    return begun.done;
  }

  return {
    takeOver() {
      for (const card of book.all()) {
        if (!card.place) doubtful.add(cardMarker(card));
        for (const note of card.notes) if (!note.delivered) doubtful.add(noteMarker(card, note));
      }
    },
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
