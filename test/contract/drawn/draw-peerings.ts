import type { ApplicationVpcSeed } from '../../../src/sandbox/aws/seed/aws-seed.ts';
import type { ApplicationNetworkSeed } from '../../../src/sandbox/gcp/seed/gcp-seed.ts';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import type { PeeringSeed } from '../../../src/sandbox/yugabyte/seed.ts';
import { type Chance, createChance } from './chance.ts';
import { clustersWith, crowd, databases } from './databases.ts';
import { createNetworks, createVpcs, type Firewall } from './draw-application.ts';
import { halvesOf } from './halves-of.ts';
import { partners } from './partners.ts';
import type { Application } from './set-scene.ts';
import { AFTER, BEFORE, BY_OTHERS, type Way } from './way.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const IN_AWS = 18;
const IN_GCP = 9;

/** What the bot by design never mends, by the link of the chain that it stops. */
export type Obstacle = 'requested' | 'accepted' | 'routed' | 'permitted' | 'allowed';

/** A peering as it was drawn: what is expected of the bot follows from it alone. */
export interface DrawnPeering {
  name: string;
  application: Application;
  /** What else was drawn, to count by. */
  facts: string[];
  obstacles: Obstacle[];
}

export interface DrawnPeerings {
  scenario: Scenario;
  drawn: DrawnPeering[];
}

