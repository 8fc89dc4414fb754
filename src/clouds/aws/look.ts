import type { AwsConnection, AwsFacts, AwsVpcFacts } from '../../core/cloud/aws-facts.ts';
import type { AwsPlace } from '../../core/cloud/aws-network.ts';
import { ENDED } from '../../core/cloud/ended.ts';
import type { Sight } from '../../core/cloud/sight.ts';
import { groupBy } from '../../core/group-by.ts';
import type { AwsEnds } from '../../core/next-step/aws-ends.ts';
import type { DnsMemory } from './dns-memory.ts';
import { connectionBetween, readAllConnections, readConnectionsOf } from './read/connections.ts';
import { readNetworkAcls } from './read/network-acls.ts';
import { readRouteTables } from './read/route-tables.ts';
import { readSecurityGroups } from './read/security-groups.ts';
import { type InVpc, readSubnets } from './read/subnets.ts';
import { readVpcs } from './read/vpcs.ts';
import type { Session } from './session.ts';

/** What was read of VPCs in one account and region. */
interface Sweep {
  connections: Sight<AwsConnection[]>;
  of(vpcId: string): AwsVpcFacts;
}

/** Up to so many VPCs are looked at as a person would: everything about them. More is a sweep, which must be cheap. */
export const A_FEW = 3;

/** One account and region, in a few paged calls side by side, however many VPCs. */
export async function sweep(
  session: Session,
  vpcIds: string[],
  dns: DnsMemory,
  now: () => number,
): Promise<Sweep> {
  const all = [...new Set(vpcIds)];
  const isSweep = all.length > A_FEW;
  const at = now();
  const read = <T>(action: string, work: () => Promise<T>) => session.sight(`ec2:${action}`, work);
  const [connections, vpcs, subnets, routeTables, acls, groups, dnsOf] = await Promise.all([
    read('DescribeVpcPeeringConnections', () =>
      isSweep ? readAllConnections(session) : readConnectionsOf(session, all),
    ),
    read('DescribeVpcs', () => readVpcs(session, all)),
    read('DescribeSubnets', () => readSubnets(session, all)),
    read('DescribeRouteTables', () => readRouteTables(session, all)),
    read('DescribeNetworkAcls', () => readNetworkAcls(session, all)),
    read('DescribeSecurityGroups', () => readSecurityGroups(session, all)),
    dns.read(session, all, { isSweep }),
  ]);
  const bySubnet = byVpc(subnets);
  const byTable = byVpc(routeTables);
  const byAcl = byVpc(acls);
  const byGroup = byVpc(groups);
  const known = vpcs.ok ? new Map(vpcs.value.map((vpc) => [vpc.vpcId, vpc])) : undefined;
  const owner = session.where.account;
  return {
    connections,
    of(vpcId) {
      const found = known?.get(vpcId);
      // A VPC that another account shares with this one is not its own: only its owner may peer it.
      const vpc = found?.ownerId === owner ? found : undefined;
      return {
        at,
        vpc: vpcs.ok ? { ok: true, value: vpc } : vpcs,
        dns: dnsOf(vpcId),
        subnets: bySubnet(vpcId),
        routeTables: byTable(vpcId),
        networkAcls: byAcl(vpcId),
        securityGroups: byGroup(vpcId),
        connections: connections.ok
          ? {
              ok: true,
              value: connections.value.filter(
                ({ status, requester, accepter }) =>
                  !ENDED.includes(status) && (requester.vpcId === vpcId || accepter.vpcId === vpcId),
              ),
            }
          : connections,
      };
    },
  };
}

/** In the order of `ends`. */
export async function lookAtEnds(
  ends: readonly AwsEnds[],
  sessionFor: (place: Omit<AwsPlace, 'vpcId'>) => Session,
  dns: DnsMemory,
  now: () => number,
): Promise<AwsFacts[]> {
  const groups = groupBy(ends, ({ account, region }) => `${account}/${region}`);
  const sweeps = new Map<string, Promise<Sweep>>();
  for (const [key, [first, ...more]] of groups) {
    if (!first) continue;
    const vpcIds = [first, ...more].map(({ vpcId }) => vpcId);
    sweeps.set(key, sweep(sessionFor(first), vpcIds, dns, now));
  }
  return Promise.all(
    ends.map(async (one) => {
      const swept = await sweeps.get(`${one.account}/${one.region}`);
      if (!swept) throw new Error('an end without an account and region');
      const { connections } = swept;
      return {
        provider: 'AWS' as const,
        ...swept.of(one.vpcId),
        connection: connections.ok
          ? { ok: true as const, value: connectionBetween(connections.value, one) }
          : connections,
      };
    }),
  );
}

/** What belongs to one VPC; the VPC's id is of no more use then. */
function byVpc<T extends object>(sight: Sight<InVpc<T>[]>): (vpcId: string) => Sight<T[]> {
  if (!sight.ok) return () => sight;
  const groups = groupBy(sight.value, ({ vpcId }) => vpcId);
  return (id) => ({ ok: true, value: (groups.get(id) ?? []).map(({ vpcId: _, ...one }) => one as T) });
}
