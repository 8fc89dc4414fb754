import { sayDuration } from '../duration.ts';
import { completeInAws } from '../next-step/complete-in-aws.ts';
import { mirrorInGcp } from '../next-step/mirror-in-gcp.ts';
import { sayCloud } from '../say-cloud.ts';
import { applicationOwner, completeFix } from './complete-fix.ts';
import type { Finding } from './link.ts';
import { requestDeadline } from './request-deadline.ts';
import { isInAws, type Subject } from './rule.ts';

/**
 * The request waits for somebody at the application's cloud. Thousands may wait, each judged for its sentence: the lines are
 * put together where they are read.
 */
export function notAccepted(subject: Subject): Finding {
  const { peering, yugabyteVpc, knowledge } = subject;
  const { application } = peering;
  const owner = applicationOwner(subject);
  if (application.provider === 'AWS') {
    const facts = isInAws(subject) ? subject.cloud : undefined;
    const deadline = requestDeadline(peering, knowledge, facts);
    return {
      rule: 'accepted.pending-aws',
      sentence: `Somebody with rights in ${sayCloud(application)} has to accept the request${sayLeft(deadline?.at, deadline?.certainty, knowledge.now)}.`,
      owner,
      ...(deadline && { deadline }),
      get nextStep() {
        return completeInAws(peering, yugabyteVpc, facts);
      },
      ...completeFix(subject, 'Complete peering'),
    };
  }
  if (application.provider === 'GCP') {
    return {
      rule: 'accepted.pending-gcp',
      sentence: `Somebody with rights in ${sayCloud(application)} has to create the mirror peering on network ${application.externalVpcId}.`,
      owner,
      get nextStep() {
        return mirrorInGcp(peering, yugabyteVpc);
      },
      ...completeFix(subject, 'Complete peering'),
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
