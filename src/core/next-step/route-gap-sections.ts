import type { HandOverSection } from '../chain/link.ts';
import type { RouteGap } from '../cloud/route-gaps.ts';
import { sayList } from '../say-list.ts';
import { awsConsole } from './aws-console.ts';
import type { AwsEnds } from './aws-ends.ts';
import { hclString } from './hcl.ts';
import { shellQuote } from './shell.ts';

/** The routes that are missing, each with its table; then those that lead elsewhere, for somebody to decide about. */
export function routeGapSections(
  ends: AwsEnds,
  label: string,
  connectionId: string,
  gaps: RouteGap[],
): HandOverSection[] {
  const missing = gaps.filter(({ kind }) => kind === 'none' || kind === 'replace');
  const elsewhere = gaps.filter(({ kind }) => kind === 'taken' || kind === 'shadowed');
  return [
    ...(missing.length > 0 ? [addMissing(ends, label, connectionId, missing)] : []),
    ...(elsewhere.length > 0 ? [decide(ends, connectionId, elsewhere)] : []),
  ];
}

function addMissing(ends: AwsEnds, label: string, connectionId: string, gaps: RouteGap[]): HandOverSection {
  const networks = sayList([...new Set(gaps.map(({ network }) => network))]);
  const tables = [...new Set(gaps.map(({ table }) => table.routeTableId))];
  return {
    title: `Add a route to ${networks} in ${sayList(tables, 4)}`,
    console: {
      label: `Route tables in ${ends.region}`,
      url: awsConsole(ends.region, 'RouteTables:'),
      clicks: `For each of ${sayList(tables, 20)}: Routes > Edit routes > Add route > destination ${networks}, target Peering Connection ${connectionId} > Save changes. A blackhole route to that destination goes first.`,
    },
    cli: gaps.map(({ table, network, kind }) => line(ends, kind, table.routeTableId, network, connectionId)),
    terraform: [
      `resource "aws_route" "${label}" {`,
      '  for_each = {',
      ...gaps.map(
        ({ table: { routeTableId }, network }) =>
          `    ${hclString(`${routeTableId} ${network}`)} = { table = ${hclString(routeTableId)}, cidr = ${hclString(network)} }`,
      ),
      '  }',
      '',
      '  route_table_id            = each.value.table',
      '  destination_cidr_block    = each.value.cidr',
      `  vpc_peering_connection_id = ${hclString(connectionId)}`,
      '}',
    ].join('\n'),
  };
}

function line(
  { region }: AwsEnds,
  kind: RouteGap['kind'],
  table: string,
  network: string,
  pcx: string,
): string {
  const verb = kind === 'replace' ? 'replace-route' : 'create-route';
  return `aws ec2 ${verb} --region ${shellQuote(region)} --route-table-id ${shellQuote(table)} --destination-cidr-block ${shellQuote(network)} --vpc-peering-connection-id ${shellQuote(pcx)}`;
}

function decide(ends: AwsEnds, connectionId: string, gaps: RouteGap[]): HandOverSection {
  const what = gaps.map(
    ({ table, route }) => `${table.routeTableId} sends ${route?.cidr} to ${route?.target}`,
  );
  return {
    title: 'Decide about routes that lead elsewhere',
    console: {
      label: `Route tables in ${ends.region}`,
      url: awsConsole(ends.region, 'RouteTables:'),
      clicks: `${sayList(what, 10)}. If that route is not needed, point it to ${connectionId} or remove it; if it is, the two networks collide and one of them has to change.`,
    },
    cli: gaps.flatMap(({ table, route, network, kind }) => [
      `aws ec2 describe-route-tables --region ${shellQuote(ends.region)} --route-table-ids ${shellQuote(table.routeTableId)} --query 'RouteTables[0].Routes' --output table`,
      kind === 'taken'
        ? `# if ${route?.target} is not needed there: ${line(ends, 'replace', table.routeTableId, network, connectionId)}`
        : `# if ${route?.target} is not needed there: aws ec2 delete-route --region ${shellQuote(ends.region)} --route-table-id ${shellQuote(table.routeTableId)} --destination-cidr-block ${shellQuote(route?.cidr ?? '')}`,
    ]),
  };
}
