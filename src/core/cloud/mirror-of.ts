import type { GcpEnds } from '../next-step/gcp-ends.ts';
import type { GcpNetwork, GcpPeering } from './gcp-facts.ts';

/** The application network's half of the peering: by what it leads to, never by its name. */
export function mirrorOf(
  network: GcpNetwork,
  { yugabyteProject, yugabyteNetwork }: Pick<GcpEnds, 'yugabyteProject' | 'yugabyteNetwork'>,
): GcpPeering | undefined {
  return network.peerings.find(
    ({ peer }) => peer.project === yugabyteProject && peer.network === yugabyteNetwork,
  );
}
