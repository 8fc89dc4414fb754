import type { DescribeSecurityGroupsResult, IpPermission } from '@aws-sdk/client-ec2';
import type { AwsEgressRule, AwsSecurityGroup } from '../../../core/cloud/aws-facts.ts';
import type { Session } from '../session.ts';
import { inChunks, vpcFilter } from './filter.ts';
import type { InVpc } from './subnets.ts';

export function readSecurityGroups(session: Session, vpcIds: string[]): Promise<InVpc<AwsSecurityGroup>[]> {
  return inChunks(vpcIds, (group) =>
    session.pages<DescribeSecurityGroupsResult, InVpc<AwsSecurityGroup>>(
      'ec2:DescribeSecurityGroups',
      (sdk, page) =>
        new sdk.DescribeSecurityGroupsCommand({ Filters: vpcFilter(group), MaxResults: 1000, ...page }),
      ({ SecurityGroups }) =>
        SecurityGroups?.map(({ VpcId = '', GroupId = '', GroupName = '', IpPermissionsEgress = [] }) => ({
          vpcId: VpcId,
          groupId: GroupId,
          name: GroupName,
          egress: IpPermissionsEgress.map(toRule),
        })),
    ),
  );
}

function toRule(permission: IpPermission): AwsEgressRule {
  const {
    IpProtocol = '-1',
    FromPort,
    ToPort,
    IpRanges = [],
    PrefixListIds = [],
    UserIdGroupPairs = [],
  } = permission;
  // "-1" as a port stands for all of them.
  const hasPorts = IpProtocol !== '-1' && FromPort !== undefined && FromPort >= 0;
  return {
    protocol: IpProtocol === '6' ? 'tcp' : IpProtocol,
    ...(hasPorts && { ports: { from: FromPort, to: ToPort ?? FromPort } }),
    cidrs: IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []),
    others: [
      ...PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
      ...UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
    ],
  };
}
