import { clustersBehind, coverage } from '../chain/coverage.ts';
import type { Cluster, Observation, Peering } from '../peering.ts';

/** A cluster in the peering's Yugabyte VPC and what of the application VPC it does not let in. */
export interface ClusterAccess {
  cluster: Cluster;
  /** The networks that it does not let in; `everything` where no network is known, but nothing at all is let in. */
  missing: string[] | 'everything';
}

/** Whether the clusters behind a peering were read, so that one can tell what they let in. */
export function seesAccess({ vpcs, clusters, allowLists }: Observation): boolean {
  return vpcs.ok && clusters.ok && allowLists.ok;
}

/**
 * What each cluster behind the peering keeps out, as far as `networks` tells what the application VPC's are; clusters of
 * which nobody can tell are left out.
 */
export function clusterAccess(
  peering: Peering,
  observation: Observation,
  networks: string[],
): ClusterAccess[] {
  const { allowLists } = observation;
  if (!allowLists.ok) return [];
  return clustersBehind(peering, observation).flatMap((cluster): ClusterAccess[] => {
    if (networks.length > 0) {
      return [
        { cluster, missing: networks.flatMap((one) => coverage(cluster, one, allowLists.value).missing) },
      ];
    }
    const { covered, assigned } = coverage(cluster, '0.0.0.0/0', allowLists.value);
    if (covered) return [{ cluster, missing: [] }];
    return assigned.length === 0 ? [{ cluster, missing: 'everything' }] : [];
  });
}
