import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import type { PeeringSeed, VpcSeed } from '../../../src/sandbox/yugabyte/seed.ts';
import { createChance } from './chance.ts';

const HOUR = 3_600_000;
const IN_AWS = 60;
const IN_GCP = 30;
const AWS_MISHAPS = ['break-route', 'misdirect-route', 'dns-off', 'block-acl', 'delete'];
const GCP_MISHAPS = ['block-egress', 'remove-mirror'];

const vpcs: VpcSeed[] = [
  { name: 'orders-vpc', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.60.0.0/24' }] },
  { name: 'payments-vpc', cloud: 'AWS', regions: [{ region: 'eu-west-1', cidr: '10.61.0.0/24' }] },
  { name: 'analytics-vpc', cloud: 'GCP', regions: [{ region: 'europe-west4', cidr: '10.70.0.0/24' }] },
  { name: 'search-vpc', cloud: 'GCP', regions: [{ region: 'us-central1', cidr: '10.71.0.0/24' }] },
];

/** Ninety peerings in three accounts, two regions and two projects; half of them with something that is not as it should be. */
export function drawWorld(seed: number): Scenario {
  const chance = createChance(seed);
  const { pick } = chance;
  const inAws = Array.from({ length: IN_AWS }, (_, index): PeeringSeed => {
    const vpc = vpcs[index % 2] as VpcSeed;
    return {
      name: `aws-${index}`,
      vpc: vpc.name,
      project: `11112222000${index % 3}`,
      network: `vpc-0${String(index).padStart(16, '0')}`,
      region: vpc.regions[0]?.region ?? '',
      cidr: `172.16.${index}.0/24`,
      state: chance() < 0.85 ? 'ACTIVE' : 'PENDING',
      age: HOUR,
    };
  });
  const inGcp = Array.from({ length: IN_GCP }, (_, index): PeeringSeed => {
    const vpc = vpcs[2 + (index % 2)] as VpcSeed;
    return {
      name: `gcp-${index}`,
      vpc: vpc.name,
      project: `local-project-${index % 2}`,
      network: `network-${index}`,
      cidr: `172.17.${index}.0/24`,
      state: chance() < 0.85 ? 'ACTIVE' : 'PENDING',
      age: HOUR,
    };
  });
  const peerings = [...inAws, ...inGcp];
  const happened = peerings.flatMap(({ name, state }) =>
    state === 'ACTIVE' && chance() < 0.35
      ? [{ peering: name, what: pick(name.startsWith('aws') ? AWS_MISHAPS : GCP_MISHAPS) }]
      : [],
  );
  // Whole networks, halves of them, and some that are left out.
  const entries = peerings.flatMap(({ cidr = '' }) => {
    const turn = chance();
    if (turn < 0.15) return [];
    if (turn < 0.25) return [cidr.replace('/24', '/25')];
    return [cidr];
  });
  return {
    name: `drawn-${seed}`,
    description: 'Drawn by chance.',
    yugabyte: {
      vpcs,
      allowLists: [{ name: 'applications', description: 'Some of the applications', entries }],
      clusters: vpcs.map(({ name, cloud, regions }) => ({
        name: name.replace('-vpc', '-db'),
        vpc: name,
        cloud,
        region: regions[0]?.region ?? '',
        allowLists: ['applications'],
      })),
      peerings,
    },
    happened,
  };
}
