import type { protos } from '@google-cloud/compute';
import type { GcpNetwork, GcpPeering } from '../../../core/cloud/gcp-facts.ts';
import type { Session } from '../session.ts';

type WireNetwork = protos.google.cloud.compute.v1.INetwork;
type WirePeering = protos.google.cloud.compute.v1.INetworkPeering;

/** A network, and which rules are tried first on it. */
export type ReadNetwork = GcpNetwork & { classicFirst: boolean };

/** Every network of the project, each with its peerings: one call where there are not hundreds. */
export async function readNetworks(session: Session): Promise<ReadNetwork[]> {
  const [networks] = await session.call('compute.networks.list', ({ networks: client }) =>
    client.list({ project: session.project, maxResults: 500 }),
  );
  return networks.map((network) => toNetwork(session.project, network));
}

/** One network as it is now; `undefined` where there is none of that name. */
export async function readNetwork(session: Session, network: string): Promise<ReadNetwork | undefined> {
  const [found] = await session.call('compute.networks.get', ({ networks: client }) =>
    client.get({ project: session.project, network }),
  );
  return found ? toNetwork(session.project, found) : undefined;
}

function toNetwork(project: string, network: WireNetwork): ReadNetwork {
  const { name, autoCreateSubnetworks, IPv4Range, peerings, networkFirewallPolicyEnforcementOrder } = network;
  return {
    project,
    name: name ?? '',
    auto: autoCreateSubnetworks ?? false,
    legacy: Boolean(IPv4Range),
    peerings: (peerings ?? []).map((peering) => toPeering(project, peering)),
    classicFirst: networkFirewallPolicyEnforcementOrder !== 'BEFORE_CLASSIC_FIREWALL',
  };
}

function toPeering(project: string, peering: WirePeering): GcpPeering {
  const { name, network, state, stateDetails, exchangeSubnetRoutes } = peering;
  return {
    name: name ?? '',
    peer: partsOf(network ?? '', project),
    state: String(state ?? ''),
    ...(stateDetails && { stateDetails }),
    exchangesSubnetRoutes: exchangeSubnetRoutes ?? true,
  };
}

/** A full or partial URL; without a project it is one of the same project. */
function partsOf(link: string, project: string): { project: string; network: string } {
  const [, found] = /projects\/([^/]+)\//.exec(link) ?? [];
  return { project: found ?? project, network: link.split('/').at(-1) ?? '' };
}
