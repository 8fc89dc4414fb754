import type { AwsEnds } from '../../../src/core/next-step/aws-ends.ts';

export const account = '111122223333';
export const region = 'us-west-2';
export const vpcId = 'vpc-0a1b2c3d4e5f60718';
export const yugabyteAccount = '999900001111';
export const yugabyteVpcId = 'vpc-0ffffffffffffffff';
export const connectionId = 'pcx-0123456789abcdef0';
export const routeTableId = 'rtb-0123456789abcdef0';
export const yugabyteCidr = '10.9.0.0/16';

export const ends: AwsEnds = {
  account,
  region,
  vpcId,
  yugabyteAccount,
  yugabyteVpcId,
  yugabyteNetworks: [yugabyteCidr],
};

/** What EC2 answers, as XML: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/ */
export const connectionRow = ({
  id = connectionId,
  status = 'pending-acceptance',
  requesterOwner = yugabyteAccount,
  requesterVpc = yugabyteVpcId,
  accepterOwner = account,
  accepterVpc = vpcId,
  accepterDns = '',
}: Partial<
  Record<
    'id' | 'status' | 'requesterOwner' | 'requesterVpc' | 'accepterOwner' | 'accepterVpc' | 'accepterDns',
    string
  >
> = {}) => `<item><vpcPeeringConnectionId>${id}</vpcPeeringConnectionId>
  <requesterVpcInfo><ownerId>${requesterOwner}</ownerId><vpcId>${requesterVpc}</vpcId><region>us-west-2</region><cidrBlock>${yugabyteCidr}</cidrBlock><cidrBlockSet><item><cidrBlock>${yugabyteCidr}</cidrBlock></item></cidrBlockSet></requesterVpcInfo>
  <accepterVpcInfo><ownerId>${accepterOwner}</ownerId><vpcId>${accepterVpc}</vpcId><region>us-west-2</region>${
    accepterDns &&
    `<peeringOptions><allowDnsResolutionFromRemoteVpc>${accepterDns}</allowDnsResolutionFromRemoteVpc></peeringOptions>`
  }</accepterVpcInfo>
  <status><code>${status}</code><message>words of the vendor</message></status>
  ${status === 'pending-acceptance' ? '<expirationTime>2026-01-08T00:00:00.000Z</expirationTime>' : ''}</item>`;

export const connections = (...rows: string[]) =>
  `<vpcPeeringConnectionSet>${rows.join('')}</vpcPeeringConnectionSet>`;

export const vpcRow = ({ id = vpcId, owner = account } = {}) =>
  `<item><vpcId>${id}</vpcId><ownerId>${owner}</ownerId><state>available</state><cidrBlock>10.1.0.0/16</cidrBlock>
  <cidrBlockAssociationSet>
    <item><cidrBlock>10.1.0.0/16</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState></item>
    <item><cidrBlock>10.2.0.0/16</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState></item>
    <item><cidrBlock>10.3.0.0/16</cidrBlock><cidrBlockState><state>disassociated</state></cidrBlockState></item>
  </cidrBlockAssociationSet><tagSet><item><key>Name</key><value>shop</value></item></tagSet></item>`;

export const vpcs = (...rows: string[]) => `<vpcSet>${rows.join('')}</vpcSet>`;

export const routeRow = (cidr: string, target: string, state = 'active') => {
  const field = target.startsWith('pcx-') ? 'vpcPeeringConnectionId' : 'gatewayId';
  return `<item><destinationCidrBlock>${cidr}</destinationCidrBlock><${field}>${target}</${field}><state>${state}</state></item>`;
};

export const routeTableRow = ({
  id = routeTableId,
  vpc = vpcId,
  routes = [routeRow('10.1.0.0/16', 'local')],
  associations = '<item><main>true</main></item>',
} = {}) =>
  `<item><routeTableId>${id}</routeTableId><vpcId>${vpc}</vpcId><routeSet>${routes.join('')}</routeSet><associationSet>${associations}</associationSet></item>`;

export const routeTables = (...rows: string[]) => `<routeTableSet>${rows.join('')}</routeTableSet>`;
