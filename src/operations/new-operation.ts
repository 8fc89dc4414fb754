import { createHash } from 'node:crypto';
import type { Observation } from '../core/peering.ts';
import type { Plan } from '../core/plan/plan.ts';
import { yugabyteVpcOf } from '../core/yugabyte-vpc-of.ts';
import type { Confirmation, ShownPlan } from './api.ts';
import type { CardBook } from './card-book.ts';
import type { OperationDocument } from './operation-document.ts';
import { peeringById } from './peering-by-id.ts';

/** The same confirmation twice is one operation; one given after the plan was shown anew is another. */
export function operationId({ confirmationId, digest, shownAt }: Confirmation): string {
  return createHash('sha256').update([confirmationId, digest, shownAt].join('\n')).digest('hex').slice(0, 20);
}

/** As it is journaled before anything happens. */
export function newOperation({
  id,
  shown: { plan, digest },
  subject,
  book,
  by: { userId, teamId },
  approvedBy,
  ref,
  now,
}: {
  id: string;
  shown: Pick<ShownPlan, 'plan' | 'digest'>;
  subject: OperationDocument['subject'];
  book: CardBook;
  by: OperationDocument['by'];
  approvedBy?: string | undefined;
  ref: string;
  now: number;
}): OperationDocument {
  const { peeringId } = plan;
  const about =
    peeringId === undefined
      ? { cardId: `c-${id}` }
      : { peeringId, cardId: book.ofPeering(peeringId)?.cardId ?? `p-${peeringId}` };
  return {
    id,
    plan,
    digest,
    ref,
    by: { userId, ...(teamId !== undefined && { teamId }) },
    ...(approvedBy !== undefined && { approvedBy }),
    startedAt: now,
    ...about,
    subject,
    steps: plan.steps.map(() => ({ status: 'waiting' })),
    status: 'running',
  };
}

/** What a plan is about, for as long as Yugabyte does not know it. */
export function subjectOf(plan: Plan, observation: Observation): OperationDocument['subject'] {
  const peering = plan.peeringId === undefined ? undefined : peeringById(observation, plan.peeringId);
  if (peering) {
    const { name, yugabyteVpcId, application, yugabyteVpcName } = peering;
    return { spec: { name, yugabyteVpcId, application }, yugabyteVpcName };
  }
  const spec = plan.steps.find((step) => step.do === 'request-peering')?.spec;
  if (!spec) throw new Error(`the plan for ${plan.peeringName} is about no peering`);
  const vpc = yugabyteVpcOf(spec, observation);
  return { spec, yugabyteVpcName: vpc.ok ? vpc.value.name : spec.yugabyteVpcId };
}
