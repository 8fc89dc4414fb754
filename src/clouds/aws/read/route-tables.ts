import type { DescribeRouteTablesResult, Route, RouteTable } from '@aws-sdk/client-ec2';
import type { AwsRoute, AwsRouteTable } from '../../../core/cloud/aws-facts.ts';
import type { Session } from '../session.ts';
import { inChunks, nameTag, vpcFilter } from './filter.ts';
import type { InVpc } from './subnets.ts';

const ACTION = 'ec2:DescribeRouteTables';

export function readRouteTables(session: Session, vpcIds: string[]): Promise<InVpc<AwsRouteTable>[]> {
  return inChunks(vpcIds, (group) =>
    session.pages<DescribeRouteTablesResult, InVpc<AwsRouteTable>>(
      ACTION,
      // 100 is the most that this call takes.
      (sdk, page) =>
        new sdk.DescribeRouteTablesCommand({ Filters: vpcFilter(group), MaxResults: 100, ...page }),
      ({ RouteTables }) => RouteTables?.map(toTable),
    ),
  );
}

/** The routes of one table as they are now. */
export async function readRoutes(session: Session, routeTableId: string): Promise<AwsRoute[]> {
  const { RouteTables } = await session.call<DescribeRouteTablesResult>(
    ACTION,
    (sdk) => new sdk.DescribeRouteTablesCommand({ RouteTableIds: [routeTableId] }),
  );
  return RouteTables?.flatMap((table) => toTable(table).routes) ?? [];
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
