import { contains, rangeOf } from '../cidr.ts';
import { splitRange } from '../split-range.ts';
import type { AwsEgressRule, AwsSecurityGroup } from './aws-facts.ts';
import { DATABASE_PORTS } from './database-ports.ts';
import type { GcpEgressRule } from './gcp-facts.ts';

/** The ports that no security group lets out to the network. A rule whose networks nobody reads may let anything out. */
export function stoppedByGroups(groups: readonly AwsSecurityGroup[], network: string): number[] {
  return DATABASE_PORTS.filter((port) => !groups.some((group) => letsOut(group, network, port)));
}

function letsOut({ egress }: AwsSecurityGroup, network: string, port: number): boolean {
  const fitting = egress.filter((rule) => isForPort(rule, port));
  return (
    fitting.some(({ others }) => others.length > 0) ||
    isWithin(
      network,
      fitting.flatMap(({ cidrs }) => cidrs),
    )
  );
}

const isForPort = ({ protocol, ports }: AwsEgressRule, port: number): boolean =>
  protocol === '-1' || (protocol === 'tcp' && (!ports || (ports.from <= port && port <= ports.to)));

/** Whether the networks together hold all of it. */
function isWithin(network: string, networks: readonly string[]): boolean {
  if (networks.some((outer) => contains(outer, network))) return true;
  const target = rangeOf(network);
  const ranges = networks.flatMap((text) => rangeOf(text) ?? []);
  return (
    target !== undefined &&
    splitRange(target, ranges).every(({ first, last }) =>
      ranges.some((range) => range.first <= first && last <= range.last),
    )
  );
}

/** The ports on which some address of the network is denied to every instance, and by which rule. Nothing said: allowed. */
export function stoppedByRules(
  rules: readonly GcpEgressRule[],
  network: string,
): { port: number; rule: GcpEgressRule }[] {
  return DATABASE_PORTS.flatMap((port) => {
    const rule = denies(rules, network, port);
    return rule ? [{ port, rule }] : [];
  });
}

function denies(rules: readonly GcpEgressRule[], network: string, port: number): GcpEgressRule | undefined {
  const target = rangeOf(network);
  if (!target) return undefined;
  const ranged = rules
    .filter((rule) => !rule.isTargeted && holdsTcpPort(rule, port))
    .flatMap((rule) => rule.destinations.map((text) => ({ rule, range: rangeOf(text) })))
    .flatMap(({ rule, range }) => (range ? [{ rule, range }] : []));
  const pieces = splitRange(
    target,
    ranged.map(({ range }) => range),
  );
  for (const { first, last } of pieces) {
    const matching = ranged.filter(({ range }) => range.first <= first && last <= range.last);
    const decides = deciding(matching.map(({ rule }) => rule));
    if (decides?.action === 'deny') return decides;
  }
  return undefined;
}

/** The first that allows or denies; one that says "go to next" skips the rest of its own policy. */
function deciding(rules: GcpEgressRule[]): GcpEgressRule | undefined {
  const [first, ...others] = rules;
  if (first?.action !== 'goto-next') return first;
  return deciding(others.filter(({ source }) => source !== first.source));
}

const holdsTcpPort = ({ protocols }: GcpEgressRule, port: number): boolean =>
  protocols.some(
    ({ protocol, ports }) =>
      protocol === 'all' ||
      ((protocol === 'tcp' || protocol === '6') &&
        (!ports || ports.some(({ from, to }) => from <= port && port <= to))),
  );
