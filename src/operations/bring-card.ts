import type { SpeakPolicy } from '../core/alerts/alert.ts';
import { hasCode, type PeeringBotError } from '../core/errors.ts';
import type { CardView, Clock, Notifier } from '../core/ports.ts';
import type { CardBook } from './card-book.ts';
import { type CardDocument, type CardNote, cardMarker, noteMarker } from './card-document.ts';
import type { Deliverable } from './deliver.ts';
import { heldUntil } from './held-until.ts';
import { createPostOnce } from './post-once.ts';

/** Brings one card and its notes to where they belong, each once, whatever became of Slack's earlier answers. */
export interface Bringer extends Deliverable {
  /** What a former process left may be in Slack or not: it is looked for before it is posted. */
  takeOver(): void;
}

export interface BringerParts {
  book: CardBook;
  notifier: Notifier;
  clock: Clock;
  channel: string | undefined;
  policy: SpeakPolicy;
  /** Resolves when the channel has rested from the last message. */
  turn(channel: string): Promise<void>;
  /** Somebody waits for what is being done: Slack bears with a few messages at once. */
  isAwaited(cardId: string): boolean;
  /** `undefined` while too little is known to draw it better than it stands there. */
  draw(card: CardDocument): CardView | undefined;
}

/** Slack's clock and ours may differ. */
const SKEW_MS = 5 * 60_000;

export function createBringer(parts: BringerParts): Bringer {
  const { book, notifier, clock, channel, policy, draw } = parts;
  const { once, doubt } = createPostOnce();

  const read = (cardId: string): CardDocument => {
    const card = book.get(cardId);
    if (!card) throw new Error(`card ${cardId} is not in the book`);
    return card;
  };

  const isHeld = ({ at, reminder }: Pick<CardNote, 'at' | 'reminder'>) =>
    reminder === true && heldUntil(at, clock.now(), policy) !== undefined;

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

  async function inTurn<T>(cardId: string, where: string, post: () => Promise<T>): Promise<T> {
    if (!parts.isAwaited(cardId)) await parts.turn(where);
    return post();
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
      post: () => inTurn(cardId, where, () => notifier.postCard(where, marker, view)),
    });
    await book.change(cardId, (now) => ({ ...now, place, ...(!found && { drawn: view.version }) }));
    if (found) await bringCard(cardId);
  }

  async function bringNotes(cardId: string): Promise<void> {
    for (;;) {
      const card = read(cardId);
      const note = card.notes.find(({ delivered, ...one }) => !delivered && !isHeld(one));
      const { place } = card;
      if (!note || !place) return;
      const marker = noteMarker(card, note);
      const { text, mention, by } = note;
      const content = { text, ...(mention !== undefined && { mention }), ...(by !== undefined && { by }) };
      await once(marker, {
        find: () => notifier.findMessage(place.channel, marker, note.at - SKEW_MS, place),
        post: () => inTurn(cardId, place.channel, () => notifier.postNote(place, marker, content)),
      });
      await markDelivered(cardId, note);
    }
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
      const person = note.mention ?? note.by ?? card.requestedBy;
      if (person !== undefined) {
        await notifier.tell(person, { text: `${card.spec.name}: ${note.text}${hint}` });
      }
      await markDelivered(cardId, note);
    }
  }

  async function tellLost(cardId: string): Promise<void> {
    const { tellLost: wanted, requestedBy, spec } = read(cardId);
    if (!wanted) return;
    if (requestedBy !== undefined) {
      await notifier.tell(requestedBy, {
        text: `The card of ${spec.name} was deleted in the channel, so there is a new one now. To be rid of it, terminate the peering.`,
      });
    }
    await book.change(cardId, ({ tellLost: _, ...card }) => card);
  }

  /** The requester hears it, once for however many cards. */
  async function tellRefused(cardId: string, { message, mend }: PeeringBotError): Promise<void> {
    const { refused, requestedBy, spec } = read(cardId);
    if (refused?.told) return;
    const known = book.all().some((other) => other.refused?.told && other.requestedBy === requestedBy);
    const entry = { reason: message, since: refused?.since ?? clock.now() };
    await book.change(cardId, (card) => ({ ...card, refused: { ...entry, told: false } }));
    if (!known && requestedBy !== undefined) {
      const text = `I cannot show the card of ${spec.name} in the channel. ${message}${mend ? ` ${mend}` : ''} The work goes on; the card is kept and posted as soon as that is possible.`;
      await notifier.tell(requestedBy, { text });
    }
    await book.change(cardId, (card) => ({ ...card, refused: { ...entry, told: true } }));
  }

  return {
    takeOver() {
      for (const card of book.all()) {
        if (!card.place) doubt(cardMarker(card));
        for (const note of card.notes) if (!note.delivered) doubt(noteMarker(card, note));
      }
    },
    has: (cardId) => book.get(cardId) !== undefined,
    where: (cardId) => `card of ${book.get(cardId)?.spec.name ?? cardId}`,
    bring,
    async arrived(cardId) {
      if (!book.get(cardId)?.refused) return;
      await book.change(cardId, ({ refused: _, ...card }) => card);
    },
    tellRefused,
    refusedSince: (cardId) => book.get(cardId)?.refused?.since,
  };
}
