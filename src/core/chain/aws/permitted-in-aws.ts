import { aclStops } from '../../cloud/acl-stops.ts';
import { DATABASE_PORTS } from '../../cloud/database-ports.ts';
import { stoppedByGroups } from '../../cloud/egress-stops.ts';
import { letOutInAws } from '../../next-step/let-out-in-aws.ts';
import { sayList } from '../../say-list.ts';
import { yugabyteNetworks } from '../../yugabyte-vpc-of.ts';
import { applicationOwner } from '../complete-fix.ts';
import type { Finding, Link, LinkStatus } from '../link.ts';
import type { AwsSubject } from '../rule.ts';
import { unseenLink } from '../unseen-link.ts';

/**
 * Does a network ACL of a subnet, or do all security groups, plainly stop the way to the database? Which security groups
 * an application wears is not read: only where none of them lets it out is it plain.
 */
export function permittedInAws(subject: AwsSubject): Link {
  const { cloud, yugabyteVpc } = subject;
  const networks = yugabyteVpc.ok ? yugabyteNetworks(yugabyteVpc.value) : [];
  if (networks.length === 0) {
    const why = yugabyteVpc.ok ? 'Yugabyte does not tell them.' : yugabyteVpc.reason;
    return link('unknown', `The Yugabyte VPC's networks are not known: ${why}`);
  }
  const findings = [...aclFindings(subject, networks), ...groupFindings(subject, networks)];
  if (findings.length > 0) {
    return link('broken', findings.map(({ sentence }) => sentence).join(' '), findings);
  }
  if (!cloud.networkAcls.ok) return unseenLink('permitted', 'The network ACLs', cloud.networkAcls, subject);
  if (!cloud.subnets.ok) return unseenLink('permitted', 'The subnets', cloud.subnets, subject);
  if (!cloud.securityGroups.ok) {
    return unseenLink('permitted', 'The security groups', cloud.securityGroups, subject);
  }
  return link('ok', `Nothing plainly stops the way out to ${sayList(networks)}.`);
}

function aclFindings(subject: AwsSubject, networks: string[]): Finding[] {
  const { networkAcls, subnets } = subject.cloud;
  if (!networkAcls.ok || !subnets.ok) return [];
  const there = new Set(subnets.value.map(({ subnetId }) => subnetId));
  return networkAcls.value.flatMap((acl) => {
    const serves = acl.subnetIds.filter((id) => there.has(id));
    const stopped = networks.filter((network) => isStopped(aclStops(acl, network)));
    if (serves.length === 0 || stopped.length === 0) return [];
    const onlyAnswers = stopped.every((network) => !isAll(aclStops(acl, network).ports));
    const what = onlyAnswers
      ? `lets no answers from ${sayList(stopped)} back in (ports 1024 to 65535)`
      : `stops ports ${sayPorts()} to ${sayList(stopped)}`;
    return [
      {
        rule: 'permitted.network-acl',
        sentence: `Network ACL ${acl.networkAclId} (${sayList(serves, 3)}) ${what}.`,
        owner: applicationOwner(subject),
        nextStep: letOutInAws(subject.peering, { acl, networks: stopped, onlyAnswers }),
      },
    ];
  });
}

const isAll = (ports: number[]): boolean => ports.length === DATABASE_PORTS.length;
const isStopped = ({ ports, answers }: ReturnType<typeof aclStops>): boolean => isAll(ports) || answers;

function groupFindings(subject: AwsSubject, networks: string[]): Finding[] {
  const { securityGroups } = subject.cloud;
  if (!securityGroups.ok || securityGroups.value.length === 0) return [];
  const groups = securityGroups.value;
  const stopped = networks.filter((network) => isAll(stoppedByGroups(groups, network)));
  if (stopped.length === 0) return [];
  const who =
    groups.length === 1
      ? `Security group ${groups[0]?.groupId} lets nothing`
      : `None of the ${groups.length} security groups lets anything`;
  return [
    {
      rule: 'permitted.security-groups',
      sentence: `${who} out to ${sayList(stopped)} on ports ${sayPorts()}.`,
      owner: applicationOwner(subject),
      nextStep: letOutInAws(subject.peering, { groups, networks: stopped }),
    },
  ];
}

const sayPorts = (): string => sayList(DATABASE_PORTS.map(String));

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'permitted', status, sentence, findings };
}
