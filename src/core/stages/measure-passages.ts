import type { Sighting } from '../alerts/alert.ts';
import type { Passage, Stage } from './stage.ts';

/** Who looks once an hour knows it well enough. */
const CLOSE_MS = 90 * 60_000;

/**
 * The passages that ended between two looks, one of `looks.last` and one of `looks.at` (ms since 1970). Only what is known
 * counts: not where nobody saw the beginning, nor where the looks were too far apart to tell the end.
 */
export function measurePassages(
  before: readonly Sighting[],
  after: readonly Sighting[],
  looks: { last: number; at: number },
): Passage[] {
  if (before === after) return [];
  const unchanged = new Set(before);
  const changed = after.filter((now) => now.state === 'ACTIVE' && !unchanged.has(now));
  if (changed.length === 0) return [];
  const earlier = new Map(before.map((sighting) => [sighting.peeringId, sighting]));
  return changed.flatMap((now) => {
    const was = earlier.get(now.peeringId);
    if (!was) return [];
    return [
      passage('pending', acceptedSince(was), now, looks),
      passage('shut-out', letInSince(was, now), now, looks),
    ].flat();
  });
}

/** Since when it had been Pending. */
function acceptedSince({
  state,
  wasActive,
  stateSince,
  firstSeenAt,
  requestedAt,
}: Sighting): number | undefined {
  if (state !== 'PENDING' || wasActive) return undefined;
  const isKnown = requestedAt?.certainty === 'exact' || stateSince > firstSeenAt;
  return isKnown ? stateSince : undefined;
}

/** Since when a cluster had kept the application out that none keeps out now. */
function letInSince(was: Sighting, now: Sighting): number | undefined {
  const shut = Object.values(was.uncoveredSince);
  if (was.state !== 'ACTIVE' || shut.length === 0 || Object.keys(now.uncoveredSince).length > 0)
    return undefined;
  const since = Math.min(...shut);
  return since > was.firstSeenAt ? since : undefined;
}

function passage(
  stage: Stage,
  since: number | undefined,
  { peeringId }: Sighting,
  { last, at }: { last: number; at: number },
): Passage[] {
  if (since === undefined) return [];
  const lastedMs = at - since;
  const isTight = lastedMs >= 0 && at - last <= Math.max(CLOSE_MS, lastedMs / 10);
  return isTight ? [{ stage, peeringId, lastedMs, endedAt: at }] : [];
}
