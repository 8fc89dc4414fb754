import type { Observation, Peering } from '../../peering.ts';
import type { Condition, Sighting, SpeakPolicy } from '../alert.ts';
import type { ConditionMemory } from '../condition-memory.ts';

/** What a rule judges: one peering that is there, with what is remembered of it. */
export interface AlertSubject {
  peering: Peering;
  sighting: Sighting;
  observation: Observation;
  policy: SpeakPolicy;
  memory: ConditionMemory;
}

/** Says what is worth speaking about, in the light of one thing only. */
export type AlertRule = (subject: AlertSubject) => Condition[];
