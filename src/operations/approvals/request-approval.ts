import { sayOutcome, sayRequest } from '../../core/approval.ts';
import type { Observation } from '../../core/peering.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Clock } from '../../core/ports.ts';
import type { ConfirmAnswer, Intent, ShownPlan } from '../api.ts';
import type { CardBook } from '../card-book.ts';
import { subjectOf } from '../new-operation.ts';
import type { OperationDocument } from '../operation-document.ts';
import type { ApprovalBook } from './approval-book.ts';
import type { ApprovalDocument } from './approval-document.ts';
import type { ApprovalFollower } from './follow-approval.ts';

/** What a person wants whose yes alone is not enough. */
export interface Wanted {
  id: string;
  intent: Intent;
  shown: ShownPlan;
  observation: Observation;
  approvers: string[];
  by: OperationDocument['by'];
  ref: string;
}

/** Why nobody is asked; `outcome` is for the audit log. */
type NotAsked = { outcome: 'no-channel' | 'asked-already'; why: string; by?: string };

export interface RequestApproval {
  /** The answer to a confirmation that was asked about before. */
  askedBefore(id: string): Promise<ConfirmAnswer | undefined>;
  /** Why nobody is asked, if so. */
  obstacle(plan: Plan): NotAsked | undefined;
  /** Asks; resolves once that is stored. Throws when it is not. */
  ask(wanted: Wanted): Promise<ConfirmAnswer>;
}

export function createRequestApproval({
  book,
  cards,
  follower,
  clock,
  channel,
  expiresMs,
}: {
  book: ApprovalBook;
  cards: CardBook;
  follower: ApprovalFollower;
  clock: Clock;
  channel: string | undefined;
  expiresMs: number;
}): RequestApproval {
  return {
    async askedBefore(id) {
      const approval = await book.get(id);
      if (!approval) return undefined;
      return approval.decision ? { started: false, why: sayOutcome(approval) } : asked(approval);
    },

    obstacle(plan) {
      const { peeringName, kind } = plan;
      if (!channel) {
        return {
          outcome: 'no-channel',
          why: `${peeringName} is protected, and there is no channel to ask approvers in: set PEERING_CHANNEL.`,
        };
      }
      const open = book
        .left()
        .find(
          (other) =>
            !other.decision &&
            other.plan.kind === kind &&
            other.plan.peeringName.toLowerCase() === peeringName.toLowerCase(),
        );
      if (!open) return undefined;
      return {
        outcome: 'asked-already',
        why: `There is a request to ${sayRequest(open)} already that waits for an approver.`,
        by: open.requestedBy.userId,
      };
    },

    async ask({ id, intent, shown: { plan, digest }, observation, approvers, by, ref }) {
      const card = plan.peeringId === undefined ? undefined : cards.ofPeering(plan.peeringId);
      const now = clock.now();
      const approval: ApprovalDocument = {
        id,
        intent,
        plan,
        digest,
        subject: subjectOf(plan, observation),
        requestedBy: by,
        requestedAt: now,
        expiresAt: now + expiresMs,
        approvers,
        ref,
        ...(card?.place && { under: card.place }),
        lost: 0,
      };
      try {
        await book.open(approval);
      } catch (error) {
        follower.followStored(id);
        throw error;
      }
      follower.follow(id);
      return asked(approval);
    },
  };
}

function asked({ id, plan, approvers, expiresAt }: ApprovalDocument): ConfirmAnswer {
  return {
    started: false,
    why: `${plan.peeringName} is protected: it starts once somebody else has approved it.`,
    approval: { id, approvers, expiresAt },
  };
}
