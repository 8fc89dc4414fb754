import { normalizeEntry, prefixLength } from '../cidr.ts';
import type { AwsConnection, AwsRoute, AwsRouteTable, AwsSubnet, AwsVpcFacts } from './aws-facts.ts';
import { followRoutes } from './follow-routes.ts';
import { leadsNowhere } from './leads-nowhere.ts';
import { servingTables } from './serving-tables.ts';

/** A route table that does not lead a Yugabyte network to the peering, or not all of it. */
export interface RouteGap {
  table: AwsRouteTable;
  /** Whose packets follow the table. */
  subnets: AwsSubnet[];
  /** The Yugabyte network. */
  network: string;
  /**
   * `none`: a route is missing. `replace`: the route there leads to a peering that is no more. `settling`: it is there,
   * AWS does not use it yet. `taken`: the destination leads elsewhere, or will, once somebody has accepted another peering.
   * `shadowed`: a narrower one inside it does.
   */
  kind: 'none' | 'replace' | 'settling' | 'taken' | 'shadowed';
  /** What is in the way; for `none` absent. */
  route?: AwsRoute;
}

/**
 * By table, then by network; empty when every table that serves a subnet leads all of them to the connection. `connections`:
 * the VPC's living ones.
 */
export function routeGaps(
  tables: readonly AwsRouteTable[],
  subnets: readonly AwsSubnet[],
  networks: readonly string[],
  connection: Pick<AwsConnection, 'connectionId' | 'status'>,
  connections: AwsVpcFacts['connections'],
): RouteGap[] {
  return servingTables(tables, subnets).flatMap(({ table, subnets: those }) =>
    networks.flatMap((network) => {
      const gap = gapOf(table.routes, network, connection, connections);
      return gap ? [{ table, subnets: those, network, ...gap }] : [];
    }),
  );
}

function gapOf(
  routes: readonly AwsRoute[],
  network: string,
  { connectionId, status }: Pick<AwsConnection, 'connectionId' | 'status'>,
  connections: AwsVpcFacts['connections'],
): Pick<RouteGap, 'kind' | 'route'> | undefined {
  const leads = ({ target, state }: AwsRoute) =>
    target === connectionId && (state === 'active' || status !== 'active');
  const astray = followRoutes(network, routes).filter(({ route }) => !route || !leads(route));
  if (astray.length === 0) return undefined;
  const exact = routes.find(({ cidr }) => normalizeEntry(cidr) === network);
  if (exact && exact.target !== connectionId) {
    return { kind: leadsNowhere(exact, connections) ? 'replace' : 'taken', route: exact };
  }
  const narrower = astray.find(({ route }) => route && isNarrower(route.cidr, network))?.route;
  if (narrower && narrower.target !== connectionId) return { kind: 'shadowed', route: narrower };
  const own = exact ?? narrower;
  return own ? { kind: 'settling', route: own } : { kind: 'none' };
}

const isNarrower = (cidr: string, network: string): boolean =>
  (prefixLength(cidr) ?? 0) > (prefixLength(network) ?? 0);
