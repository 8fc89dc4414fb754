import type { DescribeRouteTablesResult, Filter, Route, RouteTable } from '@aws-sdk/client-ec2';
import type { AwsRoute, AwsRouteTable } from '../../../core/cloud/aws-facts.ts';
import type { Session } from '../session.ts';
import { inChunks, nameTag, vpcFilter } from './filter.ts';
import type { InVpc } from './subnets.ts';

export const ROUTE_TABLES = 'ec2:DescribeRouteTables';

export const readRouteTables = (session: Session, vpcIds: string[]): Promise<InVpc<AwsRouteTable>[]> =>
  inChunks(vpcIds, (group) => readTables(session, vpcFilter(group)));

/** One table as it is now; `undefined`: there is none. By filter: an id that does not exist is no error then. */
export async function readRouteTable(
  session: Session,
  routeTableId: string,
): Promise<InVpc<AwsRouteTable> | undefined> {
  const found = await readTables(session, [{ Name: 'route-table-id', Values: [routeTableId] }]);
  return found.find((one) => one.routeTableId === routeTableId);
}

function readTables(session: Session, filters: Filter[]): Promise<InVpc<AwsRouteTable>[]> {
  return session.pages<DescribeRouteTablesResult, InVpc<AwsRouteTable>>(
    ROUTE_TABLES,
    // 100 is the most that this call takes.
    (sdk, page) => new sdk.DescribeRouteTablesCommand({ Filters: filters, MaxResults: 100, ...page }),
    ({ RouteTables }) => RouteTables?.map(toTable),
  );
}

function toTable({
  VpcId = '',
  RouteTableId = '',
  Associations = [],
  Routes = [],
  Tags,
}: RouteTable): InVpc<AwsRouteTable> {
  const inForce = Associations.filter(
    ({ AssociationState }) => (AssociationState?.State ?? 'associated') === 'associated',
  );
  return {
    vpcId: VpcId,
    routeTableId: RouteTableId,
    ...nameTag(Tags),
    isMain: inForce.some(({ Main }) => Main === true),
    subnetIds: inForce.flatMap(({ SubnetId }) => SubnetId ?? []),
    isEdge: inForce.some(({ GatewayId }) => GatewayId !== undefined),
    routes: Routes.flatMap(toRoute),
  };
}

/** IPv4 only; where it leads is whichever of EC2's many fields is there. */
function toRoute(route: Route): AwsRoute[] {
  const { DestinationCidrBlock, State } = route;
  if (!DestinationCidrBlock) return [];
  const target =
    route.VpcPeeringConnectionId ??
    route.TransitGatewayId ??
    route.NatGatewayId ??
    route.GatewayId ??
    route.NetworkInterfaceId ??
    route.LocalGatewayId ??
    route.CarrierGatewayId ??
    route.CoreNetworkArn ??
    route.EgressOnlyInternetGatewayId ??
    route.InstanceId ??
    'an unknown target';
  return [{ cidr: DestinationCidrBlock, state: State ?? 'active', target }];
}
