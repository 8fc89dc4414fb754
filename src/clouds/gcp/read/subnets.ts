import type { GcpSubnet } from '../../../core/cloud/gcp-facts.ts';
import type { Session } from '../session.ts';

/** A subnet and the network that it is in. */
export type ReadSubnet = GcpSubnet & { network: string };

/** Every subnet of the project, in all regions. */
export function readSubnets(session: Session): Promise<ReadSubnet[]> {
  return session.call('compute.subnetworks.list', async ({ subnetworks }) => {
    const subnets: ReadSubnet[] = [];
    const scopes = subnetworks.aggregatedListAsync({
      project: session.project,
      maxResults: 500,
      returnPartialSuccess: true,
    });
    for await (const [, scope] of scopes) {
      for (const { name, region, network, ipCidrRange, secondaryIpRanges } of scope.subnetworks ?? []) {
        const cidrs = [ipCidrRange, ...(secondaryIpRanges ?? []).map((range) => range.ipCidrRange)];
        subnets.push({
          name: name ?? '',
          region: region?.split('/').at(-1) ?? '',
          network: network?.split('/').at(-1) ?? '',
          cidrs: cidrs.flatMap((cidr) => cidr ?? []),
        });
      }
    }
    return subnets;
  });
}
