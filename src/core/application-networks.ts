import { normalizeEntry, rangeOf } from './cidr.ts';
import { isOwnAllowList } from './own-allow-list.ts';
import type { Observation, Peering } from './peering.ts';

/**
 * The application VPC's networks as far as anybody told: the peering's CIDR, else (a GCP peering may have none) what the
 * bot was told when it made an allow list for this peering. Empty when nobody did.
 */
export function applicationNetworks(peering: Peering, observation: Observation): string[] {
  const { cidr } = peering.application;
  if (cidr !== undefined && rangeOf(cidr)) return [normalizeEntry(cidr)];
  if (!observation.allowLists.ok) return [];
  const told = observation.allowLists.value
    .filter((list) => isOwnAllowList(list, peering.name))
    .flatMap((list) => list.entries.filter((entry) => rangeOf(entry)).map(normalizeEntry));
  return [...new Set(told)].sort();
}
