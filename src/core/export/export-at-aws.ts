import type { AwsFacts } from '../cloud/aws-facts.ts';
import { ENDED } from '../cloud/ended.ts';
import { attributes } from '../next-step/attributes.ts';
import { awsEnds } from '../next-step/aws-ends.ts';
import { completeInAws } from '../next-step/complete-in-aws.ts';
import { hclName, hclString } from '../next-step/hcl.ts';
import { shellQuote } from '../next-step/shell.ts';
import type { Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import type { CodeExport, CodePart } from './export-as-code.ts';

/** The application's side in AWS; where the account was not seen, the lines that find out the ids. */
export function exportAtAws(peering: Peering, observation: Observation): CodeExport {
  const vpc = yugabyteVpcOf(peering, observation);
  const ends = awsEnds(peering, vpc);
  const facts = observation.clouds?.get(peering.id);
  const seen = facts?.provider === 'AWS' ? facts : undefined;
  const connection = seen?.connection.ok ? seen.connection.value : undefined;
  if (connection && ENDED.includes(connection.status)) {
    const where = sayCloud(peering.application);
    const note = `${connection.connectionId} is ${connection.status} in ${where}: nothing there is left to take over.`;
    return { terraform: [], commands: [], notes: [note] };
  }
  const pcx = connection?.connectionId;
  const routes = seen && pcx ? routesTo(seen, pcx) : undefined;
  if (!ends.ok || !seen || !pcx || !routes) return unseen(peering, observation);
  const label = hclName(peering.name);
  const region = shellQuote(ends.value.region);
  return {
    terraform: [
      accepter(label, pcx, seen),
      ...(routes.length > 0 ? [routeResources(label, pcx, routes)] : []),
    ],
    commands: [
      {
        title: `Command line: ${sayCloud(peering.application)}`,
        text: [
          `aws ec2 accept-vpc-peering-connection --region ${region} --vpc-peering-connection-id ${shellQuote(pcx)}`,
          ...routes.map(
            ({ table, cidr }) =>
              `aws ec2 create-route --region ${region} --route-table-id ${shellQuote(table)} --destination-cidr-block ${shellQuote(cidr)} --vpc-peering-connection-id ${shellQuote(pcx)}`,
          ),
        ].join('\n'),
      },
    ],
    notes: [
      `The AWS provider has to be one for account ${ends.value.account} and region ${ends.value.region}.`,
      'aws_route does not go together with routes that are written inside an aws_route_table.',
      ...(routes.length > 0 ? [] : ['No route table has a route to this peering yet.']),
    ],
  };
}

interface ExportedRoute {
  table: string;
  cidr: string;
}

function routesTo({ routeTables }: AwsFacts, pcx: string): ExportedRoute[] | undefined {
  if (!routeTables.ok) return undefined;
  return routeTables.value.flatMap(({ routeTableId, routes }) =>
    routes.filter(({ target }) => target === pcx).map(({ cidr }) => ({ table: routeTableId, cidr })),
  );
}

/** An imported accepter would show `auto_accept` as a difference for ever: it is only there while it has to accept. */
function accepter(label: string, pcx: string, { connection }: AwsFacts): CodePart {
  const hasJoined = connection.ok && connection.value?.status === 'active';
  return {
    title: 'Terraform: the accepter (provider hashicorp/aws)',
    text: [
      ...(hasJoined
        ? [
            'import {',
            ...attributes(2, [
              ['to', `aws_vpc_peering_connection_accepter.${label}`],
              ['id', hclString(pcx)],
            ]),
            '}',
            '',
          ]
        : []),
      `resource "aws_vpc_peering_connection_accepter" "${label}" {`,
      ...attributes(2, [
        ['vpc_peering_connection_id', hclString(pcx)],
        ['auto_accept', hasJoined ? undefined : 'true'],
      ]),
      '}',
    ].join('\n'),
  };
}

function routeResources(label: string, pcx: string, routes: ExportedRoute[]): CodePart {
  return {
    title: 'Terraform: the routes (provider hashicorp/aws)',
    text: routes
      .map(({ table, cidr }) => {
        const name = `${label}_${`${table}_${cidr}`.replace(/[^a-z0-9]+/g, '_')}`;
        return [
          'import {',
          ...attributes(2, [
            ['to', `aws_route.${name}`],
            ['id', hclString(`${table}_${cidr}`)],
          ]),
          '}',
          '',
          `resource "aws_route" "${name}" {`,
          ...attributes(2, [
            ['route_table_id', hclString(table)],
            ['destination_cidr_block', hclString(cidr)],
            ['vpc_peering_connection_id', hclString(pcx)],
          ]),
          '}',
        ].join('\n');
      })
      .join('\n\n'),
  };
}

/** What a person without the bot's eyes would do, in code. */
function unseen(peering: Peering, observation: Observation): CodeExport {
  const step = completeInAws(peering, yugabyteVpcOf(peering, observation));
  const where = sayCloud(peering.application);
  if (step.kind !== 'hand-over') {
    return { terraform: [], commands: [], notes: step.kind === 'wait' ? [step.sentence] : [] };
  }
  return {
    terraform: [
      {
        title: 'Terraform: the application side (provider hashicorp/aws)',
        text: step.sections.flatMap(({ terraform }) => terraform ?? []).join('\n\n'),
      },
    ],
    commands: [{ title: `Command line: ${where}`, text: step.sections.flatMap(({ cli }) => cli).join('\n') }],
    notes: [`${where} was not seen, so ids are looked up by the code itself and nothing is imported.`],
  };
}
