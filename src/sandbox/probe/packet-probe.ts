import type { AwsState } from '../aws/state.ts';
import type { GcpState } from '../gcp/state.ts';
import { Refusal } from '../http.ts';
import type { PeeringRow, VpcRow } from '../yugabyte/rows.ts';
import type { YugabyteState } from '../yugabyte/simulator.ts';
import { type AwsPath, pathInAws } from './path-in-aws.ts';
import { pathInGcp } from './path-in-gcp.ts';
import { holds, samples } from './samples.ts';

/** Where a packet from the application to the database ends. */
export type PacketEnd =
  | 'arrives'
  | 'no-connection'
  | 'no-route'
  | 'stopped-on-the-way-out'
  | 'answer-stopped'
  | 'not-let-in';

/**
 * Sends a packet, in thought, from everywhere in the application VPC to everywhere in the Yugabyte VPC, and the answer back:
 * from what the clouds and Yugabyte hold, by nobody's rules but theirs. The first end that is none of arriving counts.
 */
export function probePackets(
  world: { yugabyte: YugabyteState; aws: AwsState; gcp: GcpState },
  name: string,
): PacketEnd {
  const peering = world.yugabyte.peerings.find(({ spec, info }) => spec.name === name || info.id === name);
  if (!peering) throw new Refusal(404, `There is no peering "${name}".`);
  const vpc = world.yugabyte.vpcs.find(({ info }) => info.id === peering.spec.internal_yugabyte_vpc_id);
  if (!vpc) throw new Refusal(409, `The Yugabyte VPC of "${name}" is gone.`);
  const to = databaseNetworks(vpc);
  const path = pathOf(world, peering, vpc, to);
  if (path.end !== 'arrives') return path.end;
  return isLetIn(world.yugabyte, vpc, path.from) ? 'arrives' : 'not-let-in';
}

function pathOf(
  { aws, gcp }: { aws: AwsState; gcp: GcpState },
  { spec: { customer_vpc } }: PeeringRow,
  { info }: VpcRow,
  to: string[],
): AwsPath {
  const { external_vpc_id: network, cloud_provider_project: project, cloud_info } = customer_vpc;
  const database = { project: info.cloud_provider_project ?? '', network: info.external_vpc_id ?? '' };
  return cloud_info.code === 'AWS'
    ? pathInAws(aws.accounts[project]?.regions[cloud_info.region ?? ''], network, database.network, to)
    : pathInGcp(gcp, { project, network }, database, to);
}

const databaseNetworks = ({ spec }: VpcRow): string[] => {
  const regions = spec.region_specs.flatMap(({ cidr }) => cidr ?? []);
  return regions.length > 0 ? regions : [spec.parent_cidr ?? ''];
};

/** Every cluster in that VPC, every address of the application. */
function isLetIn({ allowLists }: YugabyteState, { info }: VpcRow, from: string[]): boolean {
  return info.cluster_ids.every((cluster) => {
    const entries = allowLists
      .filter((list) => list.info.cluster_ids.includes(cluster))
      .flatMap(({ spec }) => spec.allow_list);
    return from.every((network) =>
      samples(network, entries).every((address) => entries.some((entry) => holds(entry, address))),
    );
  });
}
