import { overlaps } from '../cidr.ts';
import { requestAgain } from '../next-step/request-again.ts';
import { sayCloud } from '../say-cloud.ts';
import { sayList } from '../say-list.ts';
import { yugabyteNetworks } from '../yugabyte-vpc-of.ts';
import { endedRequest } from './aws/ended-request.ts';
import { sayEnded } from './aws/say-ended.ts';
import type { Finding, Link, LinkStatus } from './link.ts';
import { REQUEST_AGAIN } from './request-again-fix.ts';
import type { Subject } from './rule.ts';

/** Does Yugabyte have the request, and is it alive? */
export function requested(subject: Subject): Link {
  const { peering, yugabyteVpc } = subject;
  switch (peering.state) {
    case 'CREATING':
      return link('waiting', {
        rule: 'requested.creating',
        sentence: 'Yugabyte is making the request; that takes a minute or two.',
        owner: { kind: 'yugabyte' },
        nextStep: { kind: 'wait', sentence: 'Nothing to do: Yugabyte shows it Pending or Active soon.' },
      });
    case 'EXPIRED':
      return link('broken', {
        rule: 'requested.expired',
        sentence: `The request has expired: ${sayCloud(peering.application)} did not accept it in time. It has to be requested again.`,
        owner: { kind: 'operators' },
        nextStep: requestAgain(peering, yugabyteVpc),
        fix: REQUEST_AGAIN,
      });
    case 'FAILED':
      return link('broken', failed(subject));
    case 'DELETING':
      return link('waiting', {
        rule: 'requested.deleting',
        sentence: 'The peering is being terminated.',
        owner: { kind: 'yugabyte' },
        nextStep: { kind: 'wait', sentence: 'Nothing to do: it leaves the list once it is gone.' },
      });
    case 'DELETED':
      return link('broken', deleted(subject));
    default:
      return { name: 'requested', status: 'ok', sentence: 'Yugabyte has the request.', findings: [] };
  }
}

function failed(subject: Subject): Finding {
  const { peering, yugabyteVpc } = subject;
  return (
    ended(subject) ?? {
      rule: 'requested.failed',
      sentence: `Yugabyte could not make the peering. ${likelyCause(subject)} Then terminate it and create it again.`,
      owner: { kind: 'operators' },
      nextStep: requestAgain(peering, yugabyteVpc),
    }
  );
}

function deleted(subject: Subject): Finding {
  const owner = { kind: 'operators' } as const;
  return ended(subject) ?? { rule: 'requested.deleted', sentence: 'The peering has been terminated.', owner };
}

/** By people at the application's side. */
function ended({ peering, yugabyteVpc, cloud }: Subject): Finding | undefined {
  const connection = endedRequest(peering, cloud);
  return (
    connection && {
      rule: 'requested.ended-in-aws',
      sentence: `${sayEnded(connection, peering.application)} ${peering.state === 'DELETED' ? 'Request it again if it is still needed.' : 'It has to be requested again.'}`,
      owner: { kind: 'operators' },
      nextStep: requestAgain(peering, yugabyteVpc),
      fix: REQUEST_AGAIN,
    }
  );
}

function link(status: LinkStatus, finding: Finding): Link {
  return { name: 'requested', status, sentence: finding.sentence, findings: [finding] };
}

function likelyCause({ peering, yugabyteVpc }: Subject): string {
  const { application } = peering;
  const { cidr } = application;
  const taken = yugabyteVpc.ok ? yugabyteNetworks(yugabyteVpc.value) : [];
  const clash = cidr === undefined ? undefined : taken.find((network) => overlaps(network, cidr));
  if (clash) return `The application CIDR ${cidr} overlaps the Yugabyte VPC's ${clash}.`;
  const where = application.region
    ? `${sayCloud(application)}, ${application.region}`
    : sayCloud(application);
  const rejected = application.provider === 'AWS' ? ', that nobody there rejected the request,' : '';
  const theirs = taken.length > 0 ? `the Yugabyte VPC's ${sayList(taken)}` : "the Yugabyte VPC's";
  return `Check that ${application.externalVpcId} exists in ${where}${rejected} and that none of its networks overlaps ${theirs}.`;
}
