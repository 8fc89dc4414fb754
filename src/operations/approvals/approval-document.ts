import type { Approval } from '../../core/approval.ts';
import type { MessagePlace } from '../../core/ports.ts';
import type { Intent } from '../api.ts';
import type { OperationDocument } from '../operation-document.ts';

/** Stored as `approval:<id>` before anybody is asked; its version makes that it is decided once. */
export interface ApprovalDocument extends Omit<Approval, 'requestedBy'> {
  /** From which the plan is made again. */
  intent: Intent;
  digest: string;
  subject: OperationDocument['subject'];
  requestedBy: OperationDocument['by'];
  /** Reference id of the interaction in which it was asked for. */
  ref: string;
  decision?: NonNullable<Approval['decision']> & {
    teamId?: string;
    /** Reference id of the interaction in which it was decided. */
    ref: string;
  };
  /** The card in whose thread it stands; absent where there is no card. */
  under?: MessagePlace;
  /** Where the message is; absent while it is not in the channel. */
  place?: MessagePlace;
  /** The message there shows the outcome. */
  shown?: true;
  /** How often the card above it was lost; part of its marker, so that a lost message is not found again. */
  lost: number;
  /** The outcome stands in the thread. */
  noted?: true;
  /** The requester has the outcome as a direct message. */
  told?: true;
  /** Why the channel does not take it, since when, and whether the requester knows. */
  refused?: { reason: string; since: number; told: boolean };
  /** Decided; what was approved is journaled, and the audit log has it. */
  settled?: true;
  /** Decided, and everything that follows from that has been done. */
  closed?: true;
}

export const approvalMarker = ({ id, lost }: ApprovalDocument): string => `approval:${id}:${lost}`;
export const outcomeMarker = ({ id }: ApprovalDocument): string => `approval-outcome:${id}`;

/** As it is shown. */
export function approvalOf(document: ApprovalDocument): Approval {
  const { id, plan, requestedBy, requestedAt, expiresAt, approvers, decision } = document;
  return {
    id,
    plan,
    requestedBy: requestedBy.userId,
    requestedAt,
    expiresAt,
    approvers,
    ...(decision && { decision }),
  };
}
