import { sayDuration } from '../duration.ts';
import { acceptInAws } from '../next-step/accept-in-aws.ts';
import { mirrorInGcp } from '../next-step/mirror-in-gcp.ts';
import { sayCloud } from '../say-cloud.ts';
import type { Finding, Link, LinkStatus } from './link.ts';
import { requestDeadline } from './request-deadline.ts';
import type { Subject } from './rule.ts';

/** Has the application's side joined, as far as Yugabyte tells? */
export function accepted(subject: Subject): Link {
  const { peering } = subject;
  const where = sayCloud(peering.application);
  switch (peering.state) {
    case 'ACTIVE':
      return link('ok', `Yugabyte shows it Active: ${where} has joined.`);
    case 'PENDING': {
      const finding = pending(subject);
      return link('waiting', finding.sentence, [finding]);
    }
    case 'CREATING':
      return link('waiting', `${where} can join once the request is made.`);
    case 'EXPIRED':
      return link('broken', `${where} did not accept the request in time.`);
    case 'FAILED':
      return link('broken', 'There is no request to accept.');
    case 'DELETING':
    case 'DELETED':
      return link('broken', 'The peering is taken down.');
    default:
      return link('unknown', `Yugabyte shows the state ${peering.state}, which this bot does not know.`);
  }
}

function pending({ peering, yugabyteVpc, knowledge }: Subject): Finding {
  const { application } = peering;
  const owner = {
    kind: 'application' as const,
    provider: application.provider,
    cloudProject: application.cloudProject,
  };
  if (application.provider === 'AWS') {
    const deadline = requestDeadline(peering, knowledge);
    return {
      rule: 'accepted.pending-aws',
      sentence: `Somebody with rights in ${sayCloud(application)} has to accept the request${sayLeft(deadline?.at, deadline?.certainty, knowledge.now)}.`,
      owner,
      ...(deadline && { deadline }),
      nextStep: acceptInAws(peering, yugabyteVpc),
    };
  }
  if (application.provider === 'GCP') {
    return {
      rule: 'accepted.pending-gcp',
      sentence: `Somebody with rights in ${sayCloud(application)} has to create the mirror peering on network ${application.externalVpcId}.`,
      owner,
      nextStep: mirrorInGcp(peering, yugabyteVpc),
    };
  }
  return {
    rule: 'accepted.pending',
    sentence: `${sayCloud(application)} has to join from its side.`,
    owner,
    nextStep: {
      kind: 'wait',
      sentence: `How that is done at ${application.provider} is not known to this bot.`,
    },
  };
}

function sayLeft(at: number | undefined, certainty: 'exact' | 'at-latest' | undefined, now: number): string {
  if (at === undefined) return ' within 7 days of when it was made';
  if (at <= now) return '; the 7 days that AWS gives are over';
  return `; ${certainty === 'exact' ? '' : 'at most '}${sayDuration(at - now)} left before AWS drops it`;
}

function link(status: LinkStatus, sentence: string, findings: Finding[] = []): Link {
  return { name: 'accepted', status, sentence, findings };
}
