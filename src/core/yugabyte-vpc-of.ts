import { normalizeEntry, rangeOf } from './cidr.ts';
import type { Observation, Peering, Reading, YugabyteVpc } from './peering.ts';
import { remember } from './remember.ts';

/** Yugabyte's end of a peering, or why it is not known. */
export function yugabyteVpcOf(
  peering: Pick<Peering, 'yugabyteVpcId'> & { yugabyteVpcName?: string },
  observation: Observation,
): Reading<YugabyteVpc> {
  if (!observation.vpcs.ok) return observation.vpcs;
  const vpc = byId(observation.vpcs.value).get(peering.yugabyteVpcId);
  if (vpc) return { ok: true, value: vpc };
  const name = peering.yugabyteVpcName ?? peering.yugabyteVpcId;
  return { ok: false, reason: `Yugabyte does not list the VPC ${name}.` };
}

/** The networks of a Yugabyte VPC: its parent network, else those of its regions. In numerical order, each once. */
export function yugabyteNetworks(vpc: YugabyteVpc): string[] {
  const networks = vpc.parentCidr ? [vpc.parentCidr] : vpc.regions.flatMap(({ cidr }) => cidr ?? []);
  return [...new Set(networks.filter((text) => rangeOf(text)).map(normalizeEntry))].sort(
    (a, b) => (rangeOf(a)?.first ?? 0) - (rangeOf(b)?.first ?? 0),
  );
}

const byId = remember((vpcs: YugabyteVpc[]) => new Map(vpcs.map((vpc) => [vpc.id, vpc])));
