import type { AwsChange } from '../../core/cloud/aws-network.ts';
import type { Permit } from '../../core/cloud/permit.ts';
import { kindOf } from './kind-of.ts';
import { permitOf, rehearseChange } from './rehearse-change.ts';
import { ACTIONS } from './requests.ts';
import type { Sdk } from './sdk.ts';
import type { Session } from './session.ts';
import { unseenBy } from './unseen-by.ts';

/** Well-formed ids that nothing has. */
const NO_VPC = 'vpc-00000000000000000';
const connectionId = 'pcx-00000000000000000';
const routeTableId = 'rtb-00000000000000000';
const cidr = '192.0.2.0/24';

const FEW = { MaxResults: 5 };

const READS: Record<string, (sdk: Sdk) => { input: unknown }> = {
  'ec2:DescribeVpcPeeringConnections': (sdk) => new sdk.DescribeVpcPeeringConnectionsCommand(FEW),
  'ec2:DescribeVpcs': (sdk) => new sdk.DescribeVpcsCommand(FEW),
  'ec2:DescribeVpcAttribute': (sdk) =>
    new sdk.DescribeVpcAttributeCommand({ VpcId: NO_VPC, Attribute: 'enableDnsSupport' }),
  'ec2:DescribeSubnets': (sdk) => new sdk.DescribeSubnetsCommand(FEW),
  'ec2:DescribeRouteTables': (sdk) => new sdk.DescribeRouteTablesCommand(FEW),
  'ec2:DescribeNetworkAcls': (sdk) => new sdk.DescribeNetworkAclsCommand(FEW),
  'ec2:DescribeSecurityGroups': (sdk) => new sdk.DescribeSecurityGroupsCommand(FEW),
};

const CHANGES: AwsChange[] = [
  { change: 'turn-on-dns', attribute: 'support' },
  { change: 'accept', connectionId },
  { change: 'create-route', routeTableId, cidr, connectionId },
  { change: 'replace-route', routeTableId, cidr, connectionId },
  { change: 'delete-route', routeTableId, cidr, connectionId },
  { change: 'allow-remote-dns', connectionId },
  { change: 'delete-connection', connectionId },
];

/** Each right by a call that changes nothing; the ones of acting only where the bot is to act. */
export async function examineRights(
  session: Session,
  { acts }: { acts: boolean },
): Promise<{ action: string; permit: Permit }[]> {
  const reads = Object.entries(READS).map(async ([action, make]) => ({
    action,
    permit: await mayRead(session, action, make),
  }));
  const changes = acts
    ? CHANGES.map(async (change) => ({
        action: ACTIONS[change.change],
        permit: await mayChange(session, change),
      }))
    : [];
  return Promise.all([...reads, ...changes]);
}

async function mayRead(
  session: Session,
  action: string,
  make: (sdk: Sdk) => { input: unknown },
): Promise<Permit> {
  try {
    await session.call(action, make);
    return { may: 'yes' };
  } catch (error) {
    // "There is no such VPC" is the answer of one who may ask.
    if (kindOf(error) === 'not-found') return { may: 'yes' };
    return permitOf(unseenBy(error, action, session.where));
  }
}

/** Asked about what nothing is: EC2 refuses who lacks the right before it says that there is no such thing. */
async function mayChange(session: Session, change: AwsChange): Promise<Permit> {
  const permit = await rehearseChange(session, { vpcId: NO_VPC }, change, { isThere: false });
  if (permit.may !== 'no' || permit.missing !== ACTIONS[change.change]) return permit;
  return {
    ...permit,
    reason: `${permit.reason} It was asked about a made-up id: a policy that names VPCs may refuse only that.`,
  };
}
