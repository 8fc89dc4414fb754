import type { Actor } from './authorize.ts';
import type { Permit } from './cloud/permit.ts';

/** What the doctor asks of each side. Every question ends by itself within seconds and throws `PeeringBotError`. */
export interface SlackProbe {
  /** Whose token the bot has. `scopes`: what was granted, absent where Slack did not say. */
  identity(): Promise<{ team: string; botName: string; scopes?: string[] }>;
  /** Asks for an address for Socket Mode, and does not connect to it. */
  socketMode(): Promise<void>;
  /** Looks at the newest message. Throws `not-in-channel`, `channel-archived`, `channel-not-found`. */
  readChannel(channel: string): Promise<void>;
  /** User ids; `undefined` where there is no such user group (any more). */
  members(group: string): Promise<string[] | undefined>;
  /** `undefined` where there is nobody of that id. */
  person(user: string): Promise<Person | undefined>;
  /** Slack's own time in ms since 1970; `undefined` where it does not tell. */
  serverTime(): Promise<number | undefined>;
}

export interface Person {
  name: string;
  deactivated: boolean;
  membership: Actor['membership'];
}

export interface YugabyteProbe {
  /** Calls the host without the key; any answer will do. */
  reach(): Promise<{ host: string }>;
  /** As in `SlackProbe`. */
  serverTime(): Promise<number | undefined>;
  /** Whether the key is accepted. */
  key(): Promise<void>;
  /** Where the bot would work. Throws `config`, `account-ambiguous` where that is not clear. */
  place(): Promise<{ account: string; project: string }>;
  /** Reads one row of each list that the bot needs. `problem`: why it may not. */
  read(): Promise<{ list: string; problem?: string; mend?: string }[]>;
}

export interface CloudProbe {
  modes: Record<'AWS' | 'GCP', 'off' | 'advise' | 'act'>;
  /** Each right in each place that a peering leads to, some places at most. */
  examine(
    provider: 'AWS' | 'GCP',
  ): Promise<{ place: string; rights: { action: string; permit: Permit }[] }[]>;
}

export interface StoreProbe {
  /** Tries to write. Throws `store-…`. */
  check(): Promise<
    | { holder: 'this bot' | 'nobody' }
    /** Who, in a sentence. Whether it can be written is not known then. */
    | { holder: 'another process'; sentence: string }
  >;
  /** One document, also while another process holds the store. */
  read(key: string): Promise<unknown>;
}
