import type { Observation } from '../core/peering.ts';
import { specOfForm } from '../core/plan/spec-of-form.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';
import { yugabyteVpcOf } from '../core/yugabyte-vpc-of.ts';
import type { Intent } from './api.ts';
import { observeForPlan } from './observe-for-plan.ts';

/** What a plan for the intent is made from: at the clouds, a look at the one peering or place that it is about. */
export async function observeFor(
  managedDb: Pick<ManagedDb, 'observe'>,
  clock: Clock,
  intent: Intent,
  maxAgeMs: number,
): Promise<Observation> {
  if (intent.kind !== 'create') {
    return observeForPlan(managedDb, clock, { maxAgeMs, clouds: [intent.peeringId] });
  }
  const observation = await observeForPlan(managedDb, clock, { maxAgeMs });
  const vpc = yugabyteVpcOf(intent.form, observation);
  if (!vpc.ok) return observation;
  return managedDb.observe({ maxAgeMs, place: specOfForm(intent.form, vpc.value).application });
}
