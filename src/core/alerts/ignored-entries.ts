import { applicationNetworks } from '../application-networks.ts';
import { byName } from '../by-name.ts';
import { clustersBehind, coverage } from '../chain/coverage.ts';
import { type AddressRange, isPrivate, rangeOf } from '../cidr.ts';
import type { Cluster, Observation, Peering } from '../peering.ts';
import { remember } from '../remember.ts';

/** Entries of one cluster's allow lists that Yugabyte ignores: private, and in no peered network. */
export interface IgnoredEntries {
  cluster: Cluster;
  lists: { name: string; entries: string[] }[];
}

/**
 * The ignored entries on the clusters for which this peering speaks. Several peerings may lead to one cluster: the first
 * ACTIVE one by name speaks for it, so that nothing is said twice.
 */
export function ignoredEntries(peering: Peering, observation: Observation): IgnoredEntries[] {
  return bySpeaker(observation).get(peering.id) ?? [];
}

interface Peered {
  cluster: Cluster;
  speaker?: string;
  networks: AddressRange[];
  /** A peering names no network, so nobody can tell which entries lie in it. */
  open: boolean;
}

const bySpeaker = remember((observation: Observation): Map<string, IgnoredEntries[]> => {
  const found = new Map<string, IgnoredEntries[]>();
  for (const { cluster, speaker, networks, open } of peeredClusters(observation)) {
    if (speaker === undefined || open) continue;
    const lists = ignoredOn(cluster, networks, observation);
    if (lists.length > 0) found.set(speaker, [...(found.get(speaker) ?? []), { cluster, lists }]);
  }
  return found;
});

/** A request that still waits counts as peered: what is allowed beforehand is no mistake. */
function peeredClusters(observation: Observation): Iterable<Peered> {
  const clusters = new Map<string, Peered>();
  for (const peering of observation.peerings.toSorted(byName)) {
    if (peering.state === 'DELETING' || peering.state === 'DELETED') continue;
    const networks = applicationNetworks(peering, observation).flatMap((network) => rangeOf(network) ?? []);
    for (const cluster of clustersBehind(peering, observation)) {
      const peered = clusters.get(cluster.id) ?? { cluster, networks: [], open: false };
      clusters.set(cluster.id, peered);
      peered.networks.push(...networks);
      peered.open ||= networks.length === 0;
      if (peering.state === 'ACTIVE') peered.speaker ??= peering.id;
    }
  }
  return clusters.values();
}

function ignoredOn(cluster: Cluster, networks: AddressRange[], { allowLists }: Observation) {
  if (!allowLists.ok) return [];
  const isIgnored = (entry: string) => {
    const range = rangeOf(entry);
    if (!range || !isPrivate(entry)) return false;
    return !networks.some(({ first, last }) => first <= range.last && range.first <= last);
  };
  return coverage(cluster, '0.0.0.0/0', allowLists.value)
    .assigned.map(({ name, entries }) => ({ name, entries: entries.filter(isIgnored) }))
    .filter(({ entries }) => entries.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
