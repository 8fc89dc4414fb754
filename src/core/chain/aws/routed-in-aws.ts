import { ENDED } from '../../cloud/ended.ts';
import { type RouteGap, routeGaps } from '../../cloud/route-gaps.ts';
import { servingTables } from '../../cloud/serving-tables.ts';
import { completeInAws } from '../../next-step/complete-in-aws.ts';
import { sayList } from '../../say-list.ts';
import { yugabyteNetworks } from '../../yugabyte-vpc-of.ts';
import { applicationOwner, completeFix } from '../complete-fix.ts';
import type { Finding, Link, LinkStatus } from '../link.ts';
import type { AwsSubject } from '../rule.ts';
import { unseenLink } from '../unseen-link.ts';

/** Does every route table that serves a subnet lead each Yugabyte network to this peering? */
export function routedInAws(subject: AwsSubject): Link {
  const { cloud, yugabyteVpc, peering } = subject;
  const { connection, connections, subnets, routeTables } = cloud;
  if (!connection.ok) return unseenLink('routed', 'The peering connection', connection, subject);
  if (!connection.value || ENDED.includes(connection.value.status)) {
    return link('waiting', 'Routes lead through once there is a peering connection.');
  }
  if (!subnets.ok) return unseenLink('routed', 'The subnets', subnets, subject);
  if (!routeTables.ok) return unseenLink('routed', 'The route tables', routeTables, subject);
  const networks = yugabyteVpc.ok ? yugabyteNetworks(yugabyteVpc.value) : [];
  if (networks.length === 0) {
    const why = yugabyteVpc.ok ? 'Yugabyte does not tell them.' : yugabyteVpc.reason;
    return link('unknown', `The Yugabyte VPC's networks are not known: ${why}`);
  }
  const gaps = routeGaps(routeTables.value, subnets.value, networks, connection.value, connections);
  const isLive = connection.value.status === 'active';
  const tables = servingTables(routeTables.value, subnets.value);
  if (gaps.length === 0) {
    const who = `${tables.length === 1 ? 'The route table' : `All ${tables.length} route tables`} of ${peering.application.externalVpcId}`;
    const leads = `${tables.length === 1 ? 'leads' : 'lead'} ${sayList(networks)} to ${connection.value.connectionId}`;
    if (tables.length === 0)
      return link('ok', `${peering.application.externalVpcId} has no subnet that would need a route.`);
    return isLive ? link('ok', `${who} ${leads}.`) : link('waiting', `${who} ${leads}, once it is accepted.`);
  }
  const findings = findingsOf(subject, gaps, tables.length);
  const sentence = findings.map((finding) => finding.sentence).join(' ');
  const onlySettling = gaps.every(({ kind }) => kind === 'settling');
  return link(isLive && !onlySettling ? 'broken' : 'waiting', sentence, findings);
}

function findingsOf(subject: AwsSubject, gaps: RouteGap[], tables: number): Finding[] {
  const mendable = gaps.filter(({ kind }) => kind === 'none' || kind === 'replace');
  const settling = gaps.filter(({ kind }) => kind === 'settling');
  const blocked = gaps.filter(({ kind }) => kind === 'taken' || kind === 'shadowed');
  return [
    ...(mendable.length > 0 ? [missing(subject, mendable, tables)] : []),
    ...blocked.map((gap) => elsewhere(subject, gap)),
    ...(settling.length > 0 ? [settles(settling)] : []),
  ];
}

function missing(subject: AwsSubject, gaps: RouteGap[], tables: number): Finding {
  const { peering, yugabyteVpc, cloud } = subject;
  const lacking = new Set(gaps.map(({ table }) => table));
  const networks = sayList([...new Set(gaps.map(({ network }) => network))]);
  const dead = gaps.some(({ kind }) => kind === 'replace');
  const who = tables === 1 ? 'The route table' : `${lacking.size} of ${tables} route tables`;
  return {
    rule: dead ? 'routed.blackhole' : 'routed.no-route',
    sentence: `${who} of ${peering.application.externalVpcId} (${sayTables(gaps)}) ${lacking.size === 1 ? 'has' : 'have'} no route to ${networks}${dead ? ' but one that leads nowhere' : ''}.`,
    owner: applicationOwner(subject),
    nextStep: completeInAws(peering, yugabyteVpc, cloud),
    ...completeFix(subject, 'Repair'),
  };
}

/** Never replaced silently: somebody has to decide. */
function elsewhere(subject: AwsSubject, { table, network, kind, route }: RouteGap): Finding {
  const where = kind === 'shadowed' && route ? `${route.cidr}, a part of ${network},` : network;
  return {
    rule: `routed.${kind}`,
    sentence: `Route table ${table.routeTableId} sends ${where} to ${route?.target}${route?.state === 'blackhole' ? ' (blackhole)' : ''}, not to this peering. Somebody who knows that route has to decide.`,
    owner: applicationOwner(subject),
    nextStep: completeInAws(subject.peering, subject.yugabyteVpc, subject.cloud),
  };
}

function settles(gaps: RouteGap[]): Finding {
  return {
    rule: 'routed.settling',
    sentence: `The route in ${sayTables(gaps)} is there; AWS does not use it yet.`,
    owner: { kind: 'yugabyte' },
    nextStep: { kind: 'wait', sentence: 'Nothing to do: AWS switches it on within a minute.' },
  };
}

function sayTables(gaps: RouteGap[]): string {
  const tables = new Map(gaps.map(({ table }) => [table.routeTableId, table.name]));
  return sayList(
    [...tables].map(([id, name]) => (name ? `${id} ${name}` : id)),
    4,
  );
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'routed', status, sentence, findings };
}
