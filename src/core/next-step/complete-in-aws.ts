import type { HandOver, HandOverSection, NextStep } from '../chain/link.ts';
import type { AwsConnection, AwsFacts } from '../cloud/aws-facts.ts';
import { routeGaps } from '../cloud/route-gaps.ts';
import type { Peering, Reading, YugabyteVpc } from '../peering.ts';
import { sayList } from '../say-list.ts';
import { awsConsole } from './aws-console.ts';
import { type AwsEnds, awsEnds } from './aws-ends.ts';
import { findPcx, PCX } from './find-pcx.ts';
import { hclName, hclString } from './hcl.ts';
import { routeGapSections } from './route-gap-sections.ts';
import { shellQuote } from './shell.ts';

/**
 * Everything that is missing in the application's AWS account, in order. Where the account was not seen: everything
 * there could be to do, and lines that find out the rest.
 */
export function completeInAws(
  peering: Peering,
  yugabyteVpc: Reading<YugabyteVpc>,
  facts?: AwsFacts,
): NextStep {
  const ends = awsEnds(peering, yugabyteVpc);
  if (!ends.ok) {
    return {
      kind: 'wait',
      sentence: `What to accept cannot be said now. ${ends.reason} Refresh in a minute.`,
    };
  }
  const label = hclName(peering.name);
  const { account, region } = ends.value;
  const connection = facts?.connection.ok ? facts.connection.value : undefined;
  const hasJoined = connection?.status === 'active' || connection?.status === 'provisioning';
  const pcx = connection ? shellQuote(connection.connectionId) : PCX;
  return {
    kind: 'hand-over',
    title: `${hasJoined ? 'Mend' : 'Accept'} the peering in AWS account ${account}, region ${region}`,
    sections: [
      ...(isDnsOn(facts) ? [] : [turnOnDns(ends.value, label)]),
      ...(connection ? [] : [findRequest(ends.value, label)]),
      ...(hasJoined ? [] : [acceptRequest(ends.value, label, pcx, connection?.connectionId)]),
      ...routeSections(ends.value, label, pcx, facts, connection),
    ],
  } satisfies HandOver;
}

const isDnsOn = (facts: AwsFacts | undefined): boolean =>
  facts?.dns.ok === true && facts.dns.value.support && facts.dns.value.hostnames;

function routeSections(
  ends: AwsEnds,
  label: string,
  pcx: string,
  facts: AwsFacts | undefined,
  connection: AwsConnection | undefined,
): HandOverSection[] {
  if (!facts?.routeTables.ok || !facts.subnets.ok || !connection) {
    return [addRoutes(ends, label, pcx, connection?.connectionId)];
  }
  const { routeTables, subnets, connections } = facts;
  return routeGapSections(
    ends,
    label,
    connection.connectionId,
    routeGaps(routeTables.value, subnets.value, ends.yugabyteNetworks, connection, connections),
  );
}

function turnOnDns({ region, vpcId }: AwsEnds, label: string): HandOverSection {
  const modify = `aws ec2 modify-vpc-attribute --region ${shellQuote(region)} --vpc-id ${shellQuote(vpcId)}`;
  return {
    title: `Turn on DNS resolution and DNS hostnames for ${vpcId}`,
    console: {
      label: `VPC ${vpcId}`,
      url: awsConsole(region, `VpcDetails:VpcId=${encodeURIComponent(vpcId)}`),
      clicks:
        'Actions > Edit VPC settings > tick Enable DNS resolution and Enable DNS hostnames > Save. Do it before accepting, so that cluster names lead to private addresses.',
    },
    cli: [
      `${modify} --enable-dns-support '{"Value":true}'`,
      `${modify} --enable-dns-hostnames '{"Value":true}'`,
    ],
    terraform: [
      '# Where this VPC is made: enable_dns_support = true and enable_dns_hostnames = true in its aws_vpc.',
      `data "aws_vpc" "${label}" {`,
      `  id = ${hclString(vpcId)}`,
      '}',
      '',
      `check "${label}_dns" {`,
      '  assert {',
      `    condition     = data.aws_vpc.${label}.enable_dns_support && data.aws_vpc.${label}.enable_dns_hostnames`,
      '    error_message = "DNS resolution and DNS hostnames must be on in the application VPC."',
      '  }',
      '}',
    ].join('\n'),
  };
}

