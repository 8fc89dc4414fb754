import { byName } from '../by-name.ts';
import { type AddressRange, networksOf, rangeOf } from '../cidr.ts';
import type { AllowList, Cluster, Observation, Peering } from '../peering.ts';
import { remember } from '../remember.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';

/** How far a cluster's allow lists let a network in. */
export interface Coverage {
  covered: boolean;
  /** The lists assigned to the cluster. */
  assigned: AllowList[];
  /** Those of them that let in the network or a part of it. */
  letting: AllowList[];
  /** The parts that no list lets in, as networks. */
  missing: string[];
}

/** The clusters in the peering's Yugabyte VPC that are there to stay, by name. */
export function clustersBehind(peering: Pick<Peering, 'yugabyteVpcId'>, observation: Observation): Cluster[] {
  if (!observation.clusters.ok) return [];
  const clusters = observation.clusters.value;
  const vpc = yugabyteVpcOf(peering, observation);
  const named = vpc.ok ? vpc.value.clusterIds.flatMap((id) => byId(clusters).get(id) ?? []) : [];
  const inside = byVpc(clusters).get(peering.yugabyteVpcId) ?? [];
  return [...new Set([...named, ...inside])]
    .filter(({ state }) => state !== 'DELETING' && state !== 'DELETED')
    .sort(byName);
}

/** How many clusters the Yugabyte VPC names that nobody may see, or that are not listed any more. */
export function countHidden(peering: Pick<Peering, 'yugabyteVpcId'>, observation: Observation): number {
  const vpc = yugabyteVpcOf(peering, observation);
  if (!vpc.ok || !observation.clusters.ok) return 0;
  const listed = byId(observation.clusters.value);
  return vpc.value.clusterIds.filter((id) => !listed.has(id)).length;
}

/** Judges one network; several entries, also of several lists, may join up. */
export function coverage(cluster: Pick<Cluster, 'id'>, cidr: string, allowLists: AllowList[]): Coverage {
  const assigned = byCluster(allowLists).get(cluster.id) ?? [];
  const target = rangeOf(cidr);
  if (!target) return { covered: false, assigned, letting: [], missing: [cidr] };
  const letting = assigned.filter((list) => rangesOf(list).some((range) => meets(range, target)));
  const missing = gaps(target, letting.flatMap(rangesOf)).flatMap(networksOf);
  return { covered: missing.length === 0, assigned, letting, missing };
}

function gaps(target: AddressRange, ranges: AddressRange[]): AddressRange[] {
  const open: AddressRange[] = [];
  let next = target.first;
  for (const range of ranges.filter((r) => meets(r, target)).sort((a, b) => a.first - b.first)) {
    if (range.first > next) open.push({ first: next, last: range.first - 1 });
    next = Math.max(next, range.last + 1);
  }
  if (next <= target.last) open.push({ first: next, last: target.last });
  return open;
}

function meets(a: AddressRange, b: AddressRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

const rangesOf = remember((list: AllowList) => list.entries.flatMap((entry) => rangeOf(entry) ?? []));

const byId = remember((clusters: Cluster[]) => new Map(clusters.map((cluster) => [cluster.id, cluster])));

const byVpc = remember((clusters: Cluster[]) => group(clusters, (cluster) => cluster.yugabyteVpcIds));

const byCluster = remember((lists: AllowList[]) => group(lists, (list) => list.clusterIds));

function group<T>(things: T[], keysOf: (thing: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    for (const key of new Set(keysOf(thing))) {
      const members = groups.get(key);
      if (members) members.push(thing);
      else groups.set(key, [thing]);
    }
  }
  return groups;
}
