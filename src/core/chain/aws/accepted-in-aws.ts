import type { AwsConnection } from '../../cloud/aws-facts.ts';
import { requestAgain } from '../../next-step/request-again.ts';
import { sayCloud } from '../../say-cloud.ts';
import type { Finding, Link, LinkStatus } from '../link.ts';
import { notAccepted } from '../not-accepted.ts';
import { REQUEST_AGAIN } from '../request-again-fix.ts';
import type { AwsSubject } from '../rule.ts';
import { sayEnded } from './say-ended.ts';

/** As EC2 shows the peering connection; `undefined` where Yugabyte has to be asked. */
export function acceptedInAws(subject: AwsSubject): Link | undefined {
  const { peering, cloud } = subject;
  if (peering.state !== 'PENDING' && peering.state !== 'ACTIVE') return undefined;
  if (cloud.vpc.ok && !cloud.vpc.value) return noVpc(subject);
  if (!cloud.connection.ok) return undefined;
  const connection = cloud.connection.value;
  return connection ? byStatus(subject, connection) : noConnection(subject);
}

function byStatus(subject: AwsSubject, connection: AwsConnection): Link {
  const { peering } = subject;
  const { connectionId, status } = connection;
  switch (status) {
    case 'active':
      if (peering.state === 'ACTIVE') return link('ok', `${connectionId} is active in AWS and at Yugabyte.`);
      return waiting('accepted.not-noticed', {
        sentence: `${connectionId} is active in AWS; Yugabyte has not noticed yet.`,
        hint: 'Nothing to do: Yugabyte looks at it every now and then.',
      });
    case 'pending-acceptance': {
      const finding = notAccepted(subject);
      return link('waiting', finding.sentence, [finding]);
    }
    case 'initiating-request':
    case 'provisioning':
      return waiting('accepted.provisioning', {
        sentence: `AWS is setting up ${connectionId} (${status}).`,
        hint: 'Nothing to do: that takes some seconds.',
      });
    default:
      return ended(subject, sayEnded(connection, peering.application));
  }
}

function noConnection(subject: AwsSubject): Link {
  const { application, state } = subject.peering;
  const where = `${sayCloud(application)}, ${application.region}`;
  if (state === 'ACTIVE') {
    return ended(
      subject,
      `${where} has no such peering connection any more, although Yugabyte shows it Active.`,
    );
  }
  return waiting('accepted.not-arrived', {
    sentence: `The request is not to be seen in ${where} yet.`,
    hint: 'It comes within a minute or two. If it does not, compare account, region and VPC id.',
  });
}

function noVpc(subject: AwsSubject): Link {
  const { application } = subject.peering;
  const sentence = `There is no VPC ${application.externalVpcId} in ${sayCloud(application)}, region ${application.region}.`;
  const finding: Finding = {
    rule: 'accepted.no-vpc',
    sentence,
    owner: { kind: 'operators' },
    nextStep: requestAgain(subject.peering, subject.yugabyteVpc),
  };
  return link('broken', sentence, [finding]);
}

function ended(subject: AwsSubject, sentence: string): Link {
  const finding: Finding = {
    rule: 'accepted.ended-in-aws',
    sentence: `${sentence} Terminate it and create it again.`,
    owner: { kind: 'operators' },
    nextStep: requestAgain(subject.peering, subject.yugabyteVpc),
    fix: REQUEST_AGAIN,
  };
  return link('broken', finding.sentence, [finding]);
}

function waiting(rule: string, { sentence, hint }: { sentence: string; hint: string }): Link {
  const finding: Finding = {
    rule,
    sentence,
    owner: { kind: 'yugabyte' },
    nextStep: { kind: 'wait', sentence: hint },
  };
  return link('waiting', sentence, [finding]);
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'accepted', status, sentence, findings };
}