function findRequest(ends: AwsEnds, label: string): HandOverSection {
  const shown =
    '[Status.Code,RequesterVpcInfo.OwnerId,RequesterVpcInfo.VpcId,RequesterVpcInfo.CidrBlock,ExpirationTime]';
  return {
    title: "Find the request's pcx- id and see that it is Yugabyte's",
    console: {
      label: `Peering connections in ${ends.region}`,
      url: awsConsole(ends.region, 'PeeringConnections:'),
      clicks: `Look for the one in Pending acceptance whose requester is VPC ${ends.yugabyteVpcId} of account ${ends.yugabyteAccount} and whose accepter is ${ends.vpcId}. Anybody may send a request: leave any other one alone.`,
    },
    cli: [
      ...findPcx(ends, ['pending-acceptance']),
      `aws ec2 describe-vpc-peering-connections --region ${shellQuote(ends.region)} --vpc-peering-connection-ids ${PCX} --query 'VpcPeeringConnections[0].${shown}' --output table`,
    ],
    terraform: [
      `# In a provider for account ${hclString(ends.account)} and region ${hclString(ends.region)}.`,
      `data "aws_vpc_peering_connection" "${label}" {`,
      `  owner_id      = ${hclString(ends.yugabyteAccount)}`,
      `  vpc_id        = ${hclString(ends.yugabyteVpcId)}`,
      `  peer_owner_id = ${hclString(ends.account)}`,
      `  peer_vpc_id   = ${hclString(ends.vpcId)}`,
      '',
      '  filter {',
      '    name   = "status-code"',
      '    values = ["pending-acceptance", "provisioning", "active"]',
      '  }',
      '}',
    ].join('\n'),
  };
}

function acceptRequest(
  ends: AwsEnds,
  label: string,
  pcx: string,
  known: string | undefined,
): HandOverSection {
  return {
    title: 'Accept the request',
    console: {
      label: `Peering connections in ${ends.region}`,
      url: awsConsole(ends.region, 'PeeringConnections:'),
      clicks: `Select ${known ?? 'that request'} > Actions > Accept request > Accept request.`,
    },
    cli: [
      `aws ec2 accept-vpc-peering-connection --region ${shellQuote(ends.region)} --vpc-peering-connection-id ${pcx} --query VpcPeeringConnection.Status.Code --output text`,
    ],
    terraform: [
      `resource "aws_vpc_peering_connection_accepter" "${label}" {`,
      `  vpc_peering_connection_id = ${known ? hclString(known) : `data.aws_vpc_peering_connection.${label}.id`}`,
      '  auto_accept               = true',
      '}',
    ].join('\n'),
  };
}

function addRoutes(ends: AwsEnds, label: string, pcx: string, known: string | undefined): HandOverSection {
  const region = shellQuote(ends.region);
  return {
    title: `Add a route to ${sayList(ends.yugabyteNetworks)} in every route table of ${ends.vpcId}`,
    console: {
      label: `Route tables in ${ends.region}`,
      url: awsConsole(ends.region, 'RouteTables:'),
      clicks: `For each route table of ${ends.vpcId}: Routes > Edit routes > Add route > destination ${sayList(ends.yugabyteNetworks)}, target Peering Connection, ${known ?? 'the pcx- id just accepted'} > Save changes. Tables that serve no application subnet can be left out.`,
    },
    cli: [
      `for RTB in $(aws ec2 describe-route-tables --region ${region} --filters ${shellQuote(`Name=vpc-id,Values=${ends.vpcId}`)} --query 'RouteTables[?!(Associations[?GatewayId])].RouteTableId' --output text); do`,
      `  for CIDR in ${ends.yugabyteNetworks.map(shellQuote).join(' ')}; do`,
      `    aws ec2 create-route --region ${region} --route-table-id "$RTB" --destination-cidr-block "$CIDR" --vpc-peering-connection-id ${pcx} --query Return --output text`,
      '  done',
      'done',
    ],
    terraform: [
      `data "aws_route_tables" "${label}" {`,
      `  vpc_id = ${hclString(ends.vpcId)}`,
      '}',
      '',
      `resource "aws_route" "${label}" {`,
      '  for_each = {',
      `    for pair in setproduct(data.aws_route_tables.${label}.ids, [${ends.yugabyteNetworks.map(hclString).join(', ')}]) :`,
      '    join(" ", pair) => { table = pair[0], cidr = pair[1] }',
      '  }',
      '',
      '  route_table_id            = each.value.table',
      '  destination_cidr_block    = each.value.cidr',
      `  vpc_peering_connection_id = ${known ? hclString(known) : `aws_vpc_peering_connection_accepter.${label}.id`}`,
      '}',
    ].join('\n'),
  };
}
