import type { World } from '../../../src/sandbox/world.ts';
import type { Database } from './databases.ts';
import type { AwsPlace } from './people.ts';

/** As EC2 shows them; only what is looked at here. */
export interface Connection {
  VpcPeeringConnectionId: string;
  Status: { Code: string };
  RequesterVpcInfo: { VpcId: string };
  AccepterVpcInfo: { VpcId: string };
}
export interface RouteTable {
  RouteTableId: string;
  VpcId: string;
  Associations: { SubnetId?: string }[];
  Routes: {
    DestinationCidrBlock: string;
    VpcPeeringConnectionId?: string;
    TransitGatewayId?: string;
    State: string;
  }[];
}
interface Subnet {
  VpcId: string;
  SubnetId: string;
}

const inRegion = (world: World, { account, region }: AwsPlace) =>
  world.state().aws.accounts[account]?.regions[region];

export const connectionsOf = ({ peeringConnections }: { peeringConnections: unknown[] }) =>
  peeringConnections as Connection[];

const connectionsIn = (world: World, place: AwsPlace) => {
  const region = inRegion(world, place);
  return region ? connectionsOf(region) : [];
};

/** Its id; the latest where there were several. */
export const connectionBetween = (world: World, place: AwsPlace, requester: string, accepter: string) =>
  connectionsIn(world, place).findLast(
    (one) => one.RequesterVpcInfo.VpcId === requester && one.AccepterVpcInfo.VpcId === accepter,
  )?.VpcPeeringConnectionId;

/** Ids of the route tables by which its subnets go. */
export function servingTables(world: World, place: AwsPlace, vpcId: string): string[] {
  const region = inRegion(world, place);
  const tables = ((region?.routeTables ?? []) as RouteTable[]).filter((one) => one.VpcId === vpcId);
  const goesBy = (subnet?: string) =>
    tables.find(({ Associations }) => Associations.some(({ SubnetId }) => SubnetId === subnet));
  const served = ((region?.subnets ?? []) as Subnet[])
    .filter((one) => one.VpcId === vpcId)
    .flatMap(({ SubnetId }) => goesBy(SubnetId) ?? goesBy() ?? []);
  return [...new Set(served.map(({ RouteTableId }) => RouteTableId))];
}

/** The id of the database's own VPC in AWS, or the name of its network in GCP. */
export function externalIdOf(world: World, database: Database): string {
  const vpc = world.state().yugabyte.vpcs.find(({ spec }) => spec.name === database);
  return vpc?.info.external_vpc_id ?? '';
}
