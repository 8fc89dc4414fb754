import type { DescribeVpcAttributeResult } from '@aws-sdk/client-ec2';
import type { Session } from '../session.ts';

/** One attribute a call: EC2 has no other way. */
export async function readDns(
  session: Session,
  vpcId: string,
): Promise<{ support: boolean; hostnames: boolean }> {
  const read = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    session.call<DescribeVpcAttributeResult>(
      'ec2:DescribeVpcAttribute',
      (sdk) => new sdk.DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute }),
    );
  const [support, hostnames] = await Promise.all([read('enableDnsSupport'), read('enableDnsHostnames')]);
  return {
    support: support.EnableDnsSupport?.Value ?? false,
    hostnames: hostnames.EnableDnsHostnames?.Value ?? false,
  };
}
