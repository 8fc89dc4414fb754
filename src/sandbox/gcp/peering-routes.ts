import type { Compute } from './compute.ts';
import { invalid, notFound } from './compute-error.ts';
import { mirrorOf, type Place, placeOf, rangesOf } from './connected.ts';

/** Subnet routes that come in over, or go out by, one peering; none while it is not ACTIVE. */
export function listPeeringRoutes(compute: Compute, own: Place, query: URLSearchParams) {
  const direction = query.get('direction') ?? '';
  if (direction !== 'INCOMING' && direction !== 'OUTGOING')
    throw invalid('direction', direction, 'Must be INCOMING or OUTGOING.');
  const name = query.get('peeringName');
  const entry = own.network.peerings.find((one) => one.name === name);
  if (!entry)
    throw notFound(`projects/${own.project.id}/global/networks/${own.network.name}/peerings/${name}`);
  const peer = mirrorOf(compute, own, entry) && placeOf(compute, entry.network);
  if (!peer) return [];
  return rangesOf(direction === 'INCOMING' ? peer : own).map(({ cidr, region }) => ({
    destRange: cidr,
    type: 'SUBNET_PEERING_ROUTE',
    nextHopRegion: region,
    priority: 0,
    imported: true,
  }));
}
