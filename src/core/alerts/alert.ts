import type { BotFix, Deadline, Owner } from '../chain/link.ts';
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
  /** Clusters that let the application in when last read: what is not covered now was covered once. */
  coveredClusterIds: string[];
  requestedAt?: { at: number; certainty: 'exact' | 'at-latest' };
  /** The bot itself terminated it, so that its going is no news. */
  terminatedByBot?: boolean;
}

/** One thing that is worth speaking about, judged from one observation. */
export interface Condition {
  /** Stable over ticks: rule, peering and, where there is one, cluster. */
  key: string;
  /** e.g. `pending`, `allowed.not-covered`, `allowed.no-longer-covered`, `allowed.ignored-entries`, `expired`, `failed`, `gone`, `changed`. */
  rule: string;
  peeringId: string;
  peeringName: string;
  application: ApplicationVpc;
  /** Plain text, one sentence. */
  sentence: string;
  owner: Owner;
  deadline?: Deadline;
  fixes: BotFix[];
  /** Since when it holds. */
  since: number;
  /** Not spoken about before. */
  dueAt: number;
  /** Moments at which it is spoken about again although it is not yet time, e.g. 3 days, 1 day, 6 hours before a deadline. */
  milestones: { at: number; name: string }[];
}

/** A condition that is being followed; stored as `alert:<key>`. */
export interface Alert {
  condition: Condition;
  spoken: { at: number; count: number; milestone?: string } | undefined;
  /** "I'm on it": silent until `falls`, unless a milestone passes. */
  acknowledged?: { by: string; at: number; falls: number };
  snoozed?: { by: string; at: number; until: number };
  resolvedAt?: number;
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
  | { kind: 'resolved'; alert: Alert; lastedMs: number }
  | { kind: 'unreachable'; since: number; reason: string }
  | { kind: 'reachable-again'; since: number };
