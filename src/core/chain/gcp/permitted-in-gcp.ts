import { DATABASE_PORTS } from '../../cloud/database-ports.ts';
import { stoppedByRules } from '../../cloud/egress-stops.ts';
import { letOutInGcp } from '../../next-step/let-out-in-gcp.ts';
import { sayList } from '../../say-list.ts';
import { yugabyteNetworks } from '../../yugabyte-vpc-of.ts';
import { applicationOwner } from '../complete-fix.ts';
import type { Finding, Link, LinkStatus } from '../link.ts';
import type { GcpSubject } from '../rule.ts';
import { unseenLink } from '../unseen-link.ts';

/** Does a firewall rule that holds for every instance deny the way out to the database? */
export function permittedInGcp(subject: GcpSubject): Link {
  const { cloud, yugabyteVpc, peering } = subject;
  if (!cloud.egressRules.ok) return unseenLink('permitted', 'The firewall rules', cloud.egressRules, subject);
  const networks = yugabyteVpc.ok ? yugabyteNetworks(yugabyteVpc.value) : [];
  if (networks.length === 0) {
    const why = yugabyteVpc.ok ? 'Yugabyte does not tell them.' : yugabyteVpc.reason;
    return link('unknown', `The Yugabyte VPC's networks are not known: ${why}`);
  }
  const rules = cloud.egressRules.value;
  const stopped = networks.flatMap((network) => {
    const [first, ...others] = stoppedByRules(rules, network);
    return first && others.length + 1 === DATABASE_PORTS.length ? [{ network, rule: first.rule }] : [];
  });
  if (stopped.length === 0) return link('ok', `Nothing plainly stops the way out to ${sayList(networks)}.`);
  const names = [...new Set(stopped.map(({ rule }) => rule.name))];
  const to = stopped.map(({ network }) => network);
  const finding: Finding = {
    rule: 'permitted.firewall',
    sentence: `Firewall ${names.length === 1 ? 'rule' : 'rules'} ${sayList(names)} of network ${peering.application.externalVpcId} ${names.length === 1 ? 'denies' : 'deny'} the way out to ${sayList(to)} on ports ${sayList(DATABASE_PORTS.map(String))}.`,
    owner: applicationOwner(subject),
    nextStep: letOutInGcp(peering, to, Math.min(...stopped.map(({ rule }) => rule.priority))),
  };
  return link('broken', finding.sentence, [finding]);
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'permitted', status, sentence, findings };
}
