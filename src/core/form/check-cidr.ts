import { overlaps, parseNetwork, prefixLength, reservedOverlap } from '../cidr.ts';
import type { CreateForm, FieldProblem } from '../create-form.ts';
import type { Observation, PeeringSpec, YugabyteVpc } from '../peering.ts';
import { yugabyteNetworks, yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import { isSameApplicationVpc, type LivePeering, mayCarryTraffic } from './live-peerings.ts';

/** Ranges that no VPC can use: this host, loopback, link local, multicast and what is reserved. */
const IMPOSSIBLE = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];

/** The application VPC's network: its form, and that it gets in nobody's way. */
export function checkCidr(
  form: CreateForm,
  spec: PeeringSpec,
  yugabyteVpc: YugabyteVpc,
  live: LivePeering[],
  observation: Observation,
): FieldProblem[] {
  const typed = form.cidr?.trim() ?? '';
  if (typed === '' && yugabyteVpc.provider !== 'AWS') {
    return form.allowAccess
      ? problem('Enter the network to let in on the clusters, such as 10.0.0.0/16.')
      : [];
  }
  const parsed = parseNetwork(typed);
  if (!parsed.ok) return problem(parsed.problem, parsed.suggestion);
  const { network } = parsed;
  const length = prefixLength(network) ?? 0;
  if (yugabyteVpc.provider === 'AWS' && (length < 16 || length > 28)) {
    return problem(`A network of an AWS VPC is between /16 and /28; ${network} is not.`);
  }
  if (length < 8) return problem(`${network} is larger than any VPC; enter a network of /8 or smaller.`);
  if (IMPOSSIBLE.some((range) => overlaps(range, network))) {
    return problem(`${network} is a special range that no VPC can use.`);
  }
  const reserved = reservedOverlap(yugabyteVpc.provider, network);
  if (reserved) return problem(`${network} overlaps ${reserved}, which Yugabyte keeps for itself.`);
  const clash = yugabyteNetworks(yugabyteVpc).find((range) => overlaps(range, network));
  if (clash) {
    return problem(
      `${network} overlaps ${clash} of the Yugabyte VPC ${yugabyteVpc.name}: they cannot be peered.`,
    );
  }
  return clashWithOtherPeers(network, spec, live, observation);
}

/** The application VPC has other peerings: its network cannot be one that lies behind them. */
function clashWithOtherPeers(
  network: string,
  spec: PeeringSpec,
  live: LivePeering[],
  observation: Observation,
): FieldProblem[] {
  for (const other of live.filter(mayCarryTraffic)) {
    if (!isSameApplicationVpc(other.application, spec.application)) continue;
    const vpc = yugabyteVpcOf(other, observation);
    const clash = vpc.ok && yugabyteNetworks(vpc.value).find((range) => overlaps(range, network));
    if (clash) {
      return problem(
        `${network} overlaps ${clash} of the Yugabyte VPC ${vpc.value.name}, to which ${other.name} peers the same application VPC.`,
      );
    }
  }
  return [];
}

function problem(sentence: string, suggestion?: string): FieldProblem[] {
  return [{ field: 'cidr', sentence, ...(suggestion && { suggestion }) }];
}
