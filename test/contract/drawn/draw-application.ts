import type { ApplicationVpcSeed } from '../../../src/sandbox/aws/seed/aws-seed.ts';
import type { ApplicationNetworkSeed } from '../../../src/sandbox/gcp/seed/gcp-seed.ts';
import type { Chance } from './chance.ts';
import { type Database, databaseOf } from './databases.ts';

/** VPCs in AWS as teams have them; `number` makes ids and networks a VPC's own. */
export function createVpcs({ pick, deal }: Chance) {
  // Mostly beside the database; names are resolved across regions only where that is allowed.
  const isBeside = deal([true, true, true, true, false]);
  // Too small for several subnets: one, by the main route table.
  const prefix = deal([24, 24, 24, 24, 27]);
  const hasMore = deal([true, false, false]);
  const isOn = deal([true, true, true, false]);
  const routeTables = deal(['main', 'shared', 'shared', 'own'] as const);
  return (number: number, database: Database): ApplicationVpcSeed => ({
    account: `11112222000${number % 3}`,
    region: isBeside() ? databaseOf(database).regions[0].region : 'eu-central-1',
    id: `vpc-0${String(number).padStart(16, '0')}`,
    cidrs: [
      `172.16.${number}.0/${prefix()}`,
      ...(hasMore() ? [`${pick(['172.18', '100.64'])}.${number}.0/25`] : []),
    ],
    name: `application-${number}`,
    dnsHostnames: isOn(),
    routeTables: routeTables(),
  });
}

export type Firewall = 'none' | 'overruled' | 'one-port' | 'some-instances' | 'switched-off' | 'denies';

const denies = {
  name: 'deny-out',
  direction: 'EGRESS' as const,
  priority: 1000,
  denied: [{ IPProtocol: 'tcp' }],
  destinationRanges: ['0.0.0.0/0'],
};
const firewalls: Record<Firewall, NonNullable<ApplicationNetworkSeed['firewalls']>> = {
  none: [],
  overruled: [
    denies,
    {
      name: 'allow-databases',
      direction: 'EGRESS',
      priority: 900,
      allowed: [{ IPProtocol: 'tcp', ports: ['5000-10000'] }],
      destinationRanges: ['10.0.0.0/8'],
    },
  ],
  'one-port': [{ ...denies, denied: [{ IPProtocol: 'tcp', ports: ['5433'] }] }],
  'some-instances': [{ ...denies, targetTags: ['batch'] }],
  'switched-off': [{ ...denies, disabled: true }],
  denies: [denies],
};

/** Networks in GCP as teams have them. */
export function createNetworks({ deal }: Chance) {
  const hasMore = deal([true, false, false]);
  return (number: number, firewall: Firewall): ApplicationNetworkSeed => ({
    project: `local-project-${number % 2}`,
    network: `network-${number}`,
    cidrs: [`172.17.${number}.0/24`, ...(hasMore() ? [`172.19.${number}.0/25`] : [])],
    firewalls: firewalls[firewall].map((rule) => ({ ...rule, name: `${rule.name}-${number}` })),
  });
}
