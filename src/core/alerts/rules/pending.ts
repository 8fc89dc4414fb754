import { requestDeadline } from '../../chain/request-deadline.ts';
import { sayCloud } from '../../say-cloud.ts';
import type { Condition, Milestone } from '../alert.ts';
import { about } from './about.ts';
import type { AlertRule, AlertSubject } from './rule.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const MILESTONES = [
  { before: 3 * DAY, name: '3 days' },
  { before: 1 * DAY, name: '1 day' },
  { before: 6 * HOUR, name: '6 hours' },
];

/** A request that nobody has accepted; AWS drops it after 7 days. */
export const pending: AlertRule = (subject) => {
  const { peering, sighting, policy } = subject;
  if (peering.state !== 'PENDING' || sighting.wasActive) return [];
  const deadline = requestDeadline(peering, {
    now: subject.observation.at,
    ...(sighting.requestedAt && { requestedAt: sighting.requestedAt }),
  });
  const milestones = deadline ? milestonesBefore(deadline.at) : [];
  const { application } = peering;
  const condition: Condition = {
    ...about(peering, 'pending'),
    sentence: sentenceOf(subject),
    owner: {
      kind: 'application',
      provider: application.provider,
      cloudProject: application.cloudProject,
    },
    ...(deadline && { deadline }),
    since: sighting.stateSince,
    dueAt: Math.min(sighting.stateSince + policy.pendingAfterMs, ...milestones.map(({ at }) => at)),
    milestones,
  };
  return [condition];
};

function milestonesBefore(deadline: number): Milestone[] {
  return MILESTONES.map(({ before, name }) => ({ at: deadline - before, name }));
}

function sentenceOf({ peering: { application } }: AlertSubject): string {
  const where = sayCloud(application);
  if (application.provider === 'AWS') return `Somebody with rights in ${where} has to accept the request.`;
  if (application.provider === 'GCP') {
    return `Somebody with rights in ${where} has to create the mirror peering on network ${application.externalVpcId}.`;
  }
  return `${where} has to join from its side.`;
}