/** Peerings in three accounts, three regions and two projects, about half of them with what the bot will not mend. */
export function drawPeerings(seed: number): DrawnPeerings {
  const chance = createChance(seed);
  const vpcs: ApplicationVpcSeed[] = [];
  const networks: ApplicationNetworkSeed[] = [];
  const happened: NonNullable<Scenario['happened']> = [];
  const peerings: PeeringSeed[] = [];
  const drawn: DrawnPeering[] = [];
  const drawVpc = createVpcs(chance);
  const drawNetwork = createNetworks(chance);
  const ways = {
    active: chance.deal(AFTER),
    asked: chance.deal<Way>([...BEFORE, 'early']),
    dead: chance.deal(BEFORE),
  };
  const firewall = chance.deal<Firewall>(FIREWALLS);
  const databaseInAws = chance.deal([
    'orders',
    'orders',
    'payments',
    'payments',
    'payments',
    'crowded',
  ] as const);
  const stateInAws = chance.deal<PeeringSeed['state']>([...LIVING, 'EXPIRED', 'FAILED', 'DELETED']);
  const stateInGcp = chance.deal<PeeringSeed['state']>([...LIVING, 'EXPIRED', 'FAILED']);
  const stop = chance.deal(['network-acl', 'security-group', ...Array(12).fill('')]);
  const isDnsOff = chance.deal([true, ...Array(6).fill(false)]);
  const isMirrorGone = chance.deal([true, false]);
  const overlaps = chance.deal([true, false, false]);
  const isTaken = chance.deal([true, false, false]);
  const isSaid = chance.deal([true, true, false]);
  for (let number = 0; number < IN_AWS; number++) drawn.push(inAws(number));
  for (let number = 0; number < IN_GCP; number++) drawn.push(inGcp(number));
  const entries = [...vpcs, ...networks].flatMap(({ cidrs }) => drawEntries(chance, cidrs));
  return {
    drawn,
    scenario: {
      name: `peerings-${seed}`,
      description: 'Drawn by chance.',
      yugabyte: {
        vpcs: [...databases],
        allowLists: [
          { name: 'applications', description: 'Some of the applications', entries },
          { name: 'office', description: 'People', entries: ['203.0.113.0/24'] },
          crowd,
        ],
        clusters: clustersWith(['office', 'applications']),
        peerings,
      },
      aws: { vpcs: [...vpcs, ...partners.vpcs] },
      gcp: { networks: [...networks, ...partners.networks] },
      happened,
    },
  };

  function inAws(number: number): DrawnPeering {
    const database = databaseInAws();
    const name = `aws-${number}`;
    const vpc = drawVpc(number, database);
    const state = stateInAws();
    const isAsked = state === 'PENDING' || state === 'EXPIRED';
    const way = (state === 'ACTIVE' ? ways.active : isAsked ? ways.asked : ways.dead)();
    const facts: string[] = [state.toLowerCase(), way];
    const obstacles: Obstacle[] = [];
    if (state === 'FAILED' || state === 'DELETED') obstacles.push('requested');
    if (BY_OTHERS.includes(way)) obstacles.push('routed');
    const stops = stop();
    if (stops !== '') {
      facts.push(stops);
      obstacles.push('permitted');
    }
    if (stops === 'network-acl') happened.push({ peering: name, what: 'block-acl' });
    if (stops === 'security-group') vpc.letsOut = false;
    if (isDnsOff()) {
      happened.push({ peering: name, what: 'dns-off' });
      facts.push('dns-off');
    }
    if (database === 'crowded') {
      facts.push('crowded');
      obstacles.push('allowed');
    }
    facts.push(`tables-${vpc.cidrs[0]?.endsWith('/27') ? 'one-subnet' : vpc.routeTables}`);
    if (vpc.cidrs.length > 1) facts.push('secondary-cidr');
    vpcs.push(vpc);
    const { account: project, id: network, region, cidrs } = vpc;
    const [cidr = ''] = cidrs;
    peerings.push({ name, vpc: database, project, network, region, cidr, state, age: ageOf(state) });
    const application = { database, project, network, region, way, isJoined: state === 'ACTIVE' };
    return { name, application, facts, obstacles };
  }

  function inGcp(number: number): DrawnPeering {
    const database = chance.pick(['analytics', 'search'] as const);
    const name = `gcp-${number}`;
    const rule = firewall();
    const network = drawNetwork(number, rule);
    const state = stateInGcp();
    const facts: string[] = [state.toLowerCase(), `firewall-${rule}`];
    const obstacles: Obstacle[] = [];
    if (state === 'FAILED') obstacles.push('requested');
    if (rule === 'denies') obstacles.push('permitted');
    if (state === 'ACTIVE' && isMirrorGone()) {
      happened.push({ peering: name, what: 'remove-mirror' });
      facts.push('mirror-gone');
    }
    if (state === 'PENDING' && overlaps()) {
      // A part of the database's own network.
      network.cidrs.push(database === 'search' ? '10.71.0.128/25' : '10.70.0.128/25');
      facts.push('overlap');
      obstacles.push('accepted');
    }
    if (network.cidrs.length > 1) facts.push('secondary-cidr');
    const taken = isTaken();
    if (taken) facts.push('name-taken');
    networks.push(network);
    const [cidr = ''] = network.cidrs;
    const said = isSaid();
    if (!said) facts.push('cidr-unsaid');
    const place = { project: network.project, network: network.network };
    peerings.push({ name, vpc: database, ...place, ...(said && { cidr }), state, age: ageOf(state) });
    const isJoined = state === 'ACTIVE';
    const application = { database, ...place, isJoined, ...(taken && { nameTaken: name }) };
    return { name, application, facts, obstacles };
  }
}

const LIVING: PeeringSeed['state'][] = [...Array(4).fill('PENDING'), ...Array(5).fill('ACTIVE')];
const FIREWALLS: Firewall[] = [
  'none',
  'none',
  'overruled',
  'one-port',
  'some-instances',
  'switched-off',
  'denies',
];

const ageOf = (state: PeeringSeed['state']) => (state === 'EXPIRED' ? 8 * DAY : HOUR);

/** Whole networks, as one or as two halves, halves of them, only the first one, and some that are left out. */
function drawEntries(chance: Chance, cidrs: string[]): string[] {
  const [first = ''] = cidrs;
  const turn = chance();
  if (turn < 0.3) return [];
  if (turn < 0.45) return halvesOf(first).slice(0, 1);
  if (turn < 0.6) return cidrs.flatMap(halvesOf);
  return turn < 0.75 ? [first] : cidrs;
}
