import { contains, overlaps } from '../cidr.ts';
import type { AwsVpcFacts } from '../cloud/aws-facts.ts';
import type { GcpNetworkFacts } from '../cloud/gcp-facts.ts';
import { rangeInTheWay } from '../cloud/range-in-the-way.ts';
import { routeGaps } from '../cloud/route-gaps.ts';
import type { CreateForm, FieldProblem } from '../create-form.ts';
import type { Observation, PeeringSpec, YugabyteVpc } from '../peering.ts';
import { placeKey } from '../place-key.ts';
import { sayCloud } from '../say-cloud.ts';
import { sayList } from '../say-list.ts';
import { yugabyteNetworks } from '../yugabyte-vpc-of.ts';

/** What the application's cloud itself says against it. What could not be seen is nothing against it. */
export function checkAtCloud(spec: PeeringSpec, vpc: YugabyteVpc, observation: Observation): FieldProblem[] {
  const facts = observation.places?.get(placeKey(spec.application));
  if (!facts) return [];
  const networks = yugabyteNetworks(vpc);
  return 'vpc' in facts
    ? checkAwsVpc(spec, facts, networks, vpc)
    : checkGcpNetwork(spec, facts, networks, vpc);
}

function checkAwsVpc(
  { application }: PeeringSpec,
  facts: AwsVpcFacts,
  networks: string[],
  yugabyteVpc: YugabyteVpc,
): FieldProblem[] {
  if (!facts.vpc.ok) return [];
  const { externalVpcId, region, cidr } = application;
  const vpc = facts.vpc.value;
  if (!vpc) {
    return problem(
      'externalVpcId',
      `There is no VPC ${externalVpcId} in ${sayCloud(application)}, region ${region}. Compare account, region and id.`,
    );
  }
  const clash = vpc.cidrs.find((block) => networks.some((network) => overlaps(network, block)));
  if (clash) {
    return problem(
      'externalVpcId',
      `${externalVpcId} has the network ${clash}, which overlaps the Yugabyte VPC ${yugabyteVpc.name}: they cannot be peered.`,
    );
  }
  return [
    ...(cidr !== undefined && !vpc.cidrs.some((block) => contains(block, cidr))
      ? problem(
          'cidr',
          `${cidr} is not in ${externalVpcId}: it has ${sayList(vpc.cidrs)}.`,
          vpc.cidrs.length === 1 ? vpc.cidrs[0] : undefined,
        )
      : []),
    ...routesInTheWay(externalVpcId, facts, networks),
    ...peeringsInTheWay(externalVpcId, facts, networks, yugabyteVpc),
  ];
}

function routesInTheWay(
  vpcId: string,
  { routeTables, subnets, connections }: AwsVpcFacts,
  networks: string[],
): FieldProblem[] {
  if (!routeTables.ok || !subnets.ok) return [];
  const none = { connectionId: 'pcx-to-come', status: 'pending-acceptance' };
  const gap = routeGaps(routeTables.value, subnets.value, networks, none, connections).find(
    ({ kind }) => kind === 'taken' || kind === 'shadowed',
  );
  if (!gap) return [];
  return problem(
    'externalVpcId',
    `Route table ${gap.table.routeTableId} of ${vpcId} sends ${gap.route?.cidr} to ${gap.route?.target} already, so packets to the Yugabyte VPC would go there.`,
  );
}

function peeringsInTheWay(
  vpcId: string,
  { connections }: AwsVpcFacts,
  networks: string[],
  yugabyteVpc: YugabyteVpc,
): FieldProblem[] {
  if (!connections.ok) return [];
  for (const { connectionId, requester, accepter } of connections.value) {
    const other = requester.vpcId === vpcId ? accepter : requester;
    if (other.vpcId === yugabyteVpc.externalVpcId) continue;
    const clash = other.cidrs.find((block) => networks.some((network) => overlaps(network, block)));
    if (clash) {
      return problem(
        'externalVpcId',
        `${vpcId} is peered with ${other.vpcId} (${connectionId}), whose network ${clash} overlaps the Yugabyte VPC ${yugabyteVpc.name}.`,
      );
    }
  }
  return [];
}

function checkGcpNetwork(
  { application }: PeeringSpec,
  facts: GcpNetworkFacts,
  networks: string[],
  yugabyteVpc: YugabyteVpc,
): FieldProblem[] {
  if (!facts.network.ok) return [];
  const { externalVpcId, cidr } = application;
  const network = facts.network.value;
  if (!network) {
    return problem('externalVpcId', `There is no network ${externalVpcId} in ${sayCloud(application)}.`);
  }
  if (network.legacy) {
    return problem('externalVpcId', `${externalVpcId} is a legacy network: GCP does not peer those.`);
  }
  const ranges = facts.subnets.ok ? facts.subnets.value.flatMap(({ cidrs }) => cidrs) : [];
  const clash = rangeInTheWay(facts, networks);
  if (clash) {
    return problem(
      'externalVpcId',
      `${externalVpcId} uses ${clash}, which overlaps the Yugabyte VPC ${yugabyteVpc.name}: they cannot be peered.`,
    );
  }
  if (cidr === undefined || ranges.length === 0 || ranges.some((range) => overlaps(range, cidr))) return [];
  return problem('cidr', `${cidr} is not in ${externalVpcId}: it has ${sayList(ranges, 4)}.`);
}

function problem(field: keyof CreateForm, sentence: string, suggestion?: string): FieldProblem[] {
  return [{ field, sentence, ...(suggestion !== undefined && { suggestion }) }];
}
