import type { PeeringSeed, VpcSeed } from '../yugabyte/seed.ts';
import { mobileVpc } from './mobile-vpc.ts';
import { shopAccount } from './one-team.ts';
import { day, hour, type Scenario } from './scenario.ts';

const financeAccount = '444455556666';
const dataProject = 'local-data-platform';
const searchProject = 'local-search';

const vpcs: VpcSeed[] = [
  { name: 'orders-vpc', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.60.0.0/24' }] },
  { name: 'payments-vpc', cloud: 'AWS', regions: [{ region: 'eu-west-1', cidr: '10.61.0.0/24' }] },
  { name: 'analytics-vpc', cloud: 'GCP', regions: [{ region: 'europe-west4', cidr: '10.70.0.0/24' }] },
  { name: 'search-vpc', cloud: 'GCP', regions: [{ region: 'us-central1', cidr: '10.71.0.0/24' }] },
];

const inAws = (
  name: string,
  [project, region]: [account: string, region: string],
  number: number,
  more: Pick<PeeringSeed, 'state' | 'age'>,
): PeeringSeed => ({
  name,
  vpc: name.replace(/-.*/, '-vpc'),
  project,
  network: `vpc-0a1b2c3d4e5f6100${number}`,
  region,
  cidr: `172.${20 + number}.0.0/16`,
  ...more,
});

const inGcp = (
  name: string,
  [project, network]: [project: string, network: string],
  cidr: string,
  more: Pick<PeeringSeed, 'state' | 'age'>,
): PeeringSeed => ({ name, vpc: name.replace(/-.*/, '-vpc'), project, network, cidr, ...more });

export const bothClouds: Scenario = {
  name: 'both-clouds',
  description:
    'Two AWS accounts and two GCP projects in which the bot may act: two peerings work; each of the others waits for something or has one link broken.',
  yugabyte: {
    vpcs,
    allowLists: [
      {
        name: 'applications',
        description: 'Every application VPC but the partners',
        entries: ['172.16.0.0/12', '10.40.0.0/15'],
      },
    ],
    clusters: vpcs.map(({ name, cloud, regions }) => ({
      name: name.replace('-vpc', '-db'),
      vpc: name,
      cloud,
      region: regions[0]?.region ?? '',
      allowLists: ['applications'],
    })),
    peerings: [
      inAws('orders-web', [shopAccount, 'us-west-2'], 1, { state: 'ACTIVE', age: 40 * day }),
      inAws('orders-checkout', [shopAccount, 'us-west-2'], 2, { state: 'PENDING', age: 2 * day }),
      inAws('orders-reports', [financeAccount, 'us-west-2'], 3, { state: 'ACTIVE', age: 30 * day }),
      inAws('payments-ledger', [financeAccount, 'eu-west-1'], 4, { state: 'ACTIVE', age: 20 * day }),
      inAws('payments-fraud', [shopAccount, 'eu-west-1'], 5, { state: 'ACTIVE', age: 10 * day }),
      inGcp('analytics-jobs', [dataProject, 'batch-network'], '10.40.0.0/20', {
        state: 'ACTIVE',
        age: 25 * day,
      }),
      inGcp('analytics-notebooks', [dataProject, 'notebooks-network'], '10.40.16.0/20', {
        state: 'PENDING',
        age: 5 * hour,
      }),
      inGcp('search-web', [searchProject, 'web-network'], '10.41.0.0/20', { state: 'ACTIVE', age: 15 * day }),
      inGcp('search-partners', [searchProject, 'partners-network'], '10.50.0.0/20', {
        state: 'ACTIVE',
        age: 5 * day,
      }),
    ],
  },
  happened: [
    { peering: 'orders-reports', what: 'break-route' },
    { peering: 'payments-ledger', what: 'dns-off' },
    { peering: 'payments-fraud', what: 'block-acl' },
    { peering: 'search-web', what: 'block-egress' },
  ],
  aws: {
    vpcs: [mobileVpc],
  },
  gcp: { networks: [{ project: searchProject, network: 'app-network', cidrs: ['10.30.0.0/20'] }] },
  settings: () => ({ PEERING_AWS_MODE: 'act', PEERING_GCP_MODE: 'act' }),
};
