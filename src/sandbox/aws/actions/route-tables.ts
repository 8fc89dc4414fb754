import type { RouteTableRecord } from '../records.ts';
import { showRouteTable, stateOfRoute } from '../show.ts';
import type { Action, Actions, Call } from './action.ts';
import { describe, ownId, ownTags } from './describe.ts';

/** The state of a route follows its connection, so that filter needs the call. */
function describeRouteTables(call: Call): ReturnType<Action['answer']> {
  const data = call.db.seen();
  return describe<RouteTableRecord>({
    set: 'routeTableSet',
    idList: 'RouteTableId',
    notFound: 'InvalidRouteTableID.NotFound',
    most: 100,
    all: ({ seen }) => [...seen.routeTables.values()],
    idOf: ownId,
    tagsOf: ownTags,
    filters: {
      'vpc-id': ({ vpcId }) => [vpcId],
      'route-table-id': ({ id }) => [id],
      'owner-id': () => [call.caller.account],
      'association.main': ({ associations }) =>
        associations.map(({ subnetId }) => String(subnetId === undefined)),
      'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
      'association.route-table-association-id': ({ associations }) => associations.map(ownId),
      'association.route-table-id': ({ id, associations }) => associations.map(() => id),
      'association.gateway-id': () => [],
      'route.vpc-peering-connection-id': targets('vpcPeeringConnectionId'),
      'route.gateway-id': targets('gatewayId'),
      'route.nat-gateway-id': targets('natGatewayId'),
      'route.transit-gateway-id': targets('transitGatewayId'),
      'route.destination-cidr-block': ({ routes }) => routes.map(({ destination }) => destination),
      'route.origin': ({ routes }) => routes.map(({ origin }) => origin),
      'route.state': ({ routes }) => routes.map((route) => stateOfRoute(data, route)),
    },
    show: (one) => showRouteTable(data, one, call.caller.account),
  }).answer(call);
}

const targets =
  (kind: RouteTableRecord['routes'][number]['target']['kind']) =>
  ({ routes }: RouteTableRecord) =>
    routes.map(({ target }) => (target.kind === kind ? target.id : undefined));

export const routeTableActions: Actions = { DescribeRouteTables: { answer: describeRouteTables } };
