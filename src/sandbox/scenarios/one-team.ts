import type { PeeringSeed, YugabyteSeed } from '../yugabyte/seed.ts';

/** Its team is mentioned in reminders: see the world's `PEERING_OWNERS`. */
export const shopAccount = '111122223333';

export const shopRequest = (state: PeeringSeed['state'], age: number): PeeringSeed => ({
  name: 'orders-web',
  vpc: 'orders-vpc',
  project: shopAccount,
  network: 'vpc-0a1b2c3d4e5f60001',
  region: 'us-west-2',
  cidr: '172.20.0.0/16',
  state,
  age,
});

/** One Yugabyte VPC with one cluster that lets the shop in, and one peering. */
export function oneTeam(peering: PeeringSeed): YugabyteSeed {
  return {
    vpcs: [{ name: 'orders-vpc', cloud: 'AWS', regions: [{ region: 'us-west-2', cidr: '10.60.0.0/24' }] }],
    allowLists: [
      {
        name: 'peering-orders-web',
        description: 'Peering Bot: application VPC of peering orders-web',
        entries: ['172.20.0.0/16'],
      },
    ],
    clusters: [
      {
        name: 'orders-db',
        vpc: 'orders-vpc',
        cloud: 'AWS',
        region: 'us-west-2',
        allowLists: ['peering-orders-web'],
      },
    ],
    peerings: [peering],
  };
}
