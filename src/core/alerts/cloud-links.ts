import { acceptedAtCloud } from '../chain/accepted-at-cloud.ts';
import type { Link } from '../chain/link.ts';
import { permitted } from '../chain/permitted.ts';
import { resolvable } from '../chain/resolvable.ts';
import { routed } from '../chain/routed.ts';
import { subjectOf } from '../chain/subject-of.ts';
import type { Observation, Peering } from '../peering.ts';
import type { CloudLinkName, Sighting } from './alert.ts';

/** The links of an ACTIVE peering that its cloud tells; none where it was not looked at. */
export function cloudLinks(peering: Peering, observation: Observation): (Link & { name: CloudLinkName })[] {
  if (peering.state !== 'ACTIVE' || !observation.clouds?.has(peering.id)) return [];
  const subject = subjectOf(peering, observation, { now: observation.at });
  return [acceptedAtCloud, routed, resolvable, permitted].flatMap((rule) => {
    const link = rule(subject);
    return link ? [link as Link & { name: CloudLinkName }] : [];
  });
}

/** What is to be remembered of them: what was not seen, or is on its way, stays as it was remembered. */
export function seeLinks(
  peering: Peering,
  before: Sighting['links'],
  observation: Observation,
): Sighting['links'] {
  if (peering.state !== 'ACTIVE') return undefined;
  const links = { ...before };
  for (const { name, status } of cloudLinks(peering, observation)) {
    const was = links[name];
    if (status === 'ok') links[name] = { okOnce: true };
    if (status === 'broken') {
      links[name] = {
        ...(was?.okOnce && { okOnce: true }),
        brokenSince: Math.min(was?.brokenSince ?? observation.at, observation.at),
      };
    }
  }
  return Object.keys(links).length > 0 ? links : undefined;
}
