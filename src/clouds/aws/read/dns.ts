import type { DescribeVpcAttributeResult } from '@aws-sdk/client-ec2';
import type { AwsDns } from '../../../core/cloud/aws-facts.ts';
import type { Session } from '../session.ts';

const ACTION = 'ec2:DescribeVpcAttribute';

/** One attribute a call: EC2 has no other way. */
export async function readDns(session: Session, vpcId: string): Promise<AwsDns> {
  const read = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    session.call<DescribeVpcAttributeResult>(
      ACTION,
      (sdk) => new sdk.DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute }),
    );
  const [support, hostnames] = await Promise.all([read('enableDnsSupport'), read('enableDnsHostnames')]);
  return {
    support: told(support.EnableDnsSupport?.Value),
    hostnames: told(hostnames.EnableDnsHostnames?.Value),
  };
}

/** An answer that does not tell is not a "no". */
function told(value: boolean | undefined): boolean {
  if (value === undefined) throw new Error(`an answer to ${ACTION} without the attribute`);
  return value;
}
