import type {
  DescribeVpcPeeringConnectionsResult,
  Filter,
  VpcPeeringConnection,
  VpcPeeringConnectionVpcInfo,
} from '@aws-sdk/client-ec2';
import type { AwsConnection, AwsConnectionEnd } from '../../../core/cloud/aws-facts.ts';
import { ENDED } from '../../../core/cloud/ended.ts';
import type { AwsEnds } from '../../../core/next-step/aws-ends.ts';
import type { Session } from '../session.ts';
import { inChunks } from './filter.ts';

export const CONNECTIONS = 'ec2:DescribeVpcPeeringConnections';

/** The connections that one of the VPCs is an end of. EC2 has no filter for either end, so it takes two calls. */
export async function readConnectionsOf(session: Session, vpcIds: string[]): Promise<AwsConnection[]> {
  const read = (side: 'accepter' | 'requester') =>
    inChunks(vpcIds, (group) =>
      readConnections(session, [{ Name: `${side}-vpc-info.vpc-id`, Values: group }]),
    );
  const [accepted, requested] = await Promise.all([read('accepter'), read('requester')]);
  return [...new Map([...accepted, ...requested].map((one) => [one.connectionId, one])).values()];
}

/** All of the account and region: one call for a thousand of them. */
export const readAllConnections = (session: Session): Promise<AwsConnection[]> => readConnections(session);

/** One of them as it is now; `undefined` where EC2 does not show it, or no longer. */
export async function readConnection(
  session: Session,
  connectionId: string,
): Promise<AwsConnection | undefined> {
  // By filter: an id that does not exist is no error then.
  const found = await readConnections(session, [
    { Name: 'vpc-peering-connection-id', Values: [connectionId] },
  ]);
  return found.find((one) => one.connectionId === connectionId);
}

function readConnections(session: Session, filters?: Filter[]): Promise<AwsConnection[]> {
  return session.pages<DescribeVpcPeeringConnectionsResult, AwsConnection>(
    CONNECTIONS,
    (sdk, page) =>
      new sdk.DescribeVpcPeeringConnectionsCommand({
        ...(filters && { Filters: filters }),
        MaxResults: 1000,
        ...page,
      }),
    ({ VpcPeeringConnections }) => VpcPeeringConnections?.map(toConnection),
  );
}

/** Anybody may send anybody a request: both owners and both VPCs have to be the right ones. */
export function isBetween({ requester, accepter }: AwsConnection, ends: AwsEnds): boolean {
  return (
    requester.ownerId === ends.yugabyteAccount &&
    requester.vpcId === ends.yugabyteVpcId &&
    accepter.ownerId === ends.account &&
    accepter.vpcId === ends.vpcId
  );
}

/** The living one, of which EC2 allows one between two VPCs; else one that has ended: when it did is not told. */
export function connectionBetween(connections: AwsConnection[], ends: AwsEnds): AwsConnection | undefined {
  const ours = connections.filter((one) => isBetween(one, ends));
  return ours.find(({ status }) => !ENDED.includes(status)) ?? ours.at(-1);
}

function toConnection(connection: VpcPeeringConnection): AwsConnection {
  const {
    VpcPeeringConnectionId = '',
    Status,
    ExpirationTime,
    RequesterVpcInfo,
    AccepterVpcInfo,
  } = connection;
  return {
    connectionId: VpcPeeringConnectionId,
    status: Status?.Code ?? 'unknown',
    ...(Status?.Message && { statusMessage: Status.Message }),
    ...(ExpirationTime && { expiresAt: ExpirationTime.getTime() }),
    requester: toEnd(RequesterVpcInfo),
    accepter: toEnd(AccepterVpcInfo),
  };
}

function toEnd(info: VpcPeeringConnectionVpcInfo = {}): AwsConnectionEnd {
  const { OwnerId = '', VpcId = '', Region, CidrBlock, CidrBlockSet = [], PeeringOptions } = info;
  const cidrs = [
    ...(CidrBlock ? [CidrBlock] : []),
    ...CidrBlockSet.flatMap((block) => block.CidrBlock ?? []),
  ];
  const remoteDns = PeeringOptions?.AllowDnsResolutionFromRemoteVpc;
  return {
    ownerId: OwnerId,
    vpcId: VpcId,
    ...(Region && { region: Region }),
    cidrs: [...new Set(cidrs)],
    ...(remoteDns !== undefined && { remoteDns }),
  };
}
