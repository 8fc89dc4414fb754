import { applicationNetworks } from '../application-networks.ts';
import type { Cluster } from '../peering.ts';
import { sayList } from '../say-list.ts';
import { clustersBehind, countHidden, coverage } from './coverage.ts';
import type { BotFix, Finding, Link, LinkStatus } from './link.ts';
import type { Subject } from './rule.ts';

const FIX: BotFix = { kind: 'bot', fix: 'allow-access', label: 'Allow access' };

/** Does each cluster in the Yugabyte VPC let the application VPC in? */
export function allowed(subject: Subject): Link {
  const { peering, observation } = subject;
  if (peering.state === 'DELETING' || peering.state === 'DELETED') {
    return link('unknown', 'Not looked at while the peering is taken down.');
  }
  const { clusters, allowLists } = observation;
  if (!clusters.ok) return link('unknown', `The clusters could not be read: ${clusters.reason}`);
  if (!allowLists.ok) return link('unknown', `The allow lists could not be read: ${allowLists.reason}`);

  const behind = clustersBehind(peering, observation);
  const unseen = sayUnseen(subject);
  if (behind.length === 0) {
    if (unseen) return link('unknown', unseen);
    return link(
      'ok',
      `No cluster is in the Yugabyte VPC ${peering.yugabyteVpcName} yet, so no allow list is needed.`,
    );
  }

  const networks = applicationNetworks(peering, observation);
  const needed = networks.length > 0 ? networks : ['0.0.0.0/0'];
  const closed = behind.flatMap((cluster) => {
    const missing = needed.flatMap((network) => coverage(cluster, network, allowLists.value).missing);
    return missing.length > 0 ? [{ cluster, missing }] : [];
  });
  if (closed.length > 0 && networks.length === 0) return cidrUnknown(subject);
  if (closed.length > 0) {
    const findings = closed.map(({ cluster, missing }) => notCovered(subject, cluster, networks, missing));
    return link('broken', findings.map(({ sentence }) => sentence).join(' '), findings);
  }
  if (unseen) return link('unknown', unseen);
  const who = behind.length === 1 ? `Cluster ${sayNames(behind)} lets` : `Clusters ${sayNames(behind)} let`;
  return link('ok', `${who} ${sayNetworks(networks)} in.`);
}

function notCovered(subject: Subject, cluster: Cluster, networks: string[], missing: string[]): Finding {
  const whole = missing.join() === networks.join();
  const sentence = whole
    ? `${cluster.name} does not let ${sayNetworks(networks)} in.`
    : `${cluster.name} lets only a part of ${sayNetworks(networks)} in; ${sayList(missing, 4)} is missing.`;
  return {
    rule: whole ? 'allowed.not-covered' : 'allowed.partly-covered',
    sentence,
    owner: { kind: 'operators' },
    ...(isMendable(subject) && { nextStep: FIX }),
  };
}

function cidrUnknown(subject: Subject): Link {
  const finding: Finding = {
    rule: 'allowed.cidr-unknown',
    sentence:
      'The peering names no CIDR, so nobody can tell what the clusters must let in; say which networks the application uses.',
    owner: { kind: 'operators' },
    ...(isMendable(subject) && { nextStep: FIX }),
  };
  return link('unknown', finding.sentence, [finding]);
}

/** Opening an allow list for a peering that cannot come to life any more helps nobody. */
function isMendable({ peering }: Subject): boolean {
  return peering.state !== 'EXPIRED' && peering.state !== 'FAILED';
}

function sayUnseen({ peering, observation, yugabyteVpc }: Subject): string | undefined {
  if (!yugabyteVpc.ok)
    return `Which clusters are in the Yugabyte VPC could not be read: ${yugabyteVpc.reason}`;
  const hidden = countHidden(peering, observation);
  if (hidden === 0) return undefined;
  const what = hidden === 1 ? 'A cluster' : `${hidden} clusters`;
  return `${what} of the Yugabyte VPC ${peering.yugabyteVpcName} could not be seen.`;
}

function sayNames(clusters: Cluster[]): string {
  return sayList(clusters.map(({ name }) => name));
}

function sayNetworks(networks: string[]): string {
  return networks.length > 0 ? sayList(networks, 4) : 'every address';
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'allowed', status, sentence, findings };
}
