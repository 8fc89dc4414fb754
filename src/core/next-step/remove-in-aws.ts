import type { HandOver, HandOverSection, NextStep } from '../chain/link.ts';
import type { AwsFacts } from '../cloud/aws-facts.ts';
import type { Peering, Reading, YugabyteVpc } from '../peering.ts';
import { sayList } from '../say-list.ts';
import { awsConsole } from './aws-console.ts';
import { type AwsEnds, awsEnds } from './aws-ends.ts';
import { findPcx, PCX } from './find-pcx.ts';
import { hclName } from './hcl.ts';
import { jmesLiteral, shellQuote } from './shell.ts';

/** What stays in the application's AWS account once Yugabyte has terminated the peering. */
export function removeInAws(peering: Peering, yugabyteVpc: Reading<YugabyteVpc>, facts?: AwsFacts): NextStep {
  const ends = awsEnds(peering, yugabyteVpc);
  if (!ends.ok) {
    return { kind: 'wait', sentence: `What stays behind in AWS cannot be listed now. ${ends.reason}` };
  }
  const known = facts?.connection.ok ? facts.connection.value?.connectionId : undefined;
  return {
    kind: 'hand-over',
    title: `Clean up in AWS account ${ends.value.account}, region ${ends.value.region}`,
    sections: [
      removePeering(ends.value, known),
      removeRoutes(ends.value, hclName(peering.name), known, tablesTo(facts, known)),
    ],
  } satisfies HandOver;
}

/** Of the tables that were seen, those with a route to the connection. */
function tablesTo(facts: AwsFacts | undefined, connectionId: string | undefined): string[] {
  if (!facts?.routeTables.ok) return [];
  return facts.routeTables.value
    .filter(({ routes }) => routes.some(({ target }) => target === connectionId))
    .map(({ routeTableId }) => routeTableId);
}

function removePeering(ends: AwsEnds, known: string | undefined): HandOverSection {
  const region = shellQuote(ends.region);
  return {
    title: 'Delete the peering connection where it is still there',
    console: {
      label: `Peering connections in ${ends.region}`,
      url: awsConsole(ends.region, 'PeeringConnections:'),
      clicks: `Normally Yugabyte has deleted it. If ${known ?? 'the one'} with requester ${ends.yugabyteVpcId} (account ${ends.yugabyteAccount}) and accepter ${ends.vpcId} is still Active: select it > Actions > Delete peering connection.`,
    },
    cli: [
      ...findPcx(ends, ['active', 'provisioning']),
      'if [ -n "$PCX" ]; then',
      `  aws ec2 delete-vpc-peering-connection --region ${region} --vpc-peering-connection-id ${PCX} --query Return --output text`,
      `  aws ec2 wait vpc-peering-connection-deleted --region ${region} --vpc-peering-connection-ids ${PCX}`,
      'fi',
    ],
  };
}

function removeRoutes(
  ends: AwsEnds,
  label: string,
  known: string | undefined,
  tablesSeen: string[],
): HandOverSection {
  const region = shellQuote(ends.region);
  const toPeering =
    known === undefined ? 'VpcPeeringConnectionId' : `VpcPeeringConnectionId==${jmesLiteral(known)}`;
  const where = tablesSeen.length > 0 ? sayList(tablesSeen, 20) : `each route table of ${ends.vpcId}`;
  const tables = (network: string) =>
    shellQuote(
      `RouteTables[?Routes[?DestinationCidrBlock==${jmesLiteral(network)} && State==\`"blackhole"\` && ${toPeering}]].RouteTableId`,
    );
  return {
    title: `Delete the routes to ${sayList(ends.yugabyteNetworks)} that lead nowhere now`,
    console: {
      label: `Route tables in ${ends.region}`,
      url: awsConsole(ends.region, 'RouteTables:'),
      clicks: `In ${where}: Routes > Edit routes > remove the route to ${sayList(ends.yugabyteNetworks)} whose target is ${known ?? 'a pcx- id'} and whose status is Blackhole > Save changes.`,
    },
    cli: ends.yugabyteNetworks.flatMap((network) => [
      `for RTB in $(aws ec2 describe-route-tables --region ${region} --filters ${shellQuote(`Name=vpc-id,Values=${ends.vpcId}`)} --query ${tables(network)} --output text); do`,
      `  aws ec2 delete-route --region ${region} --route-table-id "$RTB" --destination-cidr-block ${shellQuote(network)}`,
      'done',
    ]),
    terraform: [
      '# Where Terraform made them: take these out of the configuration, then terraform apply.',
      `#   aws_route.${label}`,
      `#   aws_vpc_peering_connection_accepter.${label}`,
    ].join('\n'),
  };
}
