import { isPrivate } from '../cidr.ts';
import type { AwsConnection, AwsVpcFacts } from '../cloud/aws-facts.ts';
import { type RouteGap, routeGaps } from '../cloud/route-gaps.ts';
import type { AwsEnds } from '../next-step/aws-ends.ts';
import { sayList } from '../say-list.ts';
import type { AwsStep } from './plan.ts';

/** What the application's side still has to do, as steps, and what keeps it from being whole. */
export interface Joining {
  steps: AwsStep[];
  warnings: string[];
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html; both can be raised. */
const ACTIVE_PEERINGS_PER_VPC = 50;
const ROUTES_PER_TABLE = 50;

/**
 * Exactly the steps that are missing in the application's account. `connection`: absent where Yugabyte has yet to ask.
 * `leaveOut`: route tables that somebody looks after in another way.
 */
export function joinInAws(
  ends: AwsEnds,
  facts: AwsVpcFacts,
  connection: AwsConnection | undefined,
  { leaveOut, yugabyteRegions }: { leaveOut: readonly string[]; yugabyteRegions: readonly string[] },
): Joining {
  const routes = routeSteps(ends, facts, connection, leaveOut);
  const hasJoined = connection?.status === 'active' || connection?.status === 'provisioning';
  return {
    steps: [
      ...dnsSteps(ends, facts),
      ...(connection ? [] : [{ do: 'await-request' as const, ends }]),
      ...(hasJoined ? [] : [{ do: 'accept-request' as const, ends }]),
      ...routes.steps,
      ...remoteDns(ends, facts, connection, yugabyteRegions),
    ],
    warnings: [...routes.warnings, ...quotas(facts, hasJoined)],
  };
}

/** Resolution first: AWS takes hostnames only where it is on. Both before accepting, as Yugabyte asks. */
function dnsSteps(ends: AwsEnds, { dns }: AwsVpcFacts): AwsStep[] {
  if (!dns.ok) return [];
  const { support, hostnames } = dns.value;
  return [
    ...(support ? [] : [{ do: 'turn-on-dns' as const, ends, attribute: 'support' as const }]),
    ...(hostnames ? [] : [{ do: 'turn-on-dns' as const, ends, attribute: 'hostnames' as const }]),
  ];
}

function routeSteps(
  ends: AwsEnds,
  { routeTables, subnets, vpc, connections }: AwsVpcFacts,
  connection: AwsConnection | undefined,
  leaveOut: readonly string[],
): Joining {
  if (!routeTables.ok || !subnets.ok) {
    const why = routeTables.ok ? (subnets.ok ? '' : subnets.reason) : routeTables.reason;
    return { steps: [], warnings: [`Routes are not added: the route tables could not be read. ${why}`] };
  }
  const isVpc = vpc.ok && vpc.value;
  const to = connection ?? { connectionId: 'pcx-to-come', status: 'pending-acceptance' };
  const gaps = routeGaps(routeTables.value, subnets.value, ends.yugabyteNetworks, to, connections);
  const [left, here] = [gaps.filter(isLeftOut), gaps.filter((gap) => !isLeftOut(gap))];
  function isLeftOut({ table }: RouteGap): boolean {
    return leaveOut.includes(table.routeTableId);
  }
  const addable = here.filter(({ kind }) => kind === 'none' || kind === 'replace');
  return {
    steps: addable.map(({ table, network }) => ({
      do: 'add-route',
      ends,
      routeTableId: table.routeTableId,
      ...(table.name !== undefined && { tableName: table.name }),
      cidr: network,
    })),
    warnings: [
      ...here.filter(({ kind }) => kind === 'taken' || kind === 'shadowed').map(sayObstacle),
      ...(left.length > 0
        ? [
            `Left out: ${sayList([...new Set(left.map(({ table }) => table.routeTableId))], 4)}. Traffic from their subnets does not flow before somebody adds the routes there.`,
          ]
        : []),
      ...(isVpc ? [] : ['The VPC itself could not be read.']),
      ...fullTables(addable),
    ],
  };
}

function sayObstacle({ table, network, kind, route }: RouteGap): string {
  const what = kind === 'shadowed' ? `${route?.cidr}, a part of ${network},` : network;
  return `Route table ${table.routeTableId} sends ${what} to ${route?.target} already: that is left as it is, and its subnets will not reach the database before whoever owns that route has decided.`;
}

function fullTables(gaps: RouteGap[]): string[] {
  const added = new Map<string, number>();
  for (const { table } of gaps) added.set(table.routeTableId, (added.get(table.routeTableId) ?? 0) + 1);
  const full = gaps.filter(
    ({ table, kind }) =>
      kind === 'none' && table.routes.length + (added.get(table.routeTableId) ?? 0) > ROUTES_PER_TABLE,
  );
  return [...new Set(full.map(({ table }) => table))].map(
    ({ routeTableId, routes }) =>
      `Route table ${routeTableId} has ${routes.length} routes; AWS allows ${ROUTES_PER_TABLE} unless the quota was raised.`,
  );
}

function quotas({ connections }: AwsVpcFacts, hasJoined: boolean): string[] {
  const active = connections.ok ? connections.value.filter(({ status }) => status === 'active').length : 0;
  if (hasJoined || active < ACTIVE_PEERINGS_PER_VPC) return [];
  return [
    `The VPC has ${active} active peerings; AWS allows ${ACTIVE_PEERINGS_PER_VPC} unless the quota was raised.`,
  ];
}

/**
 * Where names of the application VPC are to lead to private addresses from the other side: between regions, and for
 * networks outside RFC 1918 (https://docs.aws.amazon.com/vpc/latest/peering/modify-peering-connections.html).
 */
function remoteDns(
  ends: AwsEnds,
  { vpc }: AwsVpcFacts,
  connection: AwsConnection | undefined,
  yugabyteRegions: readonly string[],
): AwsStep[] {
  if (connection?.accepter.remoteDns) return [];
  const cidrs = vpc.ok ? (vpc.value?.cidrs ?? []) : [];
  const helps = !yugabyteRegions.includes(ends.region) || cidrs.some((cidr) => !isPrivate(cidr));
  return helps ? [{ do: 'allow-remote-dns', ends }] : [];
}
