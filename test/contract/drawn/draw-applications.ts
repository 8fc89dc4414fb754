import type { ApplicationVpcSeed } from '../../../src/sandbox/aws/seed/aws-seed.ts';
import type { ApplicationNetworkSeed } from '../../../src/sandbox/gcp/seed/gcp-seed.ts';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import type { AllowListSeed, PeeringSeed } from '../../../src/sandbox/yugabyte/seed.ts';
import { createChance } from './chance.ts';
import { clustersWith, crowd, databaseOf, databases } from './databases.ts';
import type { Meanwhile } from './disturb.ts';
import { createNetworks, createVpcs, type Firewall } from './draw-application.ts';
import { partners } from './partners.ts';
import type { Application } from './set-scene.ts';
import { BY_OTHERS, type Way } from './way.ts';

const IN_AWS = 9;
const IN_GCP = 5;
const WAYS: Way[] = ['none', 'none', 'none', 'broader-elsewhere', 'to-the-dead', ...BY_OTHERS];
const FIREWALLS: Firewall[] = ['none', 'overruled', 'one-port', 'some-instances', 'denies'];

/** An application that has no peering with its database yet. */
export interface DrawnApplication {
  /** The peering will be called so. */
  name: string;
  application: Application;
  cidr?: string;
  /** The form asks for it; otherwise it is given afterwards. */
  allowAccess: boolean;
  /** To count by. */
  facts: string[];
  /** What people do to it while it works. */
  meanwhile?: Meanwhile;
  /** What stands in the way: a route, for which the form is refused; or a firewall, which is told at the end. */
  obstacle?: 'route' | 'firewall';
}

export interface DrawnApplications {
  scenario: Scenario;
  drawn: DrawnApplication[];
}

/** Applications beside neighbours, of whose peerings, routes and allow lists nothing is to change. */
export function drawApplications(seed: number): DrawnApplications {
  const chance = createChance(seed);
  const vpcs: ApplicationVpcSeed[] = [];
  const networks: ApplicationNetworkSeed[] = [];
  const drawn: DrawnApplication[] = [];
  const peerings: PeeringSeed[] = databases.map(({ name, cloud, regions }, index) => ({
    name: `neighbour-${name}`,
    vpc: name,
    ...(cloud === 'AWS'
      ? { project: '111122220000', network: `vpc-0${'9'.repeat(15)}${index}`, region: regions[0].region }
      : { project: 'local-project-0', network: `neighbour-${index}` }),
    cidr: `172.20.${index}.0/24`,
    state: 'ACTIVE',
    age: 3_600_000,
  }));
  const lists: AllowListSeed[] = peerings.map(({ name, cidr = '' }) => ({
    name: `peering-${name}`,
    description: `Peering Bot: application VPC of peering ${name}`,
    entries: [cidr],
  }));
  const drawVpc = createVpcs(chance);
  const drawNetwork = createNetworks(chance);
  const way = chance.deal<Way>(WAYS);
  const firewall = chance.deal<Firewall>(FIREWALLS);
  const letsOut = chance.deal([true, true, true, true, false]);
  const isTaken = chance.deal([true, false]);
  const isSaid = chance.deal([true, true, false]);
  const isListTaken = chance.deal([true, false, false, false]);
  const isPeered = chance.deal([true, false, false]);
  const asksAccess = chance.deal([true, true, false]);
  const disturbance = chance.deal([true, false, false]);
  const disturbing = chance.deal<Meanwhile | undefined>(['route-dropped', 'route-turned', undefined]);
  for (let number = 0; number < IN_AWS; number++) drawn.push(inAws(number));
  for (let number = 0; number < IN_GCP; number++) drawn.push(inGcp(number));
  return {
    drawn,
    scenario: {
      name: `applications-${seed}`,
      description: 'Drawn by chance.',
      yugabyte: {
        vpcs: [...databases],
        allowLists: [...lists, crowd],
        clusters: clustersWith(lists.map(({ name }) => name)),
        peerings,
      },
      aws: { vpcs: [...vpcs, ...partners.vpcs] },
      gcp: { networks: [...networks, ...partners.networks] },
    },
  };

  function inAws(number: number): DrawnApplication {
    const database = chance.pick(['orders', 'payments'] as const);
    const name = `aws-${number}`;
    const vpc = drawVpc(number, database);
    const leads = way();
    const facts: string[] = [
      leads,
      `tables-${vpc.cidrs[0]?.endsWith('/27') ? 'one-subnet' : vpc.routeTables}`,
    ];
    if (!vpc.dnsHostnames) facts.push('dns-off');
    if (vpc.cidrs.length > 1) facts.push('secondary-cidr');
    let obstacle: DrawnApplication['obstacle'] = BY_OTHERS.includes(leads) ? 'route' : undefined;
    if (!letsOut()) {
      vpc.letsOut = false;
      facts.push('security-group');
      obstacle ??= 'firewall';
    }
    vpcs.push(vpc);
    const { account: project, id: network, region, cidrs } = vpc;
    const [cidr = ''] = cidrs;
    const other = database === 'orders' ? 'payments' : 'orders';
    // Peered with the other database already; that one is in its own region.
    if (region === databaseOf(other).regions[0].region || isPeered()) {
      facts.push('peered-with-another');
      peerings.push({
        name: `second-${name}`,
        ...{ vpc: other, project, network, region, cidr },
        state: 'ACTIVE',
        age: 3_600_000,
      });
    }
    nameList(name, facts);
    const meanwhile = leads === 'none' ? disturbing() : undefined;
    if (meanwhile) facts.push(meanwhile);
    return {
      name,
      application: { database, project, network, region, way: leads, isJoined: false },
      cidr,
      allowAccess: asksAccess(),
      facts,
      ...(meanwhile && { meanwhile }),
      ...(obstacle && { obstacle }),
    };
  }

  function inGcp(number: number): DrawnApplication {
    const database = chance.pick(['analytics', 'search'] as const);
    const name = `gcp-${number}`;
    const rule = firewall();
    const network = drawNetwork(number, rule);
    const facts: string[] = [`firewall-${rule}`];
    if (network.cidrs.length > 1) facts.push('secondary-cidr');
    const taken = isTaken();
    if (taken) facts.push('name-taken');
    const said = isSaid();
    if (!said) facts.push('cidr-unsaid');
    // GCP halves a network for its pods; either half is one of its ranges.
    const [cidr = ''] = network.cidrs;
    const place = { project: network.project, network: network.network };
    if (isPeered()) {
      facts.push('peered-with-another');
      const other = database === 'search' ? 'analytics' : 'search';
      peerings.push({ name: `second-${name}`, vpc: other, ...place, cidr, state: 'ACTIVE', age: 3_600_000 });
    }
    networks.push(network);
    nameList(name, facts);
    const meanwhile = disturbance() ? ('mirror-removed' as const) : undefined;
    if (meanwhile) facts.push(meanwhile);
    return {
      name,
      application: { database, ...place, isJoined: false, ...(taken && { nameTaken: name }) },
      ...(said && { cidr }),
      // The form asks for the network then.
      allowAccess: said && asksAccess(),
      facts,
      ...(meanwhile && { meanwhile }),
      ...(rule === 'denies' && { obstacle: 'firewall' as const }),
    };
  }

  /** Somebody has given a list of theirs the name that the bot would choose. */
  function nameList(name: string, facts: string[]): void {
    if (!isListTaken()) return;
    facts.push('list-name-taken');
    lists.push({ name: `peering-${name}`, description: 'By hand', entries: ['203.0.113.9'] });
  }
}
