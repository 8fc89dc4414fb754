import type { Pausable } from '../pausable.ts';
import type { Observation, Peering } from '../peering.ts';
import { remember } from '../remember.ts';
import { isSameData } from '../same-data.ts';
import type { Condition, Look, Sighting, SpeakPolicy } from './alert.ts';
import { cloudLinks } from './cloud-links.ts';
import { seesAccess } from './cluster-access.ts';
import { type ConditionMemory, createConditionMemory } from './condition-memory.ts';
import { BROKEN_AT_CLOUD } from './rules/broken-at-cloud.ts';
import { gone as goneRule } from './rules/gone.ts';
import { rules } from './rules/rules.ts';
import { sightingsById } from './sightings-by-id.ts';

/** From former looks. */
interface Known {
  /** As it was found last. */
  before(key: string): Condition | undefined;
  memory: ConditionMemory;
}

/**
 * What is worth speaking about. `sightings` and `gone` are what `updateSightings` made of the same observation; a sighting
 * whose peering is not in it is one that could not be read. What was known before and has not changed is the same object.
 */
export function* conditions(
  observation: Observation,
  sightings: Sighting[],
  gone: Sighting[],
  policy: SpeakPolicy,
  { before = () => undefined, memory = createConditionMemory() }: Partial<Known> = {},
): Pausable<Look> {
  if (observation.refreshFailed) return { conditions: [], fate: () => 'unseen' };
  const known = sightingsById(sightings);
  const found: Condition[] = [];
  for (const peering of observation.peerings) {
    const sighting = known.get(peering.id);
    if (!sighting) continue;
    const subject = { peering, sighting, observation, policy, memory };
    for (const rule of rules)
      for (const condition of rule(subject)) {
        const after: Condition = isFoundSo(condition, sighting)
          ? { ...condition, sinceAtLatest: true }
          : condition;
        const unchanged = before(after.key);
        found.push(unchanged && isSameData(unchanged, after) ? unchanged : after);
      }
    yield;
  }
  memory.forgetOthers();
  return {
    conditions: [...found, ...gone.flatMap((sighting) => goneRule(sighting, observation.at))],
    fate(condition) {
      const sighting = known.get(condition.peeringId);
      if (!sighting) return 'gone';
      if (!byId(observation.peerings).has(condition.peeringId)) return 'unseen';
      if (sighting.state === 'DELETING') return 'gone';
      if (graver(found).has(condition.peeringId)) return 'replaced';
      return isSeen(condition) ? 'over' : 'unseen';
    },
  };

  /** Not broken is not yet mended: it may be that nobody could look, or that something before it is missing now. */
  function isMended(rule: string, peeringId: string): boolean {
    const peering = byId(observation.peerings).get(peeringId);
    const links = peering ? cloudLinks(peering, observation) : [];
    return links.some(({ name, status }) => `${name}${BROKEN_AT_CLOUD}` === rule && status === 'ok');
  }

  function isSeen({ rule, clusterId, peeringId }: Condition): boolean {
    if (rule.endsWith(BROKEN_AT_CLOUD)) return isMended(rule, peeringId);
    if (!rule.startsWith('allowed.')) return true;
    return seesAccess(observation) && !(clusterId !== undefined && hidden(observation).has(clusterId));
  }
}

/** Whether it held already when the bot saw the peering for the first time. A request may be known to be older. */
const isFoundSo = ({ rule, since }: Condition, { firstSeenAt }: Sighting) =>
  rule !== 'pending' && since === firstSeenAt;

/** About the whole peering, so that what is said of parts of it no longer matters. */
function isOfPeering({ clusterId, rule }: Condition): boolean {
  return clusterId === undefined && !rule.endsWith(BROKEN_AT_CLOUD);
}

// Asked of what ended alone: nearly always there is no need for them.
const byId = remember((peerings: Peering[]) => new Map(peerings.map((peering) => [peering.id, peering])));
const graver = remember(
  (found: Condition[]) => new Set(found.filter(isOfPeering).map(({ peeringId }) => peeringId)),
);

/** Clusters that a VPC names and the list of clusters lacks: nobody can tell what they let in. */
const hidden = remember(({ vpcs, clusters }: Observation): Set<string> => {
  const listed = new Set(clusters.ok ? clusters.value.map(({ id }) => id) : []);
  const named = vpcs.ok ? vpcs.value.flatMap(({ clusterIds }) => clusterIds) : [];
  return new Set(named.filter((id) => !listed.has(id)));
});
