import { formatIpv4, parseIpv4 } from '../../ipv4.ts';
import type { NetworkSeed } from '../compute.ts';

/** Where GCP projects of this world are unless it is said. */
const anyRegion = 'us-central1';
/** Google has no range of a subnet below it. */
const smallest = 29;

/** A subnet for each network: half of it primary, half of it a secondary range, as those who run containers have it. */
export function subnetworksFor(
  name: string,
  cidrs: string[],
  region = anyRegion,
): NonNullable<NetworkSeed['subnetworks']> {
  return cidrs.map((cidr, index) => ({
    name: `${name.slice(0, 60)}-${index + 1}`,
    region,
    ...divide(cidr),
  }));
}

function divide(cidr: string) {
  const network = parseIpv4(cidr);
  if (!network || network.prefix >= smallest) return { ipCidrRange: cidr, secondaryIpRanges: [] };
  const { first, prefix } = network;
  const upper = first + 2 ** (31 - prefix);
  return {
    ipCidrRange: formatIpv4(first, prefix + 1),
    secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: formatIpv4(upper, prefix + 1) }],
  };
}
