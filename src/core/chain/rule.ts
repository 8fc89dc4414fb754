import type { AwsFacts } from '../cloud/aws-facts.ts';
import type { GcpFacts } from '../cloud/gcp-facts.ts';
import type { Observation, Peering, Reading, YugabyteVpc } from '../peering.ts';
import type { Knowledge, Link } from './link.ts';

/** What a rule judges: one peering in the light of everything that was read. */
export interface Subject {
  peering: Peering;
  yugabyteVpc: Reading<YugabyteVpc>;
  observation: Observation;
  knowledge: Knowledge;
  /** What the application's cloud told when it was last looked at; absent where nobody looks. */
  cloud?: AwsFacts | GcpFacts;
  /** The bot may change things at the application's cloud. */
  mayAct: boolean;
}

/** A subject whose application VPC was looked at in AWS, or in GCP. */
export type AwsSubject = Subject & { cloud: AwsFacts };
export type GcpSubject = Subject & { cloud: GcpFacts };

export const isInAws = (subject: Subject): subject is AwsSubject => subject.cloud?.provider === 'AWS';
export const isInGcp = (subject: Subject): subject is GcpSubject => subject.cloud?.provider === 'GCP';

/** Judges one link of the chain; `undefined` where nobody reads what it would need. */
export type Rule = (subject: Subject) => Link | undefined;
