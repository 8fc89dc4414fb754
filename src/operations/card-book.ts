import type { Clock, Store, Versioned } from '../core/ports.ts';
import type { CardDocument } from './card-document.ts';
import type { Documents } from './documents.ts';
import { createQueue } from './queue.ts';

const PREFIX = 'card:';
/** What is over for longer is in the channel and in the audit log. */
const KEEP_MS = 90 * 24 * 3_600_000;

/** Every card, in the store and at hand. */
export interface CardBook {
  /** Reads what a former process left. */
  load(): Promise<void>;
  all(): CardDocument[];
  get(cardId: string): CardDocument | undefined;
  ofPeering(peeringId: string): CardDocument | undefined;
  /** By card id or peering id. */
  find(id: string): CardDocument | undefined;
  /** Makes the card unless it is there. */
  ensure(card: CardDocument): Promise<void>;
  /** Changes of one card follow each other; resolves once the change is durable. The same card back: no write. */
  change(cardId: string, change: (card: CardDocument) => CardDocument): Promise<CardDocument>;
  /** Counts up when more is known about when peerings were requested. */
  revision(): number;
}

export function createCardBook({
  store,
  documents,
  clock,
}: {
  store: Store;
  documents: Documents;
  clock: Clock;
}): CardBook {
  const cards = new Map<string, Versioned<CardDocument>>();
  const byPeering = new Map<string, string>();
  const inTurn = createQueue();
  let revision = 0;

  function keep(card: Versioned<CardDocument>): CardDocument {
    const { cardId, peeringId, formerPeeringIds = [], requestedAt } = card.value;
    const before = cards.get(cardId)?.value;
    cards.set(cardId, card);
    for (const id of [...formerPeeringIds, peeringId]) if (id) byPeering.set(id, cardId);
    if (before?.peeringId !== peeringId || before?.requestedAt !== requestedAt) revision++;
    return card.value;
  }
  const get = (cardId: string) => cards.get(cardId)?.value;
  const ofPeering = (peeringId: string) => get(byPeering.get(peeringId) ?? '');

  return {
    async load() {
      for (const card of await store.list<CardDocument>(PREFIX)) {
        const { cardId, ended, notes } = card.value;
        const isOld = (ended?.at ?? Number.POSITIVE_INFINITY) < clock.now() - KEEP_MS;
        if (isOld && notes.every(({ delivered }) => delivered)) await store.remove(card.key, card.version);
        else if (!cards.has(cardId)) keep(card);
      }
    },
    all: () => [...cards.values()].map(({ value }) => value),
    get,
    ofPeering,
    find: (id) => get(id) ?? ofPeering(id),
    ensure: (card) =>
      inTurn(card.cardId, async () => {
        if (cards.has(card.cardId)) return;
        keep(await documents.write({ key: PREFIX + card.cardId, version: 0, value: card }, card));
      }),
    change: (cardId, change) =>
      inTurn(cardId, async () => {
        const before = cards.get(cardId);
        if (!before) throw new Error(`card ${cardId} is not in the book`);
        const value = change(before.value);
        return value === before.value ? value : keep(await documents.write(before, value));
      }),
    revision: () => revision,
  };
}
