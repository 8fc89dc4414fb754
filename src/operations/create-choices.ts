import { byName } from '../core/by-name.ts';
import { PeeringBotError } from '../core/errors.ts';
import { notPeerable } from '../core/not-peerable.ts';
import type { Observation, YugabyteVpc } from '../core/peering.ts';

/** Those that can be peered first, each by name. */
export function createChoices({ vpcs }: Observation): { vpc: YugabyteVpc; notPeerable?: string }[] {
  if (!vpcs.ok) {
    throw new PeeringBotError('unreachable', 'The Yugabyte VPCs could not be read.', {
      means: vpcs.reason,
      mend: 'Try again in a moment.',
    });
  }
  const choices = vpcs.value.toSorted(byName).map((vpc) => {
    const why = notPeerable(vpc);
    return { vpc, ...(why !== undefined && { notPeerable: why }) };
  });
  return choices.sort((a, b) => Number('notPeerable' in a) - Number('notPeerable' in b));
}
