import { formatIpv4, parseIpv4 } from '../../ipv4.ts';
import { isOf } from '../connections/ends.ts';
import { findConnection } from '../connections/visible.ts';
import { AwsError } from '../query/aws-error.ts';
import { quotas } from '../quotas.ts';
import { type RouteRecord, type RouteTableRecord, routeTargets } from '../records.ts';
import type { Actions, Call } from './action.ts';
import { done } from './action.ts';

function findTable({ region, parameters }: Call): RouteTableRecord {
  const id = parameters.RouteTableId ?? '';
  const table = region.routeTables.get(id);
  if (table) return table;
  throw new AwsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`);
}

/** In canonical form: 100.68.0.18/18 becomes 100.68.0.0/18. */
function readDestination({ parameters }: Call): string {
  const { DestinationCidrBlock: v4, DestinationIpv6CidrBlock: v6 } = parameters;
  if ((v4 === undefined) === (v6 === undefined))
    throw new AwsError(
      'MissingParameter',
      'The request must contain exactly one of destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId',
    );
  if (v4 === undefined) return v6?.toLowerCase() ?? '';
  const network = v4.includes('/') ? parseIpv4(v4) : undefined;
  if (network) return formatIpv4(network.first, network.prefix);
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${v4}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`,
  );
}

const parameterOf = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1);

function readTarget(call: Call, table: RouteTableRecord): RouteRecord['target'] {
  const { parameters, db, caller } = call;
  const [target, ...more] = routeTargets.flatMap((kind) => {
    const id = parameters[parameterOf(kind)];
    return id ? [{ kind, id }] : [];
  });
  if (!target || more.length > 0)
    throw new AwsError('InvalidParameterCombination', 'The request must contain exactly one route target');
  if (target.kind !== 'vpcPeeringConnectionId') return target;
  const connection = findConnection(db, target.id, caller);
  if (isOf(connection, table.vpcId)) return target;
  throw new AwsError(
    'InvalidParameterValue',
    `route table ${table.id} and VPC peering connection ${target.id} belong to different networks`,
  );
}

const routeTo = (table: RouteTableRecord, destination: string) =>
  table.routes.find((route) => route.destination === destination);

const isLocal = ({ target }: RouteRecord) => target.id === 'local';

/** A VPC's own networks lead to itself. */
function checkLocal(call: Call, table: RouteTableRecord, destination: string) {
  const wanted = parseIpv4(destination);
  const own = call.region.vpcs.get(table.vpcId)?.cidrs ?? [];
  const isInside = own.some((cidr) => {
    const network = parseIpv4(cidr);
    return network && wanted && network.first <= wanted.first && wanted.last <= network.last;
  });
  if (isInside && !routeTo(table, destination))
    throw new AwsError(
      'InvalidParameterValue',
      `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    );
}

function create(call: Call) {
  const table = findTable(call);
  const destination = readDestination(call);
  const target = readTarget(call, table);
  checkLocal(call, table, destination);
  if (routeTo(table, destination))
    throw new AwsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
  const isIpv6 = destination.includes(':');
  if (
    table.routes.filter((route) => route.destination.includes(':') === isIpv6).length >= quotas.routesPerTable
  )
    throw new AwsError(
      'RouteLimitExceeded',
      `The maximum number of routes has been reached for route table ${table.id}.`,
    );
  table.routes.push({ destination, target, origin: 'CreateRoute' });
  return done;
}

function replace(call: Call) {
  const table = findTable(call);
  const destination = readDestination(call);
  const target = readTarget(call, table);
  const route = routeTo(table, destination);
  if (!route)
    throw new AwsError(
      'InvalidParameterValue',
      `There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`,
    );
  if (isLocal(route))
    throw new AwsError('InvalidParameterValue', `cannot replace local route ${destination} with this target`);
  route.target = target;
  return done;
}

function remove(call: Call) {
  const table = findTable(call);
  const destination = readDestination(call);
  const route = routeTo(table, destination);
  if (!route)
    throw new AwsError(
      'InvalidRoute.NotFound',
      `no route with destination-cidr-block ${destination} in route table ${table.id}`,
    );
  if (isLocal(route))
    throw new AwsError(
      'InvalidParameterValue',
      `cannot remove local route ${destination} in route table ${table.id}`,
    );
  table.routes = table.routes.filter((one) => one !== route);
  return done;
}

const requires = ['RouteTableId'];

export const routeActions: Actions = {
  CreateRoute: { answer: create, requires, writes: true },
  ReplaceRoute: { answer: replace, requires, writes: true },
  DeleteRoute: { answer: remove, requires, writes: true },
};
