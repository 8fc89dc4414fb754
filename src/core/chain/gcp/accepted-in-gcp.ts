import { mirrorOf } from '../../cloud/mirror-of.ts';
import { gcpEnds } from '../../next-step/gcp-ends.ts';
import { mirrorInGcp } from '../../next-step/mirror-in-gcp.ts';
import { requestAgain } from '../../next-step/request-again.ts';
import { sayCloud } from '../../say-cloud.ts';
import { applicationOwner, completeFix } from '../complete-fix.ts';
import type { Finding, Link, LinkStatus } from '../link.ts';
import { notAccepted } from '../not-accepted.ts';
import type { GcpSubject } from '../rule.ts';

/** As Compute Engine shows the application's half; `undefined` where Yugabyte has to be asked. */
export function acceptedInGcp(subject: GcpSubject): Link | undefined {
  const { peering, cloud, yugabyteVpc } = subject;
  const ends = gcpEnds(peering, yugabyteVpc);
  if ((peering.state !== 'PENDING' && peering.state !== 'ACTIVE') || !ends.ok || !cloud.network.ok)
    return undefined;
  const network = cloud.network.value;
  if (!network) return noNetwork(subject);
  const mirror = mirrorOf(network, ends.value);
  if (!mirror) return noMirror(subject);
  const isActive = mirror.state === 'ACTIVE';
  if (isActive && peering.state === 'ACTIVE')
    return link('ok', `Both halves are ACTIVE; the mirror peering is ${mirror.name}.`);
  if (isActive) {
    return waiting(
      'accepted.not-noticed',
      `Both halves are ACTIVE in GCP; Yugabyte has not noticed yet.`,
      'Nothing to do: Yugabyte looks at it every now and then.',
    );
  }
  if (peering.state === 'ACTIVE') return inactive(subject, mirror.name);
  return waiting(
    'accepted.half',
    `The mirror peering ${mirror.name} is there and waits for Yugabyte's half.`,
    'Nothing to do here: both halves turn ACTIVE once they name each other.',
  );
}

function noMirror(subject: GcpSubject): Link {
  const { peering, yugabyteVpc } = subject;
  if (peering.state === 'PENDING') {
    const finding = notAccepted(subject);
    return link('waiting', finding.sentence, [finding]);
  }
  const { application } = peering;
  const finding: Finding = {
    rule: 'accepted.no-mirror',
    sentence: `Network ${application.externalVpcId} in ${sayCloud(application)} has no mirror peering any more.`,
    owner: applicationOwner(subject),
    nextStep: mirrorInGcp(peering, yugabyteVpc),
    ...completeFix(subject, 'Repair'),
  };
  return link('broken', finding.sentence, [finding]);
}

function noNetwork(subject: GcpSubject): Link {
  const { application } = subject.peering;
  const finding: Finding = {
    rule: 'accepted.no-network',
    sentence: `There is no network ${application.externalVpcId} in ${sayCloud(application)}.`,
    owner: { kind: 'operators' },
    nextStep: requestAgain(subject.peering, subject.yugabyteVpc),
  };
  return link('broken', finding.sentence, [finding]);
}

function inactive(subject: GcpSubject, mirror: string): Link {
  const finding: Finding = {
    rule: 'accepted.inactive',
    sentence: `The mirror peering ${mirror} is INACTIVE: Yugabyte's half is gone, although Yugabyte shows the peering Active. Terminate it and create it again.`,
    owner: { kind: 'operators' },
    nextStep: requestAgain(subject.peering, subject.yugabyteVpc),
  };
  return link('broken', finding.sentence, [finding]);
}

function waiting(rule: string, sentence: string, hint: string): Link {
  const nextStep = { kind: 'wait' as const, sentence: hint };
  return link('waiting', sentence, [{ rule, sentence, owner: { kind: 'yugabyte' }, nextStep }]);
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'accepted', status, sentence, findings };
}
