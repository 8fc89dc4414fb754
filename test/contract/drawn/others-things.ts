import type { World } from '../../../src/sandbox/world.ts';
import { type Connection, connectionsOf, externalIdOf, type RouteTable } from './at-the-clouds.ts';
import { databases, networksOf } from './databases.ts';
import type { DrawnPeering } from './draw-peerings.ts';

/**
 * Everything at the clouds and at Yugabyte but what the bot is there to change: connections with the databases and routes to
 * those, mirror peerings that lead to them, DNS settings, the bot's own allow lists, logs. As parsed JSON.
 */
export function othersThings(world: World, drawn: readonly DrawnPeering[]): unknown {
  const { aws, gcp, yugabyte } = world.state();
  const ends = new Set(databases.map(({ name }) => externalIdOf(world, name)));
  const replaceable = new Map<string, string[]>(
    drawn.flatMap(({ application: { network, database }, facts }) =>
      facts.includes('to-the-dead') ? [[network, networksOf(database)] as const] : [],
    ),
  );
  const accounts = Object.entries(aws.accounts).map(([id, { regions }]) => ({
    id,
    regions: Object.entries(regions).map(([name, region]) => {
      const connections = connectionsOf(region);
      const isOurs = (one: Connection) => ends.has(one.RequesterVpcInfo.VpcId);
      const ours = new Set(connections.filter(isOurs).map((one) => one.VpcPeeringConnectionId));
      const tables = region.routeTables as RouteTable[];
      return {
        name,
        ...region,
        vpcs: (region.vpcs as object[]).map((vpc) => ({
          ...vpc,
          EnableDnsSupport: '',
          EnableDnsHostnames: '',
        })),
        peeringConnections: connections.filter((one) => !isOurs(one)),
        routeTables: tables.map((table) => ({
          ...table,
          Routes: table.Routes.filter(
            ({ VpcPeeringConnectionId = '', DestinationCidrBlock, State }) =>
              !ours.has(VpcPeeringConnectionId) &&
              // By design the bot puts its route in the place of one that leads to a dead peering.
              !(State === 'blackhole' && replaceable.get(table.VpcId)?.includes(DestinationCidrBlock)),
          ),
        })),
      };
    }),
  }));
  const projects = gcp.projects.map(({ operations: _log, ...project }) => ({
    ...project,
    networks: project.networks
      .filter(({ name }) => !ends.has(name))
      .map((network) => ({
        ...network,
        peerings:
          network.peerings?.filter((one) => ![...ends].some((end) => one.network.endsWith(`/${end}`))) ?? [],
      })),
  }));
  const allowLists = yugabyte.allowLists.filter(({ spec }) => !spec.description.startsWith('Peering Bot: '));
  return JSON.parse(
    JSON.stringify({ accounts, projects, allowLists, vpcs: yugabyte.vpcs.map(({ spec }) => spec) }),
  );
}
