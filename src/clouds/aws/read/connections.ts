import type {
  DescribeVpcPeeringConnectionsResult,
  VpcPeeringConnection,
  VpcPeeringConnectionVpcInfo,
} from '@aws-sdk/client-ec2';
import type { AwsConnection, AwsConnectionEnd } from '../../../core/cloud/aws-facts.ts';
import { ENDED } from '../../../core/cloud/ended.ts';
import type { AwsEnds } from '../../../core/next-step/aws-ends.ts';
import type { Session } from '../session.ts';
import { inChunks } from './filter.ts';

const ACTION = 'ec2:DescribeVpcPeeringConnections';

/** The connections in which one of the VPCs is the accepter, or the requester. */
export function readConnections(
  session: Session,
  vpcIds: string[],
  side: 'accepter' | 'requester',
): Promise<AwsConnection[]> {
  return inChunks(vpcIds, (group) =>
    session.pages<DescribeVpcPeeringConnectionsResult, AwsConnection>(
      ACTION,
      (sdk, page) =>
        new sdk.DescribeVpcPeeringConnectionsCommand({
          Filters: [{ Name: `${side}-vpc-info.vpc-id`, Values: group }],
          MaxResults: 1000,
          ...page,
        }),
      ({ VpcPeeringConnections }) => VpcPeeringConnections?.map(toConnection),
    ),
  );
}

/** One of them as it is now; `undefined` where EC2 no longer shows it. */
export async function readConnection(
  session: Session,
  connectionId: string,
): Promise<AwsConnection | undefined> {
  const { VpcPeeringConnections = [] } = await session.call<DescribeVpcPeeringConnectionsResult>(
    ACTION,
    (sdk) =>
      new sdk.DescribeVpcPeeringConnectionsCommand({
        Filters: [{ Name: 'vpc-peering-connection-id', Values: [connectionId] }],
      }),
  );
  return VpcPeeringConnections.map(toConnection).find((one) => one.connectionId === connectionId);
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

/** The living one, else one that has ended. EC2 allows one living connection between two VPCs. */
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
