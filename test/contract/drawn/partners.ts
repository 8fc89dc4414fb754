import type { ApplicationVpcSeed } from '../../../src/sandbox/aws/seed/aws-seed.ts';
import type { ApplicationNetworkSeed } from '../../../src/sandbox/gcp/seed/gcp-seed.ts';
import type { AwsPlace, People } from './people.ts';

const ACCOUNT = '333344445555';
const REGIONS = ['us-west-2', 'eu-west-1', 'eu-central-1'];
const PROJECT = 'local-partner';
const NETWORK = 'partner-network';

/** What became of the partner's requests. */
const KINDS = ['living', 'dead', 'asked'] as const;
type Kind = (typeof KINDS)[number];

const vpcOf = (kind: Kind, region: string) =>
  `vpc-0${REGIONS.indexOf(region)}${KINDS.indexOf(kind)}`.padEnd(21, 'f');

/** Somebody else, with whom the applications are peered as well. */
export const partners: { vpcs: ApplicationVpcSeed[]; networks: ApplicationNetworkSeed[] } = {
  vpcs: REGIONS.flatMap((region) =>
    KINDS.map((kind, index) => ({
      account: ACCOUNT,
      region,
      id: vpcOf(kind, region),
      cidrs: [`192.168.${index + 1}.0/24`],
      name: `partner-${kind}`,
    })),
  ),
  networks: [{ project: PROJECT, network: NETWORK, cidrs: ['192.168.4.0/24'] }],
};

/** A connection of each kind for that VPC. The dead one lives until `endInAws`: routes can lead to it before. */
export async function peerInAws(
  people: People,
  place: AwsPlace,
  vpcId: string,
): Promise<Record<Kind, string>> {
  const ids: Partial<Record<Kind, string>> = {};
  for (const kind of KINDS) {
    const answer = await people.inAws({ ...place, account: ACCOUNT }, 'CreateVpcPeeringConnection', {
      VpcId: vpcOf(kind, place.region),
      PeerVpcId: vpcId,
      PeerOwnerId: place.account,
    });
    const VpcPeeringConnectionId = /pcx-[0-9a-f]+/.exec(answer)?.[0] ?? '';
    ids[kind] = VpcPeeringConnectionId;
    if (kind !== 'asked') await people.inAws(place, 'AcceptVpcPeeringConnection', { VpcPeeringConnectionId });
  }
  return ids as Record<Kind, string>;
}

export const endInAws = (people: People, { region }: AwsPlace, VpcPeeringConnectionId: string) =>
  people.inAws({ account: ACCOUNT, region }, 'DeleteVpcPeeringConnection', { VpcPeeringConnectionId });

/** One half, which the partner has not answered; takes seconds of the world's time. */
export const peerInGcp = (people: People, project: string, network: string, name: string) =>
  people.inGcp(project, network, 'addPeering', {
    networkPeering: {
      name,
      network: `projects/${PROJECT}/global/networks/${NETWORK}`,
      exchangeSubnetRoutes: true,
    },
  });
