import type { DescribeVpcsResult, Vpc } from '@aws-sdk/client-ec2';
import type { AwsVpc } from '../../../core/cloud/aws-facts.ts';
import type { Session } from '../session.ts';
import { inChunks, nameTag, vpcFilter } from './filter.ts';

const ACTION = 'ec2:DescribeVpcs';

/** By filter: an id that does not exist is no error then. */
export function readVpcs(session: Session, vpcIds: string[]): Promise<AwsVpc[]> {
  return inChunks(vpcIds, (group) =>
    session.pages<DescribeVpcsResult, AwsVpc>(
      ACTION,
      (sdk, page) => new sdk.DescribeVpcsCommand({ Filters: vpcFilter(group), ...page }),
      ({ Vpcs }) => Vpcs?.map(toVpc),
    ),
  );
}

/** All of the account and region. */
export function readAllVpcs(session: Session): Promise<AwsVpc[]> {
  return session.pages<DescribeVpcsResult, AwsVpc>(
    ACTION,
    (sdk, page) => new sdk.DescribeVpcsCommand({ MaxResults: 1000, ...page }),
    ({ Vpcs }) => Vpcs?.map(toVpc),
  );
}

function toVpc({ VpcId = '', OwnerId = '', CidrBlock, CidrBlockAssociationSet = [], Tags }: Vpc): AwsVpc {
  const associated = CidrBlockAssociationSet.filter(
    ({ CidrBlockState }) => CidrBlockState?.State === 'associated',
  ).flatMap(({ CidrBlock: cidr }) => cidr ?? []);
  const cidrs = [...(CidrBlock ? [CidrBlock] : []), ...associated];
  return { vpcId: VpcId, ownerId: OwnerId, ...nameTag(Tags), cidrs: [...new Set(cidrs)] };
}
