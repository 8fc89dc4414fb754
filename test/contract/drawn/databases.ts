import type { ClusterSeed, VpcSeed } from '../../../src/sandbox/yugabyte/seed.ts';

/** Yugabyte VPCs of drawn worlds. The first has networks in two regions; `crowded` has a cluster that takes no more entries. */
export const databases = [
  {
    name: 'orders',
    cloud: 'AWS',
    regions: [
      { region: 'us-west-2', cidr: '10.60.0.0/24' },
      { region: 'us-east-1', cidr: '10.62.0.0/24' },
    ],
  },
  { name: 'payments', cloud: 'AWS', regions: [{ region: 'eu-west-1', cidr: '10.61.0.0/24' }] },
  { name: 'crowded', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.63.0.0/24' }] },
  { name: 'analytics', cloud: 'GCP', regions: [{ region: 'europe-west4', cidr: '10.70.0.0/24' }] },
  { name: 'search', cloud: 'GCP', regions: [{ region: 'us-central1', cidr: '10.71.0.0/24' }] },
] as const satisfies VpcSeed[];

export type Database = (typeof databases)[number]['name'];

export const databaseOf = (name: Database) => databases.find((one) => one.name === name) ?? databases[0];
export const networksOf = (name: Database) => databaseOf(name).regions.map(({ cidr }) => cidr);

/**
 * Each with a cluster; the lists of `shared` are on all clusters but the crowded one. `search` has a second one, on which is
 * only the first of them.
 */
export const clustersWith = (shared: string[]): ClusterSeed[] =>
  databases.flatMap(({ name, cloud, regions }) => {
    const cluster = { vpc: name, cloud, region: regions[0].region };
    const first = { ...cluster, name: `${name}-db`, allowLists: name === 'crowded' ? ['crowd'] : shared };
    const second = { ...cluster, name: `${name}-replica`, allowLists: shared.slice(0, 1) };
    return name === 'search' ? [first, second] : [first];
  });

/** As many entries as Yugabyte allows on a cluster. */
export const crowd = {
  name: 'crowd',
  description: 'Everybody',
  entries: Array.from({ length: 100 }, (_, index) => `198.51.100.${index}`),
};
