import type { ApplicationVpc, Observation, Peering, PeeringSpec } from '../peering.ts';

/** A peering that takes up room: one that Yugabyte lists, or one that is being requested (state REQUESTING). */
export type LivePeering = PeeringSpec & { state: Peering['state'] };

export function livePeerings(
  observation: Observation,
  requesting: { name: string; spec: PeeringSpec }[],
): LivePeering[] {
  const listed = observation.peerings.filter(({ state }) => state !== 'DELETED');
  const known = new Set(listed.map((peering) => `${peering.yugabyteVpcId} ${peering.name}`));
  const underway = requesting
    .filter(({ spec }) => !known.has(`${spec.yugabyteVpcId} ${spec.name}`))
    .map(({ spec }) => ({ ...spec, state: 'REQUESTING' }));
  return [...listed, ...underway];
}

export function isSameApplicationVpc(a: ApplicationVpc, b: ApplicationVpc): boolean {
  return (
    a.provider === b.provider && a.cloudProject === b.cloudProject && a.externalVpcId === b.externalVpcId
  );
}

/** False where nothing runs over it and nothing will. */
export function mayCarryTraffic({ state }: LivePeering): boolean {
  return state !== 'EXPIRED' && state !== 'FAILED' && state !== 'DELETING';
}
