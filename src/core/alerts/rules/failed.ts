import { requested } from '../../chain/requested.ts';
import { subjectOf } from '../../chain/subject-of.ts';
import { about } from './about.ts';
import type { AlertRule } from './rule.ts';

/** Yugabyte could not make the peering; the sentence says what to check. */
export const failed: AlertRule = ({ peering, sighting, observation }) => {
  if (peering.state !== 'FAILED' || sighting.wasActive) return [];
  const link = requested(subjectOf(peering, observation, { now: observation.at }));
  return [
    {
      ...about(peering, 'failed'),
      fixes: link.findings.flatMap(({ fix }) => fix ?? []),
      sentence: link.sentence,
      owner: { kind: 'operators' },
      since: sighting.stateSince,
      dueAt: sighting.stateSince,
    },
  ];
};
