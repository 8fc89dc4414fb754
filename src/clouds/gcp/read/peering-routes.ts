import type { GcpPeeringRoute } from '../../../core/cloud/gcp-facts.ts';
import type { Session } from '../session.ts';

/** What the network has from a peer. Subnet routes are told whatever the region; regional ones for that region only. */
export async function readPeeringRoutes(
  session: Session,
  { network, peeringName, region }: { network: string; peeringName: string; region: string },
): Promise<GcpPeeringRoute[]> {
  const [routes] = await session.call('compute.networks.listPeeringRoutes', ({ networks }) =>
    networks.listPeeringRoutes({
      project: session.project,
      network,
      peeringName,
      region,
      direction: 'INCOMING',
      maxResults: 500,
    }),
  );
  return routes.flatMap(({ destRange, nextHopRegion, imported }) =>
    destRange
      ? [{ cidr: destRange, ...(nextHopRegion && { region: nextHopRegion }), imported: imported ?? true }]
      : [],
  );
}
