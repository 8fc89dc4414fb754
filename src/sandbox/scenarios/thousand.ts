import { formatIpv4 } from '../ipv4.ts';
import type { PeeringState } from '../yugabyte/rows.ts';
import type { PeeringSeed, VpcSeed } from '../yugabyte/seed.ts';
import { hour, type Scenario } from './scenario.ts';

const vpcs: VpcSeed[] = [
  { name: 'orders-vpc', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.60.0.0/24' }] },
  { name: 'payments-vpc', cloud: 'AWS', regions: [{ region: 'eu-west-1', cidr: '10.61.0.0/24' }] },
  { name: 'inventory-vpc', cloud: 'AWS', regions: [{ region: 'us-east-1', cidr: '10.62.0.0/24' }] },
  { name: 'analytics-vpc', cloud: 'GCP', regions: [{ region: 'europe-west4', cidr: '10.70.0.0/24' }] },
  { name: 'search-vpc', cloud: 'GCP', regions: [{ region: 'us-central1', cidr: '10.71.0.0/24' }] },
];

const applications = ['web', 'checkout', 'ledger', 'jobs', 'notebooks', 'mobile', 'partners', 'reports'];

export const thousand: Scenario = {
  name: 'thousand',
  description: '1,000 peerings over five Yugabyte VPCs, in every state that lasts.',
  yugabyte: {
    vpcs,
    allowLists: [
      { name: 'applications-low', description: 'Half of the applications', entries: ['172.16.0.0/13'] },
      { name: 'office', description: 'Office and VPN', entries: ['203.0.113.0/24'] },
    ],
    clusters: vpcs.flatMap(({ name, cloud, regions }, index) => {
      const region = regions[0]?.region ?? '';
      const team = name.replace('-vpc', '');
      const lists = index % 2 === 0 ? ['applications-low', 'office'] : ['office'];
      return [
        { name: `${team}-db`, vpc: name, cloud, region, allowLists: lists },
        { name: `${team}-replica`, vpc: name, cloud, region, allowLists: ['applications-low'] },
      ];
    }),
    peerings: Array.from({ length: 1000 }, (_, index) => drawPeering(index)),
  },
};

/** Each has an application VPC of its own, and all those networks are apart. */
function drawPeering(index: number): PeeringSeed {
  const vpc = pick(vpcs, index);
  const isAws = vpc.cloud === 'AWS';
  const number = String(index + 1).padStart(4, '0');
  return {
    name: `${vpc.name.replace('-vpc', '')}-${pick(applications, Math.floor(index / vpcs.length))}-${number}`,
    vpc: vpc.name,
    project: isAws ? `11112222${String(index % 40).padStart(4, '0')}` : `local-project-${index % 40}`,
    network: isAws ? `vpc-0${index.toString(16).padStart(16, '0')}` : `network-${number}`,
    ...(isAws && { region: vpc.regions[0]?.region ?? '' }),
    cidr: formatIpv4(172 * 2 ** 24 + 16 * 2 ** 16 + index * 2 ** 10, 22),
    ...drawState(index, isAws),
  };
}

/** Of 20: 12 active, 4 pending, 2 expired (AWS only), 2 failed. */
function drawState(index: number, isAws: boolean): { state: PeeringState; age: number } {
  const turn = Math.floor(index / vpcs.length) % 20;
  if (turn < 12) return { state: 'ACTIVE', age: (200 + index) * hour };
  if (turn < 16) return { state: 'PENDING', age: (1 + (index % 160)) * hour };
  if (turn < 18)
    return isAws ? { state: 'EXPIRED', age: (200 + index) * hour } : { state: 'PENDING', age: 300 * hour };
  return { state: 'FAILED', age: (24 + index) * hour };
}

function pick<T>(from: T[], index: number): T {
  return from[index % from.length] as T;
}
