import type { Knowledge } from '../core/chain/link.ts';
import type { Peering } from '../core/peering.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';
import type { CardBook } from './card-book.ts';
import type { CardDocument } from './card-document.ts';

/** What Yugabyte does not tell about a peering. */
export interface KnowledgeSource {
  of(peering: Pick<Peering, 'id' | 'yugabyteVpcId'>): Knowledge;
  ofCard(card: CardDocument): Knowledge;
  /** Asks Yugabyte's tasks when the request was made at the latest, where nothing better is known. Never throws. */
  bound(peering: Peering): Promise<void>;
  /** Counts up when something new is known. */
  revision(): number;
}

export function createKnowledge({
  book,
  managedDb,
  clock,
}: {
  book: CardBook;
  managedDb: ManagedDb;
  clock: Clock;
}): KnowledgeSource {
  /** By peering: the newest task of its Yugabyte VPC when it was first seen to wait. */
  const bounds = new Map<string, number>();

  const known = (peeringId: string | undefined, card: CardDocument | undefined): Knowledge => {
    const now = clock.now();
    if (card?.origin === 'made') return { now, requestedAt: { at: card.requestedAt, certainty: 'exact' } };
    const bound = bounds.get(peeringId ?? '');
    return { now, ...(bound !== undefined && { requestedAt: { at: bound, certainty: 'at-latest' } }) };
  };

  return {
    of: ({ id }) => known(id, book.ofPeering(id)),
    ofCard: (card) => known(card.peeringId, card),
    async bound(peering) {
      const { id, state, application, yugabyteVpcId } = peering;
      const wanted = state === 'PENDING' && application.provider === 'AWS' && !bounds.has(id);
      if (!wanted || book.ofPeering(id)?.origin === 'made') return;
      try {
        const [newest] = await managedDb.tasks({
          type: 'CREATE_VPC_PEERING',
          entityId: yugabyteVpcId,
          limit: 1,
        });
        if (newest?.createdAt !== undefined) bounds.set(id, newest.createdAt);
      } catch {
        // Without it the answer only lacks a deadline.
      }
    },
    revision: () => bounds.size,
  };
}
