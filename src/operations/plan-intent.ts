import type { Observation } from '../core/peering.ts';
import { planDigest } from '../core/plan/digest.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planAllowAccess } from '../core/plan/plan-allow-access.ts';
import { planComplete } from '../core/plan/plan-complete.ts';
import { planCreate } from '../core/plan/plan-create.ts';
import { planRequestAgain } from '../core/plan/plan-request-again.ts';
import { planTerminate } from '../core/plan/plan-terminate.ts';
import type { Intent, PlanAnswer } from './api.ts';
import { peeringById } from './peering-by-id.ts';

/** The plan for an intent as things stood when they were read. `name` is what it was last called, if it is gone. */
export function planIntent(
  intent: Intent,
  observation: Observation,
  now: number,
  name = 'The peering',
): PlanAnswer {
  const plan = makePlan(intent, observation, name);
  if ('nothing' in plan) return { planned: false, sentence: plan.nothing };
  return { planned: true, plan, digest: planDigest(plan), shownAt: now };
}

function makePlan(intent: Intent, observation: Observation, name: string): Plan | { nothing: string } {
  if (intent.kind === 'create') return planCreate(intent.form, observation, intent);
  const peering = peeringById(observation, intent.peeringId);
  if (!peering) return { nothing: `${name} is gone already.` };
  switch (intent.kind) {
    case 'complete':
      return planComplete(peering, observation, intent);
    case 'allow-access':
      return planAllowAccess(peering, observation, intent.cidr);
    case 'terminate':
      return planTerminate(peering, observation, intent);
    case 'request-again':
      return planRequestAgain(peering, observation);
  }
}
