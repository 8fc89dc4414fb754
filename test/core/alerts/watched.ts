import type {
  Alert,
  Condition,
  Look,
  Sighting,
  SpeakPolicy,
  Speech,
} from '../../../src/core/alerts/alert.ts';
import { createConditionMemory } from '../../../src/core/alerts/condition-memory.ts';
import { conditions } from '../../../src/core/alerts/conditions.ts';
import { decide } from '../../../src/core/alerts/decide.ts';
import { type KnowsOf, updateSightings } from '../../../src/core/alerts/update-sightings.ts';
import type { Observation } from '../../../src/core/peering.ts';
import { DAY, HOUR, NOW } from '../given.ts';
import { runThrough } from '../run-through.ts';

export const MINUTE = 60_000;

export const policy: SpeakPolicy = { pendingAfterMs: HOUR, remindEveryMs: DAY, timezone: 'UTC' };
export const quietNights: SpeakPolicy = { ...policy, quietHours: { from: 19 * 60, to: 8 * 60 } };

/** A condition that holds since NOW and is due an hour later. */
export function condition(more: Partial<Condition> = {}): Condition {
  return {
    key: 'pending:peering-1',
    rule: 'pending',
    peeringId: 'peering-1',
    peeringName: 'shop',
    application: { provider: 'AWS', cloudProject: '111122223333', externalVpcId: 'vpc-0a1b2c3d4e5f60718' },
    sentence: 'Somebody with rights in AWS account 111122223333 has to accept the request.',
    owner: { kind: 'application', provider: 'AWS', cloudProject: '111122223333' },
    fixes: [],
    since: NOW,
    dueAt: NOW + HOUR,
    milestones: [],
    ...more,
  };
}

/** One whose request dies at that moment. */
export function dying(at: number, more: Partial<Condition> = {}): Condition {
  return condition({
    deadline: { at, certainty: 'exact', meaning: 'AWS drops the request.' },
    milestones: [
      { at: at - 3 * DAY, name: '3 days' },
      { at: at - DAY, name: '1 day' },
      { at: at - 6 * HOUR, name: '6 hours' },
    ],
    ...more,
  });
}

export function look(...found: Condition[]): Look {
  return { conditions: found, fate: () => 'over' };
}

/** Ticks with one memory. */
export function ticking(settings: SpeakPolicy = policy) {
  let alerts: Alert[] = [];
  return {
    at(now: number, current: Look | 'unread'): Speech[] {
      const decided = runThrough(decide(alerts, current, settings, now));
      alerts = decided.alerts;
      return decided.speeches;
    },
    alerts: () => alerts,
    only(): Alert {
      const [alert, ...more] = alerts;
      if (!alert || more.length > 0) throw new Error(`${alerts.length} alerts`);
      return alert;
    },
    answer(change: (alert: Alert) => Alert) {
      alerts = alerts.map(change);
    },
  };
}

const knowsNothing: KnowsOf = () => ({});

/** Looks with one memory. */
export function watching(settings: SpeakPolicy = policy, knows: KnowsOf = knowsNothing) {
  let sightings: Sighting[] = [];
  let known = new Map<string, Condition>();
  const memory = createConditionMemory();
  return {
    see(observation: Observation, at: number): Look {
      const seen = { ...observation, at };
      const updated = runThrough(updateSightings(sightings, seen, knows));
      sightings = updated.sightings;
      const look = runThrough(
        conditions(seen, sightings, updated.gone, settings, { before: (key) => known.get(key), memory }),
      );
      known = new Map(look.conditions.map((condition) => [condition.key, condition]));
      return look;
    },
    sightings: () => sightings,
    change(change: (sighting: Sighting) => Sighting) {
      sightings = sightings.map(change);
    },
  };
}
