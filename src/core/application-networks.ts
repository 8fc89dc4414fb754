import { normalizeEntry, rangeOf } from './cidr.ts';
import type { AwsVpcFacts } from './cloud/aws-facts.ts';
import type { GcpNetworkFacts } from './cloud/gcp-facts.ts';
import { isOwnAllowList } from './own-allow-list.ts';
import type { ApplicationVpc, Observation, Peering } from './peering.ts';
import { placeKey } from './place-key.ts';
import { remember } from './remember.ts';

/**
 * The application VPC's networks as far as anybody told: what its cloud shows, else the peering's CIDR, else (a GCP peering may have none) what the
 * bot was told when it made an allow list for this peering. Empty when nobody did.
 */
export function applicationNetworks(peering: Peering, observation: Observation): string[] {
  const seen = seenNetworks(peering, observation);
  if (seen.length > 0) return seen;
  const { cidr } = peering.application;
  if (cidr !== undefined && rangeOf(cidr)) return [normalizeEntry(cidr)];
  if (!observation.allowLists.ok) return [];
  const told = observation.allowLists.value
    .filter((list) => isOwnAllowList(list, peering.name))
    .flatMap((list) => list.entries.filter((entry) => rangeOf(entry)).map(normalizeEntry));
  return [...new Set(told)].sort();
}

/** All blocks of the VPC, also secondary ones; all ranges of the network's subnets. Empty where nobody looked. */
export function seenNetworks({ id }: Pick<Peering, 'id'>, { clouds }: Observation): string[] {
  const facts = clouds?.get(id);
  return facts ? networksIn(facts) : [];
}

/** The same for a VPC that is not peered yet. */
export function networksAt(application: ApplicationVpc, { places }: Observation): string[] {
  const facts = places?.get(placeKey(application));
  return facts ? networksIn(facts) : [];
}

const networksIn = remember((facts: AwsVpcFacts | GcpNetworkFacts): string[] => {
  const cidrs =
    'vpc' in facts
      ? facts.vpc.ok
        ? (facts.vpc.value?.cidrs ?? [])
        : []
      : facts.subnets.ok
        ? facts.subnets.value.flatMap((subnet) => subnet.cidrs)
        : [];
  return [...new Set(cidrs.filter((cidr) => rangeOf(cidr)).map(normalizeEntry))];
});
