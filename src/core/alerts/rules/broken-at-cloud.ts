import type { Link } from '../../chain/link.ts';
import type { Condition } from '../alert.ts';
import { cloudLinks } from '../cloud-links.ts';
import { about } from './about.ts';
import type { AlertRule, AlertSubject } from './rule.ts';
import { whenSettled } from './when-settled.ts';

/** The end of the rule's name; the link's name stands before it. */
export const BROKEN_AT_CLOUD = '.broken-at-cloud';

/**
 * A link of an ACTIVE peering that is broken at the application's cloud: a route that has gone, a mirror that was removed,
 * DNS switched off. What worked before is told sooner.
 */
export const brokenAtCloud: AlertRule = (subject) =>
  cloudLinks(subject.peering, subject.observation)
    .filter(({ status }) => status === 'broken')
    .map((link) => conditionOf(subject, link));

function conditionOf(
  { peering, sighting, observation, policy }: AlertSubject,
  { name, sentence, findings }: Link & { name: keyof NonNullable<AlertSubject['sighting']['links']> },
): Condition {
  const seen = sighting.links?.[name];
  const since = Math.max(seen?.brokenSince ?? observation.at, sighting.stateSince);
  const [first] = findings;
  return {
    ...about(peering, `${name}${BROKEN_AT_CLOUD}`),
    sentence: seen?.okOnce ? `It worked before: ${sentence}` : sentence,
    owner: first?.owner ?? { kind: 'operators' },
    fixes: findings.flatMap(({ fix }) => fix ?? []).slice(0, 1),
    since,
    dueAt: seen?.okOnce ? whenSettled(since, policy) : since + policy.pendingAfterMs,
  };
}
