import { mobileVpc } from './mobile-vpc.ts';
import { day, hour, type Scenario } from './scenario.ts';

const shopAccount = '111122223333';
const financeAccount = '444455556666';
const dataProject = 'local-data-platform';
const searchProject = 'local-search';

export const smallCompany: Scenario = {
  name: 'small-company',
  description:
    'Five Yugabyte VPCs in AWS and GCP, six peerings: two pending, one of them with 5 days left; one active that an allow list keeps out; one expired.',
  yugabyte: {
    vpcs: [
      { name: 'orders-vpc', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.60.0.0/24' }] },
      { name: 'payments-vpc', cloud: 'AWS', regions: [{ region: 'eu-west-1', cidr: '10.61.0.0/24' }] },
      { name: 'staging-vpc', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.62.0.0/26' }] },
      {
        name: 'analytics-vpc',
        cloud: 'GCP',
        regions: [
          { region: 'europe-west4', cidr: '10.70.0.0/24' },
          { region: 'us-east1', cidr: '10.70.1.0/24' },
        ],
      },
      { name: 'search-vpc', cloud: 'GCP', regions: [{ region: 'us-central1', cidr: '10.71.0.0/25' }] },
    ],
    allowLists: [
      { name: 'office', description: 'Office and VPN', entries: ['203.0.113.0/24', '198.51.100.7'] },
      {
        name: 'peering-orders-web',
        description: 'Peering Bot: application VPC of peering orders-web',
        entries: ['172.20.0.0/16'],
      },
      { name: 'analytics-jobs', description: 'Subnets of the batch jobs', entries: ['10.128.0.0/20'] },
    ],
    clusters: [
      {
        name: 'orders-db',
        vpc: 'orders-vpc',
        cloud: 'AWS',
        region: 'us-west-2',
        publicAccess: true,
        allowLists: ['office', 'peering-orders-web'],
      },
      {
        name: 'payments-db',
        vpc: 'payments-vpc',
        cloud: 'AWS',
        region: 'eu-west-1',
        allowLists: ['office'],
      },
      { name: 'staging-db', vpc: 'staging-vpc', cloud: 'AWS', region: 'us-west-2', allowLists: [] },
      {
        name: 'analytics-db',
        vpc: 'analytics-vpc',
        cloud: 'GCP',
        region: 'europe-west4',
        allowLists: ['analytics-jobs'],
      },
      { name: 'search-db', vpc: 'search-vpc', cloud: 'GCP', region: 'us-central1', allowLists: [] },
    ],
    peerings: [
      {
        name: 'orders-web',
        vpc: 'orders-vpc',
        project: shopAccount,
        network: 'vpc-0a1b2c3d4e5f60001',
        region: 'us-west-2',
        cidr: '172.20.0.0/16',
        state: 'ACTIVE',
        age: 40 * day,
      },
      {
        name: 'orders-checkout',
        vpc: 'orders-vpc',
        project: shopAccount,
        network: 'vpc-0a1b2c3d4e5f60002',
        region: 'us-east-1',
        cidr: '172.21.0.0/16',
        state: 'PENDING',
        age: 2 * day - hour,
      },
      {
        name: 'payments-ledger',
        vpc: 'payments-vpc',
        project: financeAccount,
        network: 'vpc-0a1b2c3d4e5f60003',
        region: 'eu-west-1',
        cidr: '172.22.0.0/16',
        state: 'ACTIVE',
        age: 12 * day,
      },
      {
        name: 'payments-legacy',
        vpc: 'payments-vpc',
        project: financeAccount,
        network: 'vpc-0a1b2c3d4e5f60004',
        region: 'eu-central-1',
        cidr: '172.23.0.0/16',
        state: 'EXPIRED',
        age: 9 * day,
      },
      {
        name: 'analytics-jobs',
        vpc: 'analytics-vpc',
        project: dataProject,
        network: 'batch-network',
        cidr: '10.128.0.0/20',
        state: 'ACTIVE',
        age: 25 * day,
      },
      {
        name: 'analytics-notebooks',
        vpc: 'analytics-vpc',
        project: dataProject,
        network: 'notebooks-network',
        state: 'PENDING',
        age: 3 * day,
      },
    ],
  },
  aws: {
    vpcs: [
      mobileVpc,
      {
        account: shopAccount,
        region: 'eu-west-1',
        id: 'vpc-0a1b2c3d4e5f60719',
        cidrs: ['10.21.0.0/16'],
        name: 'mobile-staging',
      },
    ],
  },
  gcp: {
    networks: [
      { project: dataProject, network: 'app-network', cidrs: ['10.40.0.0/20'] },
      { project: dataProject, network: 'reports-network', region: 'europe-west4', cidrs: ['10.90.0.0/20'] },
      { project: searchProject, network: 'search-app', cidrs: ['10.91.0.0/20', '10.92.0.0/24'] },
    ],
  },
};
