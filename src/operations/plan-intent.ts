import type { Observation } from '../core/peering.ts';
import { planDigest } from '../core/plan/digest.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planAllowAccess } from '../core/plan/plan-allow-access.ts';
import { planCreate } from '../core/plan/plan-create.ts';
import { planTerminate } from '../core/plan/plan-terminate.ts';
import type { Intent, PlanAnswer } from './api.ts';
import { peeringById } from './peering-by-id.ts';

/** The plan for an intent as things stood when they were read. `nameOf` knows the names of peerings that are gone. */
export function planIntent(
  intent: Intent,
  observation: Observation,
  now: number,
  nameOf: (peeringId: string) => string | undefined,
): PlanAnswer {
  const plan = makePlan(intent, observation, nameOf);
  if ('nothing' in plan) return { planned: false, sentence: plan.nothing };
  return { planned: true, plan, digest: planDigest(plan), shownAt: now };
}

function makePlan(
  intent: Intent,
  observation: Observation,
  nameOf: (peeringId: string) => string | undefined,
): Plan | { nothing: string } {
  if (intent.kind === 'create') return planCreate(intent.form, observation);
  const peering = peeringById(observation, intent.peeringId);
  if (!peering) return { nothing: `${nameOf(intent.peeringId) ?? 'The peering'} is gone already.` };
  return intent.kind === 'allow-access'
    ? planAllowAccess(peering, observation, intent.cidr)
    : planTerminate(peering, observation, intent);
}
