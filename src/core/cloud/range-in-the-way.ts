import { overlaps } from '../cidr.ts';
import type { GcpNetworkFacts } from './gcp-facts.ts';

/** https://cloud.google.com/vpc/docs/vpc#auto-mode-considerations */
const AUTO_MODE = '10.128.0.0/9';

/** A range of the application network that overlaps one of `networks`, with which it can then not be peered; as far as seen. */
export function rangeInTheWay(
  { network, subnets }: Pick<GcpNetworkFacts, 'network' | 'subnets'>,
  networks: readonly string[],
): string | undefined {
  const ranges = subnets.ok ? subnets.value.flatMap(({ cidrs }) => cidrs) : [];
  const taken = network.ok && network.value?.auto ? [...ranges, AUTO_MODE] : ranges;
  return taken.find((range) => networks.some((one) => overlaps(one, range)));
}
