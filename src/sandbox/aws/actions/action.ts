import type { AwsDatabase } from '../database.ts';
import type { Caller } from '../query/caller.ts';
import type { Parameters } from '../query/parameters.ts';
import type { Xml } from '../query/xml.ts';
import type { RegionRecord } from '../records.ts';

/** One call, by somebody who may make it. */
export interface Call {
  db: AwsDatabase;
  caller: Caller;
  parameters: Parameters;
  /** The caller's things in that region: as calls see them, and as they are. */
  seen: RegionRecord;
  region: RegionRecord;
}

/** What one action of EC2 does. */
export interface Action {
  answer(call: Call): { [name: string]: Xml };
  /** Parameters without which it is an error, also for a dry run. */
  requires?: string[];
  /** It changes something. */
  writes?: true;
  /** EC2 has none for this action. */
  hasNoDryRun?: true;
}

export type Actions = Record<string, Action>;

export const done = { return: true };
