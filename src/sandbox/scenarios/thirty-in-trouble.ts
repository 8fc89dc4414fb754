import type { PeeringSeed, YugabyteSeed } from '../yugabyte/seed.ts';
import { shopAccount } from './one-team.ts';
import { day, hour, type Scenario } from './scenario.ts';

const teams = ['orders', 'payments', 'inventory'];

export const thirtyInTrouble: Scenario = {
  name: 'thirty-in-trouble',
  description: 'Thirty peerings, each with something missing: waiting to be accepted, expired, or failed.',
  yugabyte: {
    vpcs: teams.map((team, index) => ({
      name: `${team}-vpc`,
      cloud: 'AWS',
      regions: [{ region: 'us-west-2', cidr: `10.6${index}.0.0/24` }],
    })),
    allowLists: [{ name: 'office', description: 'Office and VPN', entries: ['203.0.113.0/24'] }],
    clusters: teams.map((team) => ({
      name: `${team}-db`,
      vpc: `${team}-vpc`,
      cloud: 'AWS',
      region: 'us-west-2',
      allowLists: ['office'],
    })),
    peerings: Array.from({ length: 30 }, (_, index) => drawPeering(index)),
  } satisfies YugabyteSeed,
};

function drawPeering(index: number): PeeringSeed {
  const team = teams[index % teams.length] ?? '';
  const number = String(index + 1).padStart(2, '0');
  return {
    name: `${team}-app-${number}`,
    vpc: `${team}-vpc`,
    project: index % 2 === 0 ? shopAccount : '444455556666',
    network: `vpc-0${index.toString(16).padStart(16, '0')}`,
    region: 'us-west-2',
    cidr: `172.${16 + (index % 15)}.${Math.floor(index / 15) * 128}.0/17`,
    ...drawState(index),
  };
}

function drawState(index: number): Pick<PeeringSeed, 'state' | 'age'> {
  switch (index % 5) {
    case 0:
      return { state: 'EXPIRED', age: (8 + index) * day };
    case 1:
      return { state: 'FAILED', age: (2 + index) * day };
    default:
      return { state: 'PENDING', age: (6 + index * 4) * hour };
  }
}
