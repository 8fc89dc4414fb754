import type { Look, Sighting, SpeakPolicy } from '../core/alerts/alert.ts';
import { type ConditionMemory, createConditionMemory } from '../core/alerts/condition-memory.ts';
import { conditions } from '../core/alerts/conditions.ts';
import { decide } from '../core/alerts/decide.ts';
import { decideReach, REACHABLE } from '../core/alerts/decide-reach.ts';
import { updateSightings } from '../core/alerts/update-sightings.ts';
import { PeeringBotError } from '../core/errors.ts';
import type { Observation } from '../core/peering.ts';
import type { Clock, ManagedDb } from '../core/ports.ts';
import { measurePassages } from '../core/stages/measure-passages.ts';
import type { Passage } from '../core/stages/stage.ts';
import { inSlices } from '../operations/in-slices.ts';
import type { Log } from '../operations/log.ts';
import type { TickDesk } from '../operations/tick-desk.ts';

/** What was read for a tick may be this old: somebody may have just looked. */
const FRESH_MS = 30_000;

type Read = { ok: true; observation: Observation } | { ok: false; reason: string };

export interface TickParts {
  managedDb: Pick<ManagedDb, 'observe' | 'getPeering'>;
  desk: TickDesk;
  policy: SpeakPolicy;
  clock: Clock;
  log: Log;
  /** Told after every tick, for metrics. */
  onTick?: (outcome: 'done' | 'unread' | 'failed', ms: number) => void;
}

/** One look at everything, and what is to be said about it. Never rejects. */
export function createTick(parts: TickParts): () => Promise<void> {
  const { desk, policy, clock, log, onTick } = parts;
  const memory = createConditionMemory();

  return async () => {
    const began = clock.now();
    try {
      await desk.ready();
      const read = await observe(parts);
      const seen = read.ok ? await see(parts, memory, read.observation) : undefined;
      await desk.decide(async ({ alerts, last }) => {
        const now = clock.now();
        const reach = decideReach(last?.reach ?? REACHABLE, read, policy, now);
        const decided = await inSlices(decide(alerts, seen?.look ?? 'unread', policy, now), clock);
        return {
          at: now,
          reach: reach.state,
          alerts: decided.alerts,
          sightings: seen?.sightings ?? desk.sightings(),
          passages: seen?.passages ?? [],
          speeches: [...(reach.speech ? [reach.speech] : []), ...decided.speeches],
        };
      });
      onTick?.(read.ok ? 'done' : 'unread', clock.now() - began);
    } catch (error) {
      log.error({ error }, 'a tick failed');
      onTick?.('failed', clock.now() - began);
    }
  };
}

async function observe({ managedDb }: TickParts): Promise<Read> {
  try {
    const observation = await managedDb.observe({ maxAgeMs: FRESH_MS, clouds: 'all' });
    const { refreshFailed } = observation;
    return refreshFailed ? { ok: false, reason: refreshFailed.reason } : { ok: true, observation };
  } catch (error) {
    if (!(error instanceof PeeringBotError)) throw error;
    return { ok: false, reason: error.message };
  }
}

async function see(
  parts: TickParts,
  memory: ConditionMemory,
  observation: Observation,
): Promise<{ sightings: Sighting[]; passages: Passage[]; look: Look }> {
  const { desk, policy, clock } = parts;
  await desk.knowledge.learn(observation);
  await desk.absorb(observation);
  const { sightings, gone } = await inSlices(
    updateSightings(desk.sightings(), observation, desk.knowledge.of),
    clock,
  );
  const missing = await Promise.all(gone.map((sighting) => lookFor(parts, sighting)));
  const there = missing.flatMap(({ sighting, isGone }) => (isGone ? [] : [sighting]));
  const lost = missing.flatMap(({ sighting, isGone }) => (isGone ? [sighting] : []));
  const all = there.length > 0 ? [...sightings, ...there] : sightings;
  const passages = measurePassages(desk.sightings(), sightings, { last: lastLook(desk), at: observation.at });
  const look = await inSlices(
    conditions(observation, all, lost, policy, { before: desk.conditionOf, memory }),
    clock,
  );
  return { sightings: all, passages, look };
}

/** When Yugabyte could be read last, at the latest; long ago where it never was. */
function lastLook(desk: TickDesk): number {
  const last = desk.last();
  return last?.reach.since ?? last?.at ?? Number.NEGATIVE_INFINITY;
}

/** An observation may leave out what it could not understand: only a look at the peering itself tells. */
async function lookFor(
  { managedDb, desk }: TickParts,
  sighting: Sighting,
): Promise<{ sighting: Sighting; isGone: boolean }> {
  if (desk.isEndedByBot(sighting.peeringId)) {
    return { sighting: { ...sighting, terminatedByBot: true }, isGone: true };
  }
  const peering = await managedDb.getPeering(sighting.peeringId).catch(() => 'unknown' as const);
  const isGone = peering === undefined || (peering !== 'unknown' && peering.state === 'DELETED');
  return { sighting, isGone };
}
