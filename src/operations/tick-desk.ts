import type { Condition, Sighting } from '../core/alerts/alert.ts';
import type { KnowsOf } from '../core/alerts/update-sightings.ts';
import type { Observation } from '../core/peering.ts';
import type { AlertBook, KnownToTick } from './alert-book.ts';
import type { CardBook } from './card-book.ts';
import type { CardDocument } from './card-document.ts';
import type { Delivery } from './deliver.ts';
import type { Journal } from './journal.ts';
import type { KnowledgeSource } from './knowledge.ts';
import type { Outbox } from './outbox.ts';
import { createQueue } from './queue.ts';
import type { StateTeller } from './tell-states.ts';
import type { TickDocument, TickOutcome } from './tick-document.ts';

/** What a tick works with, and where it leaves what it came to. */
export interface TickDesk {
  /** Resolves when what a former process left is at hand. */
  ready(): Promise<void>;
  last(): TickDocument | undefined;
  sightings(): Sighting[];
  /** As it was found last. */
  conditionOf(alertKey: string): Condition | undefined;
  knowledge: { learn(observation: Observation): Promise<void>; of: KnowsOf };
  /** The bot has a hand in this peering's going. */
  isEndedByBot(peeringId: string): boolean;
  /** Writes what is read of every peering on its card. */
  absorb(observation: Observation): Promise<void>;
  /** Stores what `work` decides in one piece, then begins to say it and shows what has changed. */
  decide(work: (known: KnownToTick) => Promise<TickOutcome>): Promise<void>;
}

export function createTickDesk({
  loaded,
  alerts,
  outbox,
  book,
  journal,
  knowledge,
  teller,
  deliver,
}: {
  loaded(): Promise<void>;
  alerts: AlertBook;
  outbox: Outbox;
  book: CardBook;
  journal: Journal;
  knowledge: KnowledgeSource;
  teller: StateTeller;
  deliver: Delivery['deliver'];
}): TickDesk {
  const inTurn = createQueue();

  const open = () => book.all().filter(({ ended, peeringId }) => !ended && peeringId !== undefined);

  /** One after the other: nobody waits for it. What is in the channel already costs nothing but the comparison. */
  function show(cards: CardDocument[]): void {
    for (const cardId of new Set(cards.map((card) => card.cardId)))
      void inTurn('show', () => deliver(cardId));
  }

  return {
    ready: loaded,
    last: alerts.last,
    sightings: alerts.sightings,
    conditionOf: alerts.conditionOf,
    knowledge,
    isEndedByBot(peeringId) {
      const card = book.ofPeering(peeringId);
      if (!card) return false;
      const running = journal.runningFor(card.cardId)?.plan.kind;
      if (running === 'terminate' || running === 'request-again') return true;
      const wasReplaced = card.peeringId !== peeringId;
      return wasReplaced || (card.ended !== undefined && !card.notes.some(({ key }) => key === 'gone'));
    },
    async absorb(observation) {
      const cards = open();
      await Promise.all(cards.map((card) => teller.absorb(card, observation)));
      show(cards.filter(({ cardId }) => book.get(cardId)?.ended));
    },
    async decide(work) {
      const { peeringIds } = await alerts.decide(work);
      outbox.go();
      show([...open(), ...peeringIds.flatMap((peeringId) => book.ofPeering(peeringId) ?? [])]);
    },
  };
}
