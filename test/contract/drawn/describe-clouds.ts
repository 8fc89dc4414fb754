import type { World } from '../../../src/sandbox/world.ts';
import { type Connection, connectionsOf, type RouteTable } from './at-the-clouds.ts';
import { networksOf } from './databases.ts';
import type { DrawnApplication } from './draw-applications.ts';

/**
 * Both clouds and Yugabyte as they are, byte for byte, but for what they keep as a log: AWS every connection that has ended since
 * (`endedSince`: not one of these ids), GCP operations, Yugabyte tasks.
 */
export function describeClouds(world: World, connectionsBefore: ReadonlySet<string>): CloudsText {
  const { aws, gcp, yugabyte } = world.state();
  const isLog = ({ VpcPeeringConnectionId: id, Status }: Connection) =>
    !connectionsBefore.has(id) && Status.Code === 'deleted';
  const accounts = Object.fromEntries(
    Object.entries(aws.accounts).map(([id, { regions, ...account }]) => [
      id,
      {
        ...account,
        regions: Object.fromEntries(
          Object.entries(regions).map(([name, region]) => [
            name,
            { ...region, peeringConnections: connectionsOf(region).filter((one) => !isLog(one)) },
          ]),
        ),
      },
    ]),
  );
  const projects = gcp.projects.map(({ operations: _log, ...project }) => project);
  const { tasks: _log, ...managed } = yugabyte;
  return JSON.stringify({ accounts, projects, ...managed }, null, 1);
}

type CloudsText = string;

export const connectionIds = (world: World): Set<string> =>
  new Set(
    Object.values(world.state().aws.accounts).flatMap(({ regions }) =>
      Object.values(regions).flatMap((region) =>
        connectionsOf(region).map((one) => one.VpcPeeringConnectionId),
      ),
    ),
  );

/**
 * How everything is to be once these have come and gone. By design the bot leaves DNS on, which others may have come to count
 * on, and its route took the place of one that led to a dead peering;
 * what people turned elsewhere meanwhile is theirs.
 */
export function afterwards(before: CloudsText, gone: readonly DrawnApplication[]): CloudsText {
  const vpcs = new Set(gone.map(({ application }) => application.network));
  const firstNetworks = (fact: string) =>
    new Map<string, string>(
      gone.flatMap(({ application: { network, database }, facts }) =>
        facts.includes(fact) ? [[network, networksOf(database)[0] ?? ''] as const] : [],
      ),
    );
  const dead = firstNetworks('to-the-dead');
  const turned = firstNetworks('route-turned');
  const all = JSON.parse(before, (_key, value) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('EnableDnsHostnames' in value && vpcs.has(value.VpcId)) return { ...value, EnableDnsHostnames: true };
    if (!('RouteTableId' in value && 'Routes' in value)) return value;
    const { Routes, VpcId } = value as RouteTable;
    const stays = Routes.filter(
      (one) => one.State !== 'blackhole' || one.DestinationCidrBlock !== dead.get(VpcId),
    );
    const elsewhere = Routes.find((one) => one.TransitGatewayId && turned.has(VpcId));
    const theirs = elsewhere ? [{ ...elsewhere, DestinationCidrBlock: turned.get(VpcId) }] : [];
    return { ...value, Routes: [...stays, ...theirs] };
  });
  return JSON.stringify(all, null, 1);
}
