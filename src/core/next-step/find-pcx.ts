import type { AwsEnds } from './aws-ends.ts';
import { jmesLiteral, shellQuote } from './shell.ts';

/** In lines that need the id: stops with a sentence where the line that finds it was not run or found nothing. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills this in
export const PCX = '"${PCX:?no such peering connection was found}"';

/**
 * The line that puts the id of the peering connection into the shell variable PCX. Anybody may send anybody a request,
 * so both owners and both VPCs are compared once by the filters and once more in what came back.
 */
export function findPcx(ends: AwsEnds, states: string[]): string[] {
  const filters = {
    'requester-vpc-info.owner-id': ends.yugabyteAccount,
    'requester-vpc-info.vpc-id': ends.yugabyteVpcId,
    'accepter-vpc-info.owner-id': ends.account,
    'accepter-vpc-info.vpc-id': ends.vpcId,
    'status-code': states.join(','),
  };
  const query = [
    `RequesterVpcInfo.OwnerId==${jmesLiteral(ends.yugabyteAccount)}`,
    `RequesterVpcInfo.VpcId==${jmesLiteral(ends.yugabyteVpcId)}`,
    `AccepterVpcInfo.OwnerId==${jmesLiteral(ends.account)}`,
    `AccepterVpcInfo.VpcId==${jmesLiteral(ends.vpcId)}`,
    `contains(${jmesLiteral(states)}, Status.Code)`,
  ].join(' && ');
  return [
    `PCX=$(aws ec2 describe-vpc-peering-connections --region ${shellQuote(ends.region)} \\`,
    '  --filters \\',
    ...Object.entries(filters).map(([name, value]) => `  ${shellQuote(`Name=${name},Values=${value}`)} \\`),
    `  --query ${shellQuote(`VpcPeeringConnections[?${query}].VpcPeeringConnectionId`)} --output text)`,
  ];
}
