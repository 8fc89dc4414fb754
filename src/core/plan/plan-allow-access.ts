import { applicationNetworks } from '../application-networks.ts';
import { clustersBehind, coverage } from '../chain/coverage.ts';
import { parseNetwork } from '../cidr.ts';
import type { Observation, Peering } from '../peering.ts';
import { sayList } from '../say-list.ts';
import { letIn } from './let-in.ts';
import type { Plan } from './plan.ts';

/**
 * The plan that lets the application VPC in on each cluster that does not let it in yet. `cidr` is what a person typed,
 * for a peering without one or for a further network of the VPC.
 */
export function planAllowAccess(
  peering: Peering,
  observation: Observation,
  cidr?: string,
): Plan | { nothing: string } {
  const dead = DEAD[peering.state];
  if (dead) return { nothing: `${peering.name} ${dead}` };
  const typed = cidr === undefined || cidr.trim() === '' ? undefined : parseNetwork(cidr);
  if (typed && !typed.ok) return { nothing: typed.problem };
  const entries = typed ? [typed.network] : applicationNetworks(peering, observation);
  if (entries.length === 0) {
    return { nothing: `${peering.name} names no CIDR: say which network to let in.` };
  }
  const { clusters, allowLists } = observation;
  if (!clusters.ok) return { nothing: `The clusters could not be read: ${clusters.reason}` };
  if (!allowLists.ok) return { nothing: `The allow lists could not be read: ${allowLists.reason}` };

  const behind = clustersBehind(peering, observation);
  if (behind.length === 0) {
    return {
      nothing: `No cluster is in the Yugabyte VPC ${peering.yugabyteVpcName}, so there is nothing to open.`,
    };
  }
  const closed = behind.filter((cluster) =>
    entries.some((entry) => !coverage(cluster, entry, allowLists.value).covered),
  );
  if (closed.length === 0) {
    return { nothing: `${sayList(behind.map(({ name }) => name))} already let ${sayList(entries)} in.` };
  }
  const { steps, consequences, warnings } = letIn(peering.name, entries, closed, allowLists);
  if (steps.length === 0) return { nothing: warnings.join(' ') };
  return {
    kind: 'allow-access',
    peeringName: peering.name,
    peeringId: peering.id,
    basedOnState: peering.state,
    steps,
    consequences,
    warnings: [
      ...warnings,
      ...(peering.state === 'ACTIVE'
        ? []
        : [`The peering is ${peering.state}: this takes effect once it is ACTIVE.`]),
    ],
  };
}

const DEAD: Record<string, string> = {
  DELETING: 'is being terminated.',
  DELETED: 'has been terminated.',
  EXPIRED: 'has expired: request it again first.',
  FAILED: 'has failed: terminate it and create it again first.',
};
