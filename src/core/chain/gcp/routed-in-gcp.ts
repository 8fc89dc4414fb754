import { overlaps } from '../../cidr.ts';
import { mirrorOf } from '../../cloud/mirror-of.ts';
import { gcpEnds } from '../../next-step/gcp-ends.ts';
import { mirrorInGcp } from '../../next-step/mirror-in-gcp.ts';
import { sayList } from '../../say-list.ts';
import { yugabyteNetworks } from '../../yugabyte-vpc-of.ts';
import { applicationOwner } from '../complete-fix.ts';
import type { Finding, Link, LinkStatus } from '../link.ts';
import type { GcpSubject } from '../rule.ts';
import { unseenLink } from '../unseen-link.ts';

/** Are Yugabyte's subnet routes taken over by the application network? GCP exchanges them by itself. */
export function routedInGcp(subject: GcpSubject): Link {
  const { cloud, yugabyteVpc, peering } = subject;
  if (!cloud.network.ok) return unseenLink('routed', 'The network', cloud.network, subject);
  const ends = gcpEnds(peering, yugabyteVpc);
  const mirror = cloud.network.value && ends.ok ? mirrorOf(cloud.network.value, ends.value) : undefined;
  if (mirror?.state !== 'ACTIVE') {
    return link('waiting', 'GCP exchanges the subnet routes once both halves are ACTIVE.');
  }
  if (!mirror.exchangesSubnetRoutes)
    return broken(
      subject,
      'routed.not-exchanged',
      `The mirror peering ${mirror.name} does not exchange subnet routes.`,
    );
  if (!cloud.peeringRoutes.ok)
    return unseenLink('routed', 'The exchanged routes', cloud.peeringRoutes, subject);
  const networks = yugabyteVpc.ok ? yugabyteNetworks(yugabyteVpc.value) : [];
  const theirs = cloud.peeringRoutes.value.filter(({ cidr }) =>
    networks.some((network) => overlaps(network, cidr)),
  );
  const unused = theirs.filter(({ imported }) => !imported);
  if (unused.length > 0) {
    return broken(
      subject,
      'routed.not-imported',
      `GCP does not use the route to ${sayList(unused.map(({ cidr }) => cidr))}: something in network ${peering.application.externalVpcId} is in its way.`,
    );
  }
  if (theirs.length === 0) {
    return broken(
      subject,
      'routed.no-route',
      `Network ${peering.application.externalVpcId} has no route to ${sayList(networks) || "Yugabyte's networks"} over ${mirror.name}.`,
    );
  }
  return link(
    'ok',
    `Subnet routes to ${sayList(
      theirs.map(({ cidr }) => cidr),
      4,
    )} are exchanged.`,
  );
}

function broken(subject: GcpSubject, rule: string, sentence: string): Link {
  const finding: Finding = {
    rule,
    sentence,
    owner: applicationOwner(subject),
    nextStep: mirrorInGcp(subject.peering, subject.yugabyteVpc),
  };
  return link('broken', sentence, [finding]);
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'routed', status, sentence, findings };
}
