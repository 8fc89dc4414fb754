import { completeInAws } from '../next-step/complete-in-aws.ts';
import { sayList } from '../say-list.ts';
import { applicationOwner, completeFix } from './complete-fix.ts';
import type { Finding, Link } from './link.ts';
import { isInAws, type Subject } from './rule.ts';
import { unseenLink } from './unseen-link.ts';

/** Do the cluster's names lead to private addresses in the application VPC? AWS only. */
export function resolvable(subject: Subject): Link | undefined {
  if (!isInAws(subject)) return undefined;
  const { peering, yugabyteVpc, cloud } = subject;
  if (!cloud.dns.ok) return unseenLink('resolvable', 'The DNS settings', cloud.dns, subject);
  const { support, hostnames } = cloud.dns.value;
  const off = [...(support ? [] : ['DNS resolution']), ...(hostnames ? [] : ['DNS hostnames'])];
  if (off.length === 0) {
    return {
      name: 'resolvable',
      status: 'ok',
      sentence: 'DNS resolution and DNS hostnames are on.',
      findings: [],
    };
  }
  const finding: Finding = {
    rule: 'resolvable.dns-off',
    sentence: `${sayList(off)} ${off.length === 1 ? 'is' : 'are'} off in ${peering.application.externalVpcId}, so cluster names do not lead to private addresses.`,
    owner: applicationOwner(subject),
    nextStep: completeInAws(peering, yugabyteVpc, cloud),
    ...completeFix(subject, 'Repair'),
  };
  return { name: 'resolvable', status: 'broken', sentence: finding.sentence, findings: [finding] };
}
