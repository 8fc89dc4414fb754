import type { BotFix, Deadline, LinkName, Owner } from '../chain/link.ts';
import type { ApplicationVpc, PeeringSpec } from '../peering.ts';

/** What the bot remembers of a peering from tick to tick; stored as `sighting:<peeringId>`. Times are ms since 1970. */
export interface Sighting {
  peeringId: string;
  spec: PeeringSpec;
  yugabyteVpcName: string;
  firstSeenAt: number;
  state: string;
  /** Since when it is in that state, as far as known; an upper bound where it was found so. */
  stateSince: number;
  /** It was ACTIVE at some look: another state now is a change, not a beginning. */
  wasActive?: true;
  /** The application VPC's networks when they were last known. */
  networks: string[];
  /** Clusters that let the application in at some look: what is not covered now was covered once. */
  coveredClusterIds: string[];
  /** By cluster id: since which look it does not let the application in. */
  uncoveredSince: Record<string, number>;
  /** By cluster id: since which look its allow lists have entries that Yugabyte ignores. */
  ignoredSince: Record<string, number>;
  /** What the application's cloud has shown of the links that it tells, for as long as the peering is ACTIVE. */
  links?: Partial<Record<CloudLinkName, { okOnce?: true; brokenSince?: number }>>;
  requestedAt?: { at: number; certainty: 'exact' | 'at-latest' };
  /** The bot itself terminated it, so that its going is no news. */
  terminatedByBot?: boolean;
}

/** The links that the application's cloud tells. */
export type CloudLinkName = Extract<LinkName, 'accepted' | 'routed' | 'resolvable' | 'permitted'>;

/** One thing that is worth speaking about, judged from one observation. */
export interface Condition {
  /** Stable over ticks: rule, peering and, where there is one, cluster. */
  key: string;
  /** e.g. `pending`, `allowed.not-covered`, `allowed.no-longer-covered`, `allowed.ignored-entries`, `expired`, `failed`, `gone`, `changed`. */
  rule: string;
  peeringId: string;
  peeringName: string;
  /** Where it is about one cluster. */
  clusterId?: string;
  application: ApplicationVpc;
  /** Plain text, one sentence. */
  sentence: string;
  owner: Owner;
  deadline?: Deadline;
  fixes: BotFix[];
  /** Since when it holds. */
  since: number;
  /** It was found so: it may have held for longer. */
  sinceAtLatest?: true;
  /** Not spoken about before. */
  dueAt: number;
  /** Moments at which it is spoken about again although it is not yet time, e.g. 3 days, 1 day, 6 hours before a deadline. */
  milestones: Milestone[];
  /** Something that happened, such as its going: told once, and then over. */
  news?: true;
}

/** In order of time; names are unique within a condition. */
export interface Milestone {
  at: number;
  /** How long before the deadline, e.g. "3 days". */
  name: string;
}

/**
 * `over`: mended. `replaced`: something graver holds for the whole peering. `gone`: the peering is no longer there, or on
 * its way out. `unseen`: what it is judged from could not be read.
 */
export type Fate = 'over' | 'replaced' | 'gone' | 'unseen';

/** What one look found. */
export interface Look {
  conditions: Condition[];
  /** What it means that a former condition is not among them. */
  fate(condition: Condition): Fate;
}

/** A condition that is being followed; stored as `alert:<key>`. */
export interface Alert {
  condition: Condition;
  /** `milestone`: the last one that had passed when it was last spoken about. */
  spoken: { at: number; count: number; milestone?: string } | undefined;
  /** It came back soon after it was resolved: it has to last until then before it is spoken about anew. */
  notBefore?: number;
  /** "I'm on it": silent until `falls`, unless a milestone passes. */
  acknowledged?: { by: string; at: number; falls: number };
  /** Stays, once past, until it is spoken about again. */
  snoozed?: { by: string; at: number; until: number };
  /** Set as soon as it is seen; people are told when quiet hours allow. */
  resolvedAt?: number;
  /** It is over because the peering is no longer there. */
  peeringGone?: true;
  /** Nothing more will be said about its end. */
  resolvedTold?: true;
}

/** How often to speak; how often to look is somebody else's setting. */
export interface SpeakPolicy {
  pendingAfterMs: number;
  remindEveryMs: number;
  /** Minutes since midnight in `timezone`. */
  quietHours?: { from: number; to: number };
  timezone: string;
}

/** What a tick decided to say. One digest stands for several alerts that are due at once. */
export type Speech =
  | { kind: 'reminder'; alert: Alert }
  | { kind: 'digest'; alerts: Alert[] }
  /** `peeringGone`: not mended, but over, because the peering is no longer there. */
  | { kind: 'resolved'; alert: Alert; lastedMs: number; peeringGone?: true }
  | { kind: 'unreachable'; since: number; reason: string }
  | { kind: 'reachable-again'; since: number };
