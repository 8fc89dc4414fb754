import type { DescribeNetworkAclsResult, NetworkAcl } from '@aws-sdk/client-ec2';
import type { AwsNetworkAcl } from '../../../core/cloud/aws-facts.ts';
import type { Session } from '../session.ts';
import { inChunks, vpcFilter } from './filter.ts';
import type { InVpc } from './subnets.ts';

export function readNetworkAcls(session: Session, vpcIds: string[]): Promise<InVpc<AwsNetworkAcl>[]> {
  return inChunks(vpcIds, (group) =>
    session.pages<DescribeNetworkAclsResult, InVpc<AwsNetworkAcl>>(
      'ec2:DescribeNetworkAcls',
      (sdk, page) =>
        new sdk.DescribeNetworkAclsCommand({ Filters: vpcFilter(group), MaxResults: 1000, ...page }),
      ({ NetworkAcls }) => NetworkAcls?.map(toAcl),
    ),
  );
}

function toAcl({
  VpcId = '',
  NetworkAclId = '',
  Associations = [],
  Entries = [],
}: NetworkAcl): InVpc<AwsNetworkAcl> {
  return {
    vpcId: VpcId,
    networkAclId: NetworkAclId,
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    rules: Entries.flatMap(
      ({ Egress, RuleNumber = 32767, RuleAction, Protocol = '-1', CidrBlock, PortRange }) =>
        CidrBlock === undefined
          ? []
          : [
              {
                egress: Egress ?? false,
                ruleNumber: RuleNumber,
                allow: RuleAction === 'allow',
                protocol: Protocol,
                cidr: CidrBlock,
                ...(PortRange && { ports: { from: PortRange.From ?? 0, to: PortRange.To ?? 65535 } }),
              },
            ],
    ).sort((a, b) => a.ruleNumber - b.ruleNumber),
  };
}
