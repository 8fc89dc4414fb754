import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import type { VpcSeed } from '../../../src/sandbox/yugabyte/seed.ts';
import type { Values } from '../create-peering.ts';

export type Cloud = 'AWS' | 'GCP';

/** One of many places that are alike but for their names: an application's account or project, and a database of its own. */
export interface Place {
  peering: string;
  cloud: Cloud;
  /** AWS account id or GCP project id: every call that is about the place has it in it. */
  project: string;
  form: Values;
}

export function placesIn(cloud: Cloud, count: number): Place[] {
  return Array.from({ length: count }, (_, index) => placeIn(cloud, String(index).padStart(2, '0')));
}

function placeIn(cloud: Cloud, number: string): Place {
  const peering = `shop-n${number}`;
  const project = cloud === 'AWS' ? `1000000000${number}` : `local-n${number}`;
  const where: Values =
    cloud === 'AWS'
      ? { 'Account ID': project, 'VPC ID': vpcIdOf(project), Region: region.AWS, CIDR: cidrs.AWS }
      : { 'Project ID': project, 'Network name': 'shop-network', CIDR: cidrs.GCP };
  return {
    peering,
    cloud,
    project,
    form: { 'Yugabyte VPC': `db-n${number}`, Name: peering, ...where, Access: true },
  };
}

const region = { AWS: 'eu-west-1', GCP: 'us-central1' };
const cidrs = { AWS: '10.20.0.0/16', GCP: '10.30.0.0/20' };
const vpcIdOf = (account: string) => `vpc-0a1b2${account}`;

/** Where the bot may act, and nothing is peered yet. */
export function scenarioOf(places: Place[]): Scenario {
  const vpcs = places.map(
    ({ cloud, form }): VpcSeed => ({
      name: String(form['Yugabyte VPC']),
      cloud,
      regions: [{ region: region[cloud], cidr: '10.61.0.0/24' }],
    }),
  );
  const of = (cloud: Cloud) => places.filter((place) => place.cloud === cloud);
  return {
    name: 'many-places',
    description: 'Places that are alike.',
    yugabyte: {
      vpcs,
      allowLists: [],
      clusters: vpcs.map(({ name, cloud, regions }) => ({
        name: `${name}-cluster`,
        vpc: name,
        cloud,
        region: regions[0]?.region ?? '',
        allowLists: [],
      })),
      peerings: [],
    },
    aws: {
      vpcs: of('AWS').map(({ project }) => ({
        account: project,
        region: region.AWS,
        id: vpcIdOf(project),
        cidrs: [cidrs.AWS],
        name: 'shop',
      })),
    },
    gcp: {
      networks: of('GCP').map(({ project }) => ({ project, network: 'shop-network', cidrs: [cidrs.GCP] })),
    },
    settings: () => ({ PEERING_AWS_MODE: 'act', PEERING_GCP_MODE: 'act' }),
  };
}
