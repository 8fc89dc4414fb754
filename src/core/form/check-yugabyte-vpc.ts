import { overlaps } from '../cidr.ts';
import type { FieldProblem } from '../create-form.ts';
import type { Observation, PeeringSpec, YugabyteVpc } from '../peering.ts';
import { yugabyteNetworks, yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import { isSameApplicationVpc, type LivePeering, mayCarryTraffic } from './live-peerings.ts';

/** One application VPC cannot tell two Yugabyte VPCs with the same addresses apart. */
export function checkYugabyteVpc(
  spec: PeeringSpec,
  yugabyteVpc: YugabyteVpc,
  live: LivePeering[],
  observation: Observation,
): FieldProblem[] {
  const networks = yugabyteNetworks(yugabyteVpc);
  for (const other of live) {
    if (other.yugabyteVpcId === yugabyteVpc.id || !mayCarryTraffic(other)) continue;
    if (!isSameApplicationVpc(other.application, spec.application)) continue;
    const vpc = yugabyteVpcOf(other, observation);
    const taken = vpc.ok ? yugabyteNetworks(vpc.value) : [];
    const clash = networks.find((network) => taken.some((range) => overlaps(range, network)));
    if (clash && vpc.ok) {
      return [
        {
          field: 'yugabyteVpcId',
          sentence: `${yugabyteVpc.name} (${clash}) overlaps the Yugabyte VPC ${vpc.value.name}, to which ${other.name} peers the same application VPC already; choose another.`,
        },
      ];
    }
  }
  return [];
}
