import type { AwsAccount, AwsState } from './aws-state.ts';
import { AwsVpcCard } from './aws-vpc-card.tsx';
import { Permissions } from './permissions.tsx';
import type { PeeringRow, Turn } from './world-state.ts';

interface AwsConsoleProps {
  aws: AwsState;
  peerings: PeeringRow[];
  turn: Turn;
}

/** More would not be looked through. */
const mostAccounts = 8;
const mostVpcs = 12;
/** So few can be seen at once. */
const few = 3;

const offered = [
  'ec2:AcceptVpcPeeringConnection',
  'ec2:CreateRoute',
  'ec2:DeleteRoute',
  'ec2:ModifyVpcAttribute',
  'ec2:DescribeRouteTables',
  'ec2:DescribeVpcPeeringConnections',
  'sts:AssumeRole',
];

/** What the people of each account see in the VPC console, and what can go wrong in it. */
export function AwsConsole({ aws, peerings, turn }: AwsConsoleProps) {
  const accounts = Object.entries(aws.accounts).filter(([, { role }]) => role !== null);
  if (accounts.length === 0) return null;
  return (
    <section>
      <h3>
        AWS console <span class="count">{countOf(accounts.length, 'account')}</span>
      </h3>
      {accounts.slice(0, mostAccounts).map(([id, account]) => (
        <details class="console-account" key={id} open={accounts.length <= few}>
          <summary>
            Account <strong>{id}</strong>
          </summary>
          <Vpcs id={id} account={account} peerings={peerings} turn={turn} />
          <Permissions
            about={`account ${id}`}
            offered={offered}
            denied={account.denied}
            body={(act, action) => ({ cloud: 'aws', do: act, account: id, action })}
            turn={turn}
          />
        </details>
      ))}
      {accounts.length > mostAccounts && (
        <p class="world-none">and {countOf(accounts.length - mostAccounts, 'more account')}</p>
      )}
    </section>
  );
}

interface VpcsProps {
  id: string;
  account: AwsAccount;
  peerings: PeeringRow[];
  turn: Turn;
}

function Vpcs({ id, account, peerings, turn }: VpcsProps) {
  const vpcs = Object.entries(account.regions).flatMap(([name, region]) =>
    region.vpcs.map((vpc) => ({ name, region, vpc })),
  );
  const peeringOf = (vpcId: string) =>
    peerings.find(
      ({ spec: { customer_vpc: end } }) => end.external_vpc_id === vpcId && end.cloud_provider_project === id,
    );
  return (
    <>
      {vpcs.slice(0, mostVpcs).map(({ name, region, vpc }) => (
        <AwsVpcCard
          key={`${name} ${vpc.VpcId}`}
          regionName={name}
          region={region}
          vpc={vpc}
          peering={peeringOf(vpc.VpcId)?.spec.name}
          turn={turn}
        />
      ))}
      {vpcs.length > mostVpcs && <p class="world-none">and {countOf(vpcs.length - mostVpcs, 'more VPC')}</p>}
    </>
  );
}

const countOf = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
