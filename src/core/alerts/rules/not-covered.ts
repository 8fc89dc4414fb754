import type { BotFix } from '../../chain/link.ts';
import { sayList } from '../../say-list.ts';
import type { Condition } from '../alert.ts';
import { type ClusterAccess, clusterAccess, seesAccess } from '../cluster-access.ts';
import { about } from './about.ts';
import type { AlertRule, AlertSubject } from './rule.ts';
import { whenSettled } from './when-settled.ts';

const ALLOW_ACCESS: BotFix = { kind: 'bot', fix: 'allow-access', label: 'Allow access' };

/** A cluster behind an ACTIVE peering that does not let the application VPC in, or no longer does. */
export const notCovered: AlertRule = (subject) => {
  const { peering, sighting, observation } = subject;
  if (peering.state !== 'ACTIVE' || !seesAccess(observation)) return [];
  return clusterAccess(peering, observation, sighting.networks)
    .filter(({ missing }) => missing.length > 0)
    .map((access) => conditionOf(subject, access));
};

function conditionOf(subject: AlertSubject, access: ClusterAccess): Condition {
  const { peering, sighting, observation, policy } = subject;
  const { id } = access.cluster;
  const was = sighting.coveredClusterIds.includes(id);
  const since = Math.max(sighting.uncoveredSince[id] ?? observation.at, sighting.stateSince);
  return {
    ...about(peering, was ? 'allowed.no-longer-covered' : 'allowed.not-covered', id),
    sentence: sentenceOf(subject, access, was),
    owner: { kind: 'operators' },
    fixes: [ALLOW_ACCESS],
    since,
    dueAt: was ? whenSettled(since, policy) : since + policy.pendingAfterMs,
  };
}

function sentenceOf({ sighting: { networks } }: AlertSubject, access: ClusterAccess, was: boolean): string {
  const { cluster, missing } = access;
  const verb = was ? 'no longer lets' : 'does not let';
  if (missing === 'everything') {
    return `${cluster.name} ${verb} the application in: no allow list is on it.`;
  }
  if (missing.join() === networks.join()) return `${cluster.name} ${verb} ${sayList(networks, 4)} in.`;
  return `${cluster.name} ${verb} all of ${sayList(networks, 4)} in; ${sayList(missing, 4)} is missing.`;
}
