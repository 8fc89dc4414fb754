import { formatIpv4 } from '../../../src/sandbox/ipv4.ts';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import type { PeeringSeed, VpcSeed } from '../../../src/sandbox/yugabyte/seed.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Requests die on the minute at which they were made: away from every tick, so that nobody sees half of it. */
const PAST_THE_HOUR = 47 * MINUTE;

export const TEAMS = 40;
const APPLICATIONS = 5;
const AWS_TEAMS = 30;
/** The first of each team has a network that half a list covers. */
const LOW = 1024;
/** Behind their clusters somebody has let in a network that is not peered. */
const WITH_STRAY_ENTRIES = 2;

/** It is left in peace, and speaks for its team's cluster. */
/** More requests than a month ever brings. */
const LATER = 400;

export const isFirst = (number: number) => number < TEAMS;

const teamOf = (number: number) => `team${String(number).padStart(2, '0')}`;

/** Each has its own networks; `number` counts all that there ever are. */
export function drawRequest(team: number, number: number): Omit<PeeringSeed, 'state' | 'age'> {
  const isAws = team < AWS_TEAMS;
  const network = isFirst(number) ? LOW + 16 * number : number;
  const block = 172 * 2 ** 24 + (16 + (network % 16)) * 2 ** 16 + Math.floor(network / 16) * 2 ** 8;
  return {
    name: `${teamOf(team)}-app${String(number).padStart(4, '0')}`,
    vpc: `${teamOf(team)}-vpc`,
    project: isAws ? `11112222000${team % 4}` : `data-platform-${team % 2}`,
    network: isAws ? `vpc-0${number.toString(16).padStart(16, '0')}` : `network-${number}`,
    ...(isAws && { region: 'us-west-2' }),
    cidr: formatIpv4(block, 24),
  };
}

/** Whom the owners of accounts and projects are; of one account and of one project nobody knows. */
export const OWNERS =
  '111122220000=S0PLATFORM,111122220001=U0APPROVER,111122220002=U0VIEWER,data-platform-0=U0VIEWER';

/** The VPC that each AWS team would name in the request of this number. */
function laterVpcs(number: number) {
  return Array.from({ length: AWS_TEAMS }, (_, team) => drawRequest(team, number))
    .filter(({ project }, index, all) => all.findIndex((other) => other.project === project) === index)
    .map(({ name, project, network, region = '', cidr = '' }) => ({
      account: project,
      region,
      id: network,
      cidrs: [cidr],
      name,
    }));
}

/** The network that each GCP team would name in the request of this number. */
const laterNetworks = (number: number) =>
  Array.from({ length: TEAMS - AWS_TEAMS }, (_, team) => drawRequest(AWS_TEAMS + team, number))
    .filter(({ project }, index, all) => all.findIndex((other) => other.project === project) === index)
    .map(({ project, network, cidr = '' }) => ({ project, network, cidrs: [cidr] }));

/** 200 peerings of 40 teams, each with a Yugabyte VPC and a cluster of its own. */
export function company(roll: () => number): Scenario {
  const teams = Array.from({ length: TEAMS }, (_, team) => team);
  const vpcs = teams.map(
    (team): VpcSeed => ({
      name: `${teamOf(team)}-vpc`,
      cloud: team < AWS_TEAMS ? 'AWS' : 'GCP',
      regions: [
        {
          region: team < AWS_TEAMS ? 'us-west-2' : 'us-central1',
          cidr: formatIpv4(10 * 2 ** 24 + team * 256, 24),
        },
      ],
    }),
  );
  return {
    name: 'month',
    description: '200 peerings to which a month happens.',
    // Whoever asks for a new one during the month names a VPC or a network that is there.
    aws: { vpcs: Array.from({ length: LATER }, (_, later) => laterVpcs(200 + later)).flat() },
    gcp: { networks: Array.from({ length: LATER }, (_, later) => laterNetworks(200 + later)).flat() },
    yugabyte: {
      vpcs,
      allowLists: [
        { name: 'everything', description: '', entries: ['172.16.0.0/12'] },
        { name: 'half', description: '', entries: ['172.16.0.0/13'] },
        { name: 'office', description: '', entries: ['203.0.113.0/24'] },
        { name: 'stray', description: '', entries: ['10.99.0.0/16'] },
      ],
      clusters: vpcs.map(({ name, cloud, regions }, team) => ({
        name: name.replace('-vpc', '-db'),
        vpc: name,
        cloud,
        region: regions[0]?.region ?? '',
        allowLists:
          team < WITH_STRAY_ENTRIES ? ['everything', 'stray'] : [roll() < 0.9 ? 'everything' : 'half'],
      })),
      peerings: Array.from({ length: TEAMS * APPLICATIONS }, (_, number) => ({
        ...drawRequest(number % TEAMS, number),
        ...(isFirst(number) ? { state: 'ACTIVE' as const, age: 40 * 24 * HOUR } : drawState(roll)),
      })),
    },
  };
}

function drawState(roll: () => number): Pick<PeeringSeed, 'state' | 'age'> {
  const age = (days: number) => Math.floor(roll() * days * 24) * HOUR + PAST_THE_HOUR;
  const chance = roll();
  if (chance < 0.7) return { state: 'ACTIVE', age: age(30) };
  if (chance < 0.92) return { state: 'PENDING', age: age(6) };
  if (chance < 0.97) return { state: 'FAILED', age: age(20) };
  return { state: 'EXPIRED', age: 8 * 24 * HOUR + age(20) };
}
