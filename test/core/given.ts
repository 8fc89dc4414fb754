import type { AllowList, Cluster, Observation, Peering, YugabyteVpc } from '../../src/core/peering.ts';

export const NOW = Date.UTC(2026, 0, 15, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export function awsVpc(more: Partial<YugabyteVpc> = {}): YugabyteVpc {
  return {
    id: 'yb-vpc-1',
    name: 'orders-vpc',
    provider: 'AWS',
    state: 'ACTIVE',
    regions: [{ region: 'us-west-2', cidr: '10.1.0.0/24' }],
    clusterIds: [],
    cloudProject: '444455556666',
    externalVpcId: 'vpc-0123456789abcdef0',
    ...more,
  };
}

export function gcpVpc(more: Partial<YugabyteVpc> = {}): YugabyteVpc {
  return awsVpc({
    id: 'yb-vpc-g',
    name: 'orders-gcp',
    provider: 'GCP',
    parentCidr: '10.10.0.0/16',
    regions: [{ region: 'us-west1', cidr: '10.10.4.0/22' }],
    cloudProject: 'yugabyte-project',
    externalVpcId: 'ybnetwork1',
    ...more,
  });
}

export function awsPeering(more: Partial<Peering> = {}): Peering {
  return {
    id: 'peering-1',
    name: 'shop',
    state: 'PENDING',
    yugabyteVpcId: 'yb-vpc-1',
    yugabyteVpcName: 'orders-vpc',
    application: {
      provider: 'AWS',
      cloudProject: '111122223333',
      externalVpcId: 'vpc-0a1b2c3d4e5f60718',
      region: 'us-west-2',
      cidr: '10.0.0.0/16',
    },
    ...more,
  };
}

export function gcpPeering(more: Partial<Peering> = {}): Peering {
  return awsPeering({
    yugabyteVpcId: 'yb-vpc-g',
    yugabyteVpcName: 'orders-gcp',
    application: { provider: 'GCP', cloudProject: 'my-project', externalVpcId: 'app-network' },
    ...more,
  });
}

export function cluster(name: string, more: Partial<Cluster> = {}): Cluster {
  return {
    id: `id-${name}`,
    name,
    state: 'ACTIVE',
    tier: 'PAID',
    yugabyteVpcIds: ['yb-vpc-1'],
    regions: ['us-west-2'],
    endpoints: [],
    ...more,
  };
}

export function allowList(
  name: string,
  entries: string[],
  clusters: string[],
  more: Partial<AllowList> = {},
): AllowList {
  return {
    id: `id-${name}`,
    name,
    description: '',
    entries,
    clusterIds: clusters.map((clusterName) => `id-${clusterName}`),
    ...more,
  };
}

export function observed(things: {
  peerings?: Peering[];
  vpcs?: YugabyteVpc[];
  clusters?: Cluster[];
  allowLists?: AllowList[];
}): Observation {
  return {
    at: NOW,
    peerings: things.peerings ?? [],
    vpcs: { ok: true, value: things.vpcs ?? [awsVpc(), gcpVpc()] },
    clusters: { ok: true, value: things.clusters ?? [] },
    allowLists: { ok: true, value: things.allowLists ?? [] },
  };
}
