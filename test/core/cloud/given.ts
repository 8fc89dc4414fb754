import type {
  AwsAclRule,
  AwsConnection,
  AwsFacts,
  AwsRoute,
  AwsRouteTable,
} from '../../../src/core/cloud/aws-facts.ts';
import type { GcpFacts, GcpPeering } from '../../../src/core/cloud/gcp-facts.ts';
import type { Sight, Unseen } from '../../../src/core/cloud/sight.ts';
import type { Observation, Peering } from '../../../src/core/peering.ts';
import { awsPeering, awsVpc, gcpPeering, gcpVpc, NOW, observed } from '../given.ts';

export const PCX = 'pcx-0a1b2c3d4e5f60718';
export const VPC = 'vpc-0a1b2c3d4e5f60718';
export const YUGABYTE = '10.1.0.0/24';

export const saw = <T>(value: T): Sight<T> => ({ ok: true, value });
export const denied = (action: string): Unseen => ({
  ok: false,
  why: 'denied',
  reason: `the bot may not use ${action} in AWS account 111122223333, us-west-2.`,
  missing: action,
  who: 'arn:aws:iam::111122223333:role/team/peering-bot',
});

export function connection(more: Partial<AwsConnection> = {}): AwsConnection {
  return {
    connectionId: PCX,
    status: 'active',
    requester: { ownerId: '444455556666', vpcId: 'vpc-0123456789abcdef0', cidrs: [YUGABYTE] },
    accepter: { ownerId: '111122223333', vpcId: VPC, cidrs: ['10.0.0.0/16'] },
    ...more,
  };
}

export const local: AwsRoute = { cidr: '10.0.0.0/16', state: 'active', target: 'local' };
export const toPeering: AwsRoute = { cidr: YUGABYTE, state: 'active', target: PCX };

export function table(routeTableId: string, more: Partial<AwsRouteTable> = {}): AwsRouteTable {
  return { routeTableId, isMain: false, subnetIds: [], isEdge: false, routes: [local, toPeering], ...more };
}

export const allowAll: AwsAclRule[] = [
  { egress: true, ruleNumber: 100, allow: true, protocol: '-1', cidr: '0.0.0.0/0' },
  { egress: false, ruleNumber: 100, allow: true, protocol: '-1', cidr: '0.0.0.0/0' },
  { egress: true, ruleNumber: 32767, allow: false, protocol: '-1', cidr: '0.0.0.0/0' },
  { egress: false, ruleNumber: 32767, allow: false, protocol: '-1', cidr: '0.0.0.0/0' },
];

/** A VPC with three subnets, two of them with a table of their own, in which everything is as it should be. */
export function awsFacts(more: Partial<AwsFacts> = {}): AwsFacts {
  return {
    provider: 'AWS',
    at: NOW,
    connection: saw(connection()),
    connections: saw([connection()]),
    vpc: saw({ vpcId: VPC, ownerId: '111122223333', cidrs: ['10.0.0.0/16'] }),
    dns: saw({ support: true, hostnames: true }),
    subnets: saw([
      { subnetId: 'subnet-a', cidr: '10.0.1.0/24' },
      { subnetId: 'subnet-b', cidr: '10.0.2.0/24' },
      { subnetId: 'subnet-c', cidr: '10.0.3.0/24' },
    ]),
    routeTables: saw([
      table('rtb-main', { isMain: true }),
      table('rtb-a', { subnetIds: ['subnet-a'], name: 'private' }),
      table('rtb-b', { subnetIds: ['subnet-b'] }),
    ]),
    networkAcls: saw([
      { networkAclId: 'acl-1', subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'], rules: allowAll },
    ]),
    securityGroups: saw([
      { groupId: 'sg-1', name: 'default', egress: [{ protocol: '-1', cidrs: ['0.0.0.0/0'], others: [] }] },
    ]),
    ...more,
  };
}

export const mirror: GcpPeering = {
  name: 'to-yugabyte',
  peer: { project: 'yugabyte-project', network: 'ybnetwork1' },
  state: 'ACTIVE',
  exchangesSubnetRoutes: true,
};

export function gcpFacts(more: Partial<GcpFacts> = {}): GcpFacts {
  return {
    provider: 'GCP',
    at: NOW,
    network: saw({
      project: 'my-project',
      name: 'app-network',
      auto: false,
      legacy: false,
      peerings: [mirror],
    }),
    subnets: saw([{ name: 'web', region: 'us-west1', cidrs: ['10.20.0.0/20', '10.30.0.0/16'] }]),
    egressRules: saw([]),
    peeringRoutes: saw([{ cidr: '10.10.4.0/22', imported: true }]),
    ...more,
  };
}

/** One peering that its cloud was looked at for. */
export function lookedAt(
  facts: AwsFacts | GcpFacts,
  { mayAct = true, ...more }: Partial<Peering> & { mayAct?: boolean } = {},
): { peering: Peering; observation: Observation } {
  const make = facts.provider === 'AWS' ? awsPeering : gcpPeering;
  const peering = make({ state: 'ACTIVE', ...more });
  const observation = observed({
    peerings: [peering],
    vpcs: [awsVpc(), gcpVpc()],
  });
  return {
    peering,
    observation: {
      ...observation,
      clouds: new Map([[peering.id, facts]]),
      mayAct: mayAct ? ['AWS', 'GCP'] : [],
    },
  };
}
