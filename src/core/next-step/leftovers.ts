import type { NextStep } from '../chain/link.ts';
import type { Observation, Peering } from '../peering.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import { removeInAws } from './remove-in-aws.ts';
import { removeInGcp } from './remove-in-gcp.ts';

/** How to remove what a terminated peering leaves at the application's cloud; nothing for other providers. */
export function leftovers(peering: Peering, observation: Observation): NextStep | undefined {
  const vpc = yugabyteVpcOf(peering, observation);
  const facts = observation.clouds?.get(peering.id);
  if (peering.application.provider === 'AWS') {
    return removeInAws(peering, vpc, facts?.provider === 'AWS' ? facts : undefined);
  }
  if (peering.application.provider === 'GCP') return removeInGcp(peering, vpc);
  return undefined;
}
