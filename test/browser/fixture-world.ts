/** `GET /sandbox/state`, as far as the page reads it. */
export function fixtureWorld(now: number) {
  return {
    clock: { now: new Date(now).toISOString(), ms: now },
    scenario: 'small-company',
    faults: [{ target: 'yugabyte', kind: 'status', status: 429, times: 2 }],
    yugabyte: {
      peerings: [
        peering('billing', 'ACTIVE', 'AWS', 'vpc-0f1e2d3c4b5a69788'),
        peering('orders-web', 'PENDING', 'AWS', 'vpc-0a1b2c3d4e5f60718'),
        peering('reports', 'PENDING', 'GCP', 'shared-network'),
        peering('legacy', 'EXPIRED', 'AWS', 'vpc-00000000000000001'),
        peering('warehouse', 'ACTIVE', 'GCP', 'data-network'),
      ],
      clusters: [
        { spec: { name: 'orders-db' }, info: { id: 'c1', state: 'ACTIVE' } },
        { spec: { name: 'reports-db' }, info: { id: 'c2', state: 'ACTIVE' } },
      ],
      allowLists: [
        { spec: { name: 'office' }, info: { cluster_list: [{ id: 'c1', name: 'orders-db' }] } },
        { spec: { name: 'peering-orders-web' }, info: { cluster_list: [{ id: 'c1', name: 'orders-db' }] } },
      ],
    },
    aws: { accounts: { '111122223333': { role: 'peering-bot', denied: [], regions: {} } } },
    gcp: {
      projects: [{ id: 'local-data-platform', denied: [], networks: [], subnetworks: [], firewalls: [] }],
    },
  };
}

function peering(name: string, state: string, code: string, vpc: string) {
  const project = code === 'AWS' ? '111122223333' : 'local-data-platform';
  return {
    spec: {
      name,
      customer_vpc: { external_vpc_id: vpc, cloud_provider_project: project, cloud_info: { code } },
    },
    info: { id: `id of ${name}`, state, yugabyte_vpc_name: `${name}-vpc` },
  };
}
