import type { Observation, Peering } from '../peering.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import type { Knowledge } from './link.ts';
import type { Subject } from './rule.ts';

/** One peering with all that was read of it. */
export function subjectOf(peering: Peering, observation: Observation, knowledge: Knowledge): Subject {
  const cloud = observation.clouds?.get(peering.id);
  return {
    peering,
    yugabyteVpc: yugabyteVpcOf(peering, observation),
    observation,
    knowledge,
    ...(cloud && { cloud }),
    mayAct: observation.mayAct?.includes(peering.application.provider) ?? false,
  };
}
