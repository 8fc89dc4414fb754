import type { PeeringSpec } from '../core/peering.ts';
import type { CardDocument } from './card-document.ts';
import type { OperationDocument } from './operation-document.ts';

/** For a peering that the bot makes, or that an operation is started on without its having one. */
export function newCard(operation: OperationDocument): CardDocument {
  const { cardId, plan, subject, by, startedAt, peeringId } = operation;
  return {
    cardId,
    ...subject,
    ...(peeringId !== undefined && { peeringId }),
    origin: plan.kind === 'create' ? 'made' : 'found',
    requestedBy: by.userId,
    requestedAt: startedAt,
    lost: 0,
    notes: [],
  };
}

/** For a peering that somebody made without the bot and that is to be spoken of. */
export function foundCard(
  peeringId: string,
  subject: { spec: PeeringSpec; yugabyteVpcName: string },
  at: number,
): CardDocument {
  return {
    cardId: `p-${peeringId}`,
    ...subject,
    peeringId,
    origin: 'found',
    requestedAt: at,
    lost: 0,
    notes: [],
  };
}
