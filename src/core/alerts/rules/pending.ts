import { requestDeadline } from '../../chain/request-deadline.ts';
import type { ApplicationVpc } from '../../peering.ts';
import { sayCloud } from '../../say-cloud.ts';
import type { Condition, Milestone, Sighting, SpeakPolicy } from '../alert.ts';
import { about } from './about.ts';
import type { AlertRule } from './rule.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const MILESTONES = [
  { before: 3 * DAY, name: '3 days' },
  { before: 1 * DAY, name: '1 day' },
  { before: 6 * HOUR, name: '6 hours' },
];

/** A request that nobody has accepted; AWS drops it after 7 days. */
export const pending: AlertRule = ({ peering, sighting, policy, memory }) =>
  peering.state === 'PENDING' && !sighting.wasActive
    ? [memory.of(sighting, () => conditionOf(sighting, policy))]
    : [];

function conditionOf(
  { peeringId, spec, state, stateSince, requestedAt }: Sighting,
  policy: SpeakPolicy,
): Condition {
  const { name, application } = spec;
  const deadline = requestDeadline({ state, application }, { ...(requestedAt && { requestedAt }) });
  const milestones = deadline ? milestonesBefore(deadline.at) : [];
  return {
    ...about({ id: peeringId, name, application }, 'pending'),
    sentence: sentenceOf(application),
    owner: {
      kind: 'application',
      provider: application.provider,
      cloudProject: application.cloudProject,
    },
    ...(deadline && { deadline }),
    since: stateSince,
    ...(requestedAt?.certainty !== 'exact' && { sinceAtLatest: true }),
    dueAt: Math.min(stateSince + policy.pendingAfterMs, ...milestones.map(({ at }) => at)),
    milestones,
  };
}

function milestonesBefore(deadline: number): Milestone[] {
  return MILESTONES.map(({ before, name }) => ({ at: deadline - before, name }));
}

function sentenceOf(application: ApplicationVpc): string {
  const where = sayCloud(application);
  if (application.provider === 'AWS') return `Somebody with rights in ${where} has to accept the request.`;
  if (application.provider === 'GCP') {
    return `Somebody with rights in ${where} has to create the mirror peering on network ${application.externalVpcId}.`;
  }
  return `${where} has to join from its side.`;
}
