import type { DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import type { AwsSubnet } from '../../../core/cloud/aws-facts.ts';
import type { Session } from '../session.ts';
import { inChunks, nameTag, vpcFilter } from './filter.ts';

export type InVpc<T> = T & { vpcId: string };

export function readSubnets(session: Session, vpcIds: string[]): Promise<InVpc<AwsSubnet>[]> {
  return inChunks(vpcIds, (group) =>
    session.pages<DescribeSubnetsResult, InVpc<AwsSubnet>>(
      'ec2:DescribeSubnets',
      (sdk, page) => new sdk.DescribeSubnetsCommand({ Filters: vpcFilter(group), MaxResults: 1000, ...page }),
      ({ Subnets }) =>
        Subnets?.map(({ VpcId = '', SubnetId = '', CidrBlock = '', AvailabilityZone, Tags }) => ({
          vpcId: VpcId,
          subnetId: SubnetId,
          ...nameTag(Tags),
          cidr: CidrBlock,
          ...(AvailabilityZone && { availabilityZone: AvailabilityZone }),
        })),
    ),
  );
}
