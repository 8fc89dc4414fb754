import type { Observation, Peering } from '../core/peering.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';
import type { CardBook } from './card-book.ts';
import type { CardDocument } from './card-document.ts';
import { withGone, withState } from './card-events.ts';
import type { Journal } from './journal.ts';
import type { KnowledgeSource } from './knowledge.ts';
import { peeringById } from './peering-by-id.ts';

/** Writes what is seen of a peering on its card, the news among it as notes. */
export interface StateTeller {
  /** Somebody has just seen it, live. */
  saw(peering: Peering): Promise<void>;
  /** Takes over what was read of everything. */
  absorb(card: CardDocument, observation: Observation): Promise<void>;
}

export function createStateTeller({
  managedDb,
  clock,
  book,
  journal,
  knowledge,
}: {
  managedDb: ManagedDb;
  clock: Clock;
  book: CardBook;
  journal: Journal;
  knowledge: KnowledgeSource;
}): StateTeller {
  /** `isOld`: something newer was told; looked at last of all, as another change of the card may be on its way. */
  async function tell(
    card: CardDocument,
    {
      isOld,
      ...seen
    }: { peering: Peering; at: number; observation: Observation | undefined } & {
      isOld(card: CardDocument): boolean;
    },
  ) {
    await book.change(card.cardId, (now) =>
      now.ended || isOld(now)
        ? now
        : withState(now, {
            ...seen,
            knowledge: knowledge.ofCard(now),
            operation: journal.leftFor(now.cardId),
          }),
    );
  }

  async function saw(peering: Peering): Promise<void> {
    const card = book.ofPeering(peering.id);
    if (!card) return;
    const at = clock.now();
    // Just after a start nothing was read yet, and without it nobody could say what is missing.
    const observation = managedDb.peek() ?? (await managedDb.observe().catch(() => undefined));
    await tell(card, { peering, at, observation, isOld: ({ told }) => told !== undefined && at < told.at });
  }

  /** An observation may leave out what it could not understand: only a look at the peering itself tells. */
  async function lookFor({ cardId, peeringId = '' }: CardDocument): Promise<void> {
    const peering = await managedDb.getPeering(peeringId).catch(() => 'unknown' as const);
    if (peering === 'unknown' || journal.leftFor(cardId)) return;
    if (peering && peering.state !== 'DELETED') return saw(peering);
    await book.change(cardId, (card) => withGone(card, clock.now()));
  }

  return {
    saw,
    async absorb(card, observation) {
      const { peeringId, ended } = card;
      if (peeringId === undefined || ended || observation.refreshFailed) return;
      const { at } = observation;
      const isOld = ({ told }: CardDocument) => told !== undefined && at <= told.at;
      if (isOld(card)) return;
      const peering = peeringById(observation, peeringId);
      if (peering && peering.state !== 'DELETED') await tell(card, { peering, at, observation, isOld });
      else if (!journal.leftFor(card.cardId)) await lookFor(card);
    },
  };
}
