import { applicationNetworks } from '../application-networks.ts';
import type { Knowledge } from '../chain/link.ts';
import type { Pausable } from '../pausable.ts';
import type { Observation, Peering } from '../peering.ts';
import { isSameData } from '../same-data.ts';
import type { Sighting } from './alert.ts';
import { seeLinks } from './cloud-links.ts';
import { clusterAccess, seesAccess } from './cluster-access.ts';
import { ignoredEntries } from './ignored-entries.ts';
import { sightingsById } from './sightings-by-id.ts';

/** What is known of when a peering was requested. */
export type KnowsOf = (peering: Peering) => Pick<Knowledge, 'requestedAt'>;

/**
 * What is to be remembered after a look: one sighting for each peering that is there, the same object where nothing has
 * changed (`previous` where nothing has at all), and those whose peering is there no more. What was not read stays as it was
 * remembered.
 */
export function* updateSightings(
  previous: Sighting[],
  observation: Observation,
  knowledge: KnowsOf,
): Pausable<{ sightings: Sighting[]; gone: Sighting[] }> {
  if (observation.refreshFailed) return { sightings: previous, gone: [] };
  const known = sightingsById(previous);
  let isSame = true;
  const sightings: Sighting[] = [];
  for (const peering of observation.peerings) {
    if (peering.state === 'DELETED') continue;
    const before = known.get(peering.id);
    const after = see(peering, before, observation, knowledge);
    const sighting = before && isSameData(before, after) ? before : after;
    isSame &&= sighting === previous[sightings.length];
    sightings.push(sighting);
    yield;
  }
  if (isSame && sightings.length === previous.length) return { sightings: previous, gone: [] };
  const there = sightingsById(sightings);
  return { sightings, gone: previous.filter(({ peeringId }) => !there.has(peeringId)) };
}

function see(
  peering: Peering,
  before: Sighting | undefined,
  observation: Observation,
  knowledge: KnowsOf,
): Sighting {
  const { id, name, state, yugabyteVpcId, yugabyteVpcName, application } = peering;
  const { at } = observation;
  // A clock that was set back has left times that are still to come.
  const firstSeenAt = Math.min(before?.firstSeenAt ?? at, at);
  const wasActive = before?.wasActive || state === 'ACTIVE';
  const requestedAt = best([
    before?.requestedAt,
    knowledge(peering).requestedAt,
    { at: firstSeenAt, certainty: 'at-latest' },
  ]);
  const links = seeLinks(peering, before?.links, observation);
  const stateSince = before?.state === state ? Math.min(before.stateSince, at) : at;
  return {
    peeringId: id,
    spec: { name, yugabyteVpcId, application },
    yugabyteVpcName,
    firstSeenAt,
    state,
    stateSince: state === 'PENDING' && !wasActive ? Math.min(requestedAt.at, at) : stateSince,
    ...(wasActive && { wasActive: true }),
    ...seeAccess(peering, before, observation),
    ...(links && { links }),
    requestedAt,
    ...(before?.terminatedByBot && { terminatedByBot: true }),
  };
}

type RequestedAt = NonNullable<Sighting['requestedAt']>;

/** Of several bounds the tightest holds; the first exact time is better than any. */
function best(times: (RequestedAt | undefined)[]): RequestedAt {
  const known = times.filter((time) => time !== undefined);
  return (
    known.find(({ certainty }) => certainty === 'exact') ??
    known.reduce((tightest, time) => (time.at < tightest.at ? time : tightest))
  );
}

type Access = Pick<Sighting, 'networks' | 'coveredClusterIds' | 'uncoveredSince' | 'ignoredSince'>;

function seeAccess(peering: Peering, before: Sighting | undefined, observation: Observation): Access {
  const { networks: told, coveredClusterIds, uncoveredSince, ignoredSince } = before ?? NOTHING_SEEN;
  if (peering.state !== 'ACTIVE' || !seesAccess(observation)) {
    return { networks: told, coveredClusterIds, uncoveredSince, ignoredSince };
  }
  const known = applicationNetworks(peering, observation);
  const networks = known.length > 0 ? known : told;
  const access = clusterAccess(peering, observation, networks);
  const once = new Set(coveredClusterIds);
  return {
    networks,
    coveredClusterIds: access
      .filter(({ cluster, missing }) => missing.length === 0 || once.has(cluster.id))
      .map(({ cluster }) => cluster.id)
      .sort(),
    uncoveredSince: since(
      access.filter(({ missing }) => missing.length > 0).map(({ cluster }) => cluster.id),
      uncoveredSince,
      observation.at,
    ),
    ignoredSince: since(
      ignoredEntries(peering, observation).map(({ cluster }) => cluster.id),
      ignoredSince,
      observation.at,
    ),
  };
}

const NOTHING_SEEN: Access = { networks: [], coveredClusterIds: [], uncoveredSince: {}, ignoredSince: {} };

function since(clusterIds: string[], before: Record<string, number>, at: number): Record<string, number> {
  return Object.fromEntries(clusterIds.sort().map((id) => [id, Math.min(before[id] ?? at, at)]));
}
