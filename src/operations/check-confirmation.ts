import type { Observation } from '../core/peering.ts';
import type { Confirmation, ShownPlan } from './api.ts';
import { checkCreate } from './check-create.ts';
import { isWaitingForAcceptance, type Journal } from './journal.ts';
import type { OperationDocument } from './operation-document.ts';
import { planIntent } from './plan-intent.ts';
import type { Progress } from './progress.ts';

/** A plan holds for as long after it was shown. */
const EXPIRES_MS = 15 * 60_000;

/** Why nothing is started; `outcome` is for the audit log. */
export interface Obstacle {
  outcome: 'busy' | 'invalid' | 'nothing-to-do' | 'plan-expired' | 'plan-changed';
  why: string;
  by?: string;
  replan?: ShownPlan;
}

/** The plan that holds, or what stands in the way. `name` is the peering's. */
export function checkConfirmation(
  { intent, digest, shownAt }: Confirmation,
  name: string,
  observation: Observation,
  { journal, progress, now }: { journal: Journal; progress: Progress; now: number },
): Obstacle | ShownPlan {
  const busy = journal
    .runningOn(name)
    .find((other) => intent.kind !== 'terminate' || !isWaitingForAcceptance(other));
  if (busy) return { outcome: 'busy', why: sayBusy(busy, progress), by: busy.by.userId };
  if (intent.kind === 'create') {
    const problems = checkCreate(intent.form, observation, journal);
    if (problems.length > 0) {
      return { outcome: 'invalid', why: problems.map(({ sentence }) => sentence).join(' ') };
    }
  }
  const answer = planIntent(intent, observation, now, name);
  if (!answer.planned) return { outcome: 'nothing-to-do', why: answer.sentence };
  const { planned: _, ...replan } = answer;
  if (now - shownAt > EXPIRES_MS) {
    const why = 'The plan was shown too long ago; this is how it looks now.';
    return { outcome: 'plan-expired', why, replan };
  }
  if (replan.digest !== digest) {
    const why = 'Things have changed since the plan was shown; this is how it looks now.';
    return { outcome: 'plan-changed', why, replan };
  }
  return replan;
}

const DOING = {
  create: 'created',
  complete: 'completed',
  'allow-access': 'given access',
  terminate: 'terminated',
  'request-again': 'requested again',
};

function sayBusy(operation: OperationDocument, progress: Progress): string {
  const { plan } = operation;
  return `${plan.peeringName} is being ${DOING[plan.kind]} already. ${progress.of(operation).sentence}. Wait until that has ended.`;
}
