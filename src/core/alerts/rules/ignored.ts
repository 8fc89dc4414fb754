import { sayList } from '../../say-list.ts';
import { seesAccess } from '../cluster-access.ts';
import { type IgnoredEntries, ignoredEntries } from '../ignored-entries.ts';
import { about } from './about.ts';
import type { AlertRule } from './rule.ts';

const RULE = 'allowed.ignored-entries';

/** Somebody meant to let a network in and Yugabyte does not: it ignores private entries outside peered networks. */
export const ignored: AlertRule = ({ peering, sighting, observation, policy }) => {
  if (peering.state !== 'ACTIVE' || !seesAccess(observation)) return [];
  return ignoredEntries(peering, observation).map((found) => {
    const { id } = found.cluster;
    const since = Math.max(sighting.ignoredSince[id] ?? observation.at, sighting.stateSince);
    return {
      ...about(peering, RULE, id),
      // Another peering may come to speak for the cluster; it is the same trouble still.
      key: `${RULE}:${id}`,
      sentence: sentenceOf(found),
      owner: { kind: 'operators' },
      since,
      dueAt: since + policy.pendingAfterMs,
    };
  });
};

function sentenceOf({ cluster, lists }: IgnoredEntries): string {
  const which = lists.map(({ name, entries }) => `${sayList(entries, 4)} in allow list ${name}`);
  return `On ${cluster.name}, Yugabyte ignores ${sayList(which, 4)}: private addresses that lie in no peered network.`;
}
