import type { Observation, Peering, Reading, YugabyteVpc } from '../peering.ts';
import type { Knowledge, Link } from './link.ts';

/** What a rule judges: one peering in the light of everything that was read. */
export interface Subject {
  peering: Peering;
  yugabyteVpc: Reading<YugabyteVpc>;
  observation: Observation;
  knowledge: Knowledge;
}

/** Judges one link of the chain; `undefined` where nobody reads what it would need. */
export type Rule = (subject: Subject) => Link | undefined;
