import type { PeeringSpec } from '../core/peering.ts';
import type { Plan } from '../core/plan/plan.ts';

/** `doing` is written before a step changes anything, `done` once its effect is seen. */
export interface StepEntry {
  status: 'waiting' | 'doing' | 'done';
  /** When it was about to change something last. */
  startedAt?: number;
  doneAt?: number;
}

/** Stored as `operation:<id>` before anything happens; what is needed to go on after a restart. */
export interface OperationDocument {
  id: string;
  plan: Plan;
  digest: string;
  /** Reference id of the interaction that confirmed it. */
  ref: string;
  by: { userId: string; teamId?: string };
  /** Slack user id of who approved it, where that took somebody. */
  approvedBy?: string;
  startedAt: number;
  cardId: string;
  subject: { spec: PeeringSpec; yugabyteVpcName: string };
  /** For `create` known once Yugabyte has taken the request. */
  peeringId?: string;
  /** Ids of identical peerings that were there before the request: those are not ours. */
  identicalBefore?: string[];
  /** When the request was sent. */
  requestedAt?: number;
  /** Ids of the allow lists made or found, by name. */
  allowListIds?: Record<string, string>;
  steps: StepEntry[];
  status: 'running' | 'done' | 'failed';
  endedAt?: number;
  failure?: { sentence: string; mend?: string };
  /** Ended because somebody asked to terminate the peering it waited for. */
  superseded?: boolean;
  /** Everything that follows the end has been done as well: card, audit. */
  closed?: boolean;
}

/** What a step may note down for later steps and for a restart. */
export type StepNotes = Partial<
  Pick<OperationDocument, 'peeringId' | 'identicalBefore' | 'requestedAt' | 'allowListIds'>
>;

/** Index of the step in hand; the number of steps when all are done. */
export function stepInHand({ steps }: OperationDocument): number {
  const index = steps.findIndex(({ status }) => status !== 'done');
  return index < 0 ? steps.length : index;
}
