import type { CloudSide } from '../application-cloud.ts';
import { requestAtCloud } from './cloud-side.ts';
import type { ClusterRecord, Database, PeeringRecord, VpcRecord } from './database.ts';
import { drawCluster } from './draw-cluster.ts';
import type { Cloud, PeeringState } from './rows.ts';
import { startTask } from './tasks.ts';
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
  /** Somebody takes all of them off when it is next that hour, UTC. */
  allowListsRemovedAt?: { hour: number };
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
  // Every request left its task, also those made before this world began.
  for (const { spec, createdAt } of db.peerings.values()) {
    startTask(db, 'CREATE_VPC_PEERING', spec.internal_yugabyte_vpc_id, createdAt)('SUCCEEDED');
  }
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
  };
  db.peerings.set(peering.id, peering);
  requestAtCloud(db, peering, { side: cloudSides[seed.state] });
}

const cloudSides: Record<PeeringState, CloudSide> = {
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
  if (seed.allowListsRemovedAt) {
    db.later(untilHour(seed.allowListsRemovedAt.hour, db.now()), () => {
      cluster.allowListIds = [];
    });
  }
}

const hour = 3600 * 1000;

/** Always some time away, so that it is seen to work before. */
function untilHour(wanted: number, now: number): number {
  const midnight = now - (now % (24 * hour));
  const next = midnight + wanted * hour;
  return (next - now < hour ? next + 24 * hour : next) - now;
}

function look<T>(known: Map<string, T>, name: string): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`The scenario names "${name}", which it does not have.`);
  return found;
}
