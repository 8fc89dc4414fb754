import type { Database } from './database.ts';
import type { ClusterRow } from './rows.ts';
import type { ClusterSeed } from './seed.ts';

/** Everything that `ybm cluster list` and `describe` read, some of it without looking whether it is there. */
export function drawCluster(db: Database, id: string, seed: ClusterSeed, vpcId: string | null): ClusterRow {
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
