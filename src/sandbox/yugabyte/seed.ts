import type { ClusterRecord, Database, PeeringRecord, VpcRecord } from './database.ts';
import { expireInTime } from './peerings.ts';
import type { Cloud, ClusterRow, PeeringState } from './rows.ts';
import { provision } from './vpcs.ts';

/** What a scenario says there is; things are named, ids come from the world's seed. */
export interface YugabyteSeed {
  vpcs: VpcSeed[];
  clusters: ClusterSeed[];
  allowLists: AllowListSeed[];
  peerings: PeeringSeed[];
}

export interface VpcSeed {
  name: string;
  cloud: Cloud;
  regions: { region: string; cidr: string }[];
}

export interface ClusterSeed {
  name: string;
  /** A Yugabyte VPC's name; none for a cluster on the public network. */
  vpc?: string;
  cloud: Cloud;
  region: string;
  /** Reachable from the internet as well. */
  publicAccess?: boolean;
  allowLists: string[];
}

export interface AllowListSeed {
  name: string;
  description: string;
  entries: string[];
}

export interface PeeringSeed {
  name: string;
  /** The Yugabyte VPC's name. */
  vpc: string;
  /** AWS account id or GCP project id. */
  project: string;
  /** AWS VPC id or GCP network. */
  network: string;
  region?: string;
  cidr?: string;
  state: PeeringState;
  /** How long ago it was requested, in ms. */
  age: number;
}

/** Puts the scenario's things into an empty database. Throws when it names what it does not have. */
export function plant(db: Database, seed: YugabyteSeed) {
  const vpcs = new Map(seed.vpcs.map((vpc) => [vpc.name, plantVpc(db, vpc)]));
  const lists = new Map(seed.allowLists.map((list) => [list.name, plantAllowList(db, list)]));
  for (const cluster of seed.clusters) plantCluster(db, cluster, vpcs, lists);
  for (const peering of seed.peerings) plantPeering(db, peering, vpcs);
}

function plantVpc(db: Database, { name, cloud, regions }: VpcSeed): VpcRecord {
  const vpc: VpcRecord = {
    id: db.ids.uuid(),
    spec: { name, cloud, parent_cidr: null, region_specs: regions },
    state: 'ACTIVE',
  };
  provision(db, vpc);
  db.vpcs.set(vpc.id, vpc);
  return vpc;
}

function plantAllowList(db: Database, { name, description, entries }: AllowListSeed): string {
  const id = db.ids.uuid();
  db.allowLists.set(id, { id, spec: { name, description, allow_list: entries }, peeringId: null });
  return id;
}

function plantPeering(db: Database, seed: PeeringSeed, vpcs: Map<string, VpcRecord>) {
  const vpc = look(vpcs, seed.vpc);
  const peering: PeeringRecord = {
    id: db.ids.uuid(),
    spec: {
      name: seed.name,
      internal_yugabyte_vpc_id: vpc.id,
      customer_vpc: {
        external_vpc_id: seed.network,
        cloud_provider_project: seed.project,
        ...(seed.cidr !== undefined && { cidr: seed.cidr }),
        cloud_info: { code: vpc.spec.cloud, ...(seed.region !== undefined && { region: seed.region }) },
      },
    },
    state: seed.state,
    createdAt: db.now() - seed.age,
    cloudSide: cloudSides[seed.state],
  };
  db.peerings.set(peering.id, peering);
  if (peering.cloudSide === 'pending-acceptance') expireInTime(db, peering);
}

const cloudSides: Record<PeeringState, PeeringRecord['cloudSide']> = {
  CREATING: 'none',
  PENDING: 'pending-acceptance',
  ACTIVE: 'active',
  EXPIRED: 'expired',
  FAILED: 'failed',
  DELETING: 'none',
  DELETED: 'deleted',
};

function plantCluster(
  db: Database,
  seed: ClusterSeed,
  vpcs: Map<string, VpcRecord>,
  lists: Map<string, string>,
) {
  const vpcIds = seed.vpc === undefined ? [] : [look(vpcs, seed.vpc).id];
  const id = db.ids.uuid();
  const cluster: ClusterRecord = {
    id,
    row: drawCluster(db, id, seed, vpcIds[0] ?? null),
    vpcIds,
    allowListIds: seed.allowLists.map((name) => look(lists, name)),
    pendingAllowListIds: [],
    nodes: ['a', 'b', 'c'].map((zone, index) => ({
      name: `${seed.name}-n${index + 1}`,
      region: seed.region,
      zone: seed.cloud === 'AWS' ? `${seed.region}${zone}` : `${seed.region}-${zone}`,
    })),
  };
  db.clusters.set(id, cluster);
}

function drawCluster(db: Database, id: string, seed: ClusterSeed, vpcId: string | null): ClusterRow {
  const { name, region } = seed;
  const cloud_info = { code: seed.cloud, region };
  const access = [
    ...(vpcId === null ? [] : ['PRIVATE']),
    ...(vpcId === null || seed.publicAccess ? ['PUBLIC'] : []),
  ];
  const hostId = db.ids.uuid();
  const endpoints = access.map((accessibility_type) => ({
    id: db.ids.uuid(),
    region,
    host: `${accessibility_type === 'PRIVATE' ? 'private-' : ''}${region}.${hostId}.local.example`,
    accessibility_type,
    state: 'ACTIVE',
  }));
  const created = '2025-03-04T09:12:31.063Z';
  return {
    spec: {
      name,
      cloud_info,
      cluster_info: {
        cluster_tier: 'PAID',
        cluster_type: 'SYNCHRONOUS',
        num_nodes: 3,
        fault_tolerance: 'ZONE',
        num_faults_to_tolerate: 1,
        node_info: { num_cores: 4, memory_mb: 16_384, disk_size_gb: 200 },
        is_production: true,
        version: 1,
      },
      network_info: { single_tenant_vpc_id: vpcId },
      software_info: { track_id: db.ids.uuid() },
      cluster_region_info: [
        {
          placement_info: { cloud_info, num_nodes: 3, vpc_id: vpcId, num_replicas: null, multi_zone: true },
          is_default: true,
          is_affinitized: false,
          accessibility_types: access,
        },
      ],
    },
    info: {
      id,
      state: 'ACTIVE',
      cluster_region_info_details: [{ region, id: db.ids.uuid() }],
      endpoints: Object.fromEntries(endpoints.map((one) => [one.region, one.host])),
      cluster_endpoints: endpoints,
      project_id: db.account.projectId,
      software_version: '2024.2.3.0-b1',
      cluster_network_version: 'V0',
      read_replica_info: [],
      health_info: { state: 'HEALTHY', notes: [] },
      metadata: { created_on: created, updated_on: created },
    },
  };
}

function look<T>(known: Map<string, T>, name: string): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`The scenario names "${name}", which it does not have.`);
  return found;
}
