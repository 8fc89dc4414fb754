import { rangeOf } from '../cidr.ts';
import { splitRange } from '../split-range.ts';
import type { AwsAclRule, AwsNetworkAcl } from './aws-facts.ts';
import { DATABASE_PORTS } from './database-ports.ts';

/** The ports that answers go back to: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html */
const EPHEMERAL = { from: 1024, to: 65535 };

/** What a network ACL stops between its subnets and a network: each in words, e.g. "port 5433". */
export interface AclStops {
  ports: number[];
  /** Answers cannot come back on any port that they could come back on. */
  answers: boolean;
}

export function aclStops({ rules }: AwsNetworkAcl, network: string): AclStops {
  const out = rules.filter(({ egress }) => egress);
  const back = rules.filter(({ egress }) => !egress);
  return {
    ports: DATABASE_PORTS.filter((port) => isStopped(out, network, [port])),
    answers: isStopped(back, network, portsToTry(back)),
  };
}

/** Some address of the network is stopped on every one of the ports. The first rule that matches decides; none: stopped. */
function isStopped(rules: AwsAclRule[], network: string, ports: number[]): boolean {
  const target = rangeOf(network);
  if (!target) return false;
  const ranged = rules.flatMap((rule) => {
    const range = rangeOf(rule.cidr);
    return range && (rule.protocol === '-1' || rule.protocol === '6') ? [{ rule, range }] : [];
  });
  return splitRange(
    target,
    ranged.map(({ range }) => range),
  ).some(({ first, last }) =>
    ports.every((port) => {
      const decides = ranged.find(
        ({ rule, range }) => range.first <= first && last <= range.last && holdsPort(rule, port),
      );
      return !decides?.rule.allow;
    }),
  );
}

function holdsPort({ ports, protocol }: AwsAclRule, port: number): boolean {
  return protocol === '-1' || !ports || (ports.from <= port && port <= ports.to);
}

/** One port of each stretch that the rules tell apart. */
function portsToTry(rules: AwsAclRule[]): number[] {
  const starts = rules.flatMap(({ ports }) => (ports ? [ports.from, ports.to + 1] : []));
  const inside = starts.filter((port) => port > EPHEMERAL.from && port <= EPHEMERAL.to);
  return [...new Set([EPHEMERAL.from, ...inside])];
}
