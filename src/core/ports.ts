import type { Approval } from './approval.ts';
import type { BotFix, Deadline, LinkName, Verdict } from './chain/link.ts';
import type {
  AllowList,
  ApplicationVpc,
  Cluster,
  Observation,
  Peering,
  PeeringSpec,
  YugabyteTask,
} from './peering.ts';
import type { Plan } from './plan/plan.ts';

/** Time from outside: the sandbox turns it. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Runs `work` once after `ms`; the returned function cancels it. */
  after(ms: number, work: () => void): () => void;
  /** Lets all others have their turn, people and programs: whoever computes for long does so in between. */
  rest(): Promise<void>;
}

/** The managed database's control plane. Every method throws `PeeringBotError`. */
export interface ManagedDb {
  /** The last known observation at once, however old; starts a refresh behind the scenes when it is due. */
  peek(): Observation | undefined;
  /**
   * An observation at most `maxAgeMs` old (default: what the implementation calls fresh). Where reading fails and an
   * older one exists, that one is returned with `refreshFailed` set; throws only where nothing was ever read.
   * `clouds`: which peerings are looked at in AWS and GCP as well (ids, or all); for the others the last look stays.
   * `place`: the application VPC of a peering that is still to be made.
   */
  observe(options?: {
    maxAgeMs?: number;
    clouds?: 'all' | readonly string[];
    place?: ApplicationVpc;
  }): Promise<Observation>;
  /** Live, never cached; `undefined` when Yugabyte has no such peering (any more). */
  getPeering(id: string): Promise<Peering | undefined>;
  /** Live, every page. */
  listPeerings(): Promise<Peering[]>;
  /** Creates it once: when the answer is lost, looks for it before trying again. */
  requestPeering(spec: PeeringSpec): Promise<Peering>;
  /** Already gone is success. */
  terminatePeering(id: string): Promise<void>;
  listAllowLists(): Promise<AllowList[]>;
  createAllowList(spec: { name: string; description: string; entries: string[] }): Promise<AllowList>;
  /** Already gone is success. */
  deleteAllowList(id: string): Promise<void>;
  getCluster(id: string): Promise<Cluster | undefined>;
  clusterAllowLists(clusterId: string): Promise<AllowList[]>;
  /** Replaces the complete set. Eventually consistent: read again until it shows. */
  replaceClusterAllowLists(clusterId: string, allowListIds: string[]): Promise<void>;
  /** Newest first. */
  tasks(query: { type: string; entityId?: string; limit?: number }): Promise<YugabyteTask[]>;
}

/** A stored document with the version that the next write must name. */
export interface Versioned<T> {
  key: string;
  version: number;
  value: T;
}

/** What becomes of one document; without a value it goes. */
export interface DocumentChange<T = unknown> {
  key: string;
  /** 0: it does not exist yet. */
  expectedVersion: number;
  value?: T;
}

/** One line of the audit log. Append-only. */
export interface AuditEntry {
  at: number;
  /** Slack user and team ids; `peering-bot` for what the bot does by itself. */
  userId: string;
  teamId?: string;
  /** e.g. `create`, `allow-access`, `terminate`. */
  action: string;
  peeringName?: string;
  peeringId?: string;
  planDigest?: string;
  decision: 'allowed' | 'refused' | 'none';
  /** Slack user id of who approved it, where that takes somebody. */
  approverId?: string;
  /** What came of it: `started`, `done`, `failed`, `refused`, … and a sentence. */
  outcome: string;
  detail?: string;
  ref: string;
}

/** All that is given must match; the name without regard to case. */
export interface AuditFilter {
  /** ms since 1970. */
  since?: number;
  peeringName?: string;
  peeringId?: string;
}

/**
 * Small versioned documents and an append-only audit log. Keys are `kind:id`. Values are plain JSON.
 * Throws `PeeringBotError` with `store-conflict` when the expected version is not the stored one.
 */
export interface Store {
  get<T>(key: string): Promise<Versioned<T> | undefined>;
  /** Every document whose key starts with `prefix`, in key order. */
  list<T>(prefix: string): Promise<Versioned<T>[]>;
  /** `expectedVersion` 0: must not exist yet. Resolves with the new version, one more, once it is durable. */
  put<T>(key: string, value: T, expectedVersion: number): Promise<number>;
  remove(key: string, expectedVersion: number): Promise<void>;
  /**
   * All of these changes, each of another document, or none of them; resolves once they are durable. Puts the values into words
   * little by little: they must stay as they are until then.
   */
  commit(changes: readonly DocumentChange[]): Promise<void>;
  appendAudit(entry: AuditEntry): Promise<void>;
  /** Oldest first. */
  readAudit(filter?: AuditFilter): Promise<AuditEntry[]>;
  /** Throws when nothing could be written now. */
  checkWritable(): Promise<void>;
  close(): Promise<void>;
}

/** What a card shows; plain data, the same for every surface. */
export interface CardView {
  cardId: string;
  /** Changes whenever what is drawn changes: buttons carry it, an old one redraws. */
  version: string;
  peeringName: string;
  peeringId?: string;
  spec: PeeringSpec;
  yugabyteVpcName: string;
  /** `REQUESTING` before Yugabyte knows it, `TERMINATED` once it is gone; Yugabyte's own state otherwise. */
  state: string;
  /** The bot has taken away what stayed at the application's cloud. */
  cleanedUp?: true;
  /** `made` by the bot, or `found`: somebody made it without the bot. */
  origin: 'made' | 'found';
  /** Who asked for it or, where it was found, for a change of it; absent where nobody asked the bot for anything. */
  requestedBy?: string;
  /** When it was asked for or, where it was found, since when the bot follows it. */
  requestedAt: number;
  verdict?: Verdict;
  /**
   * A running operation's progress in words, e.g. "Step 2 of 3: putting the allow list on orders-db". `seesTo`: the links
   * that it is about to mend; none while it is held up.
   */
  progress?: { kind: Plan['kind']; sentence: string; step: number; of: number; seesTo: LinkName[] };
  /** Why the last operation stopped, if it failed. */
  failure?: { sentence: string; mend?: string; ref: string };
  /** When Yugabyte could not be read: since when and why. */
  stale?: { at: number; reason: string };
  fixes: BotFix[];
  terminable: boolean;
  /** What the bot reminds of, while it does. */
  alert?: CardAlert;
  /** What it reminded of last, once that is over. */
  resolved?: { sentence: string; lastedMs: number; at: number };
}

/** The alerts of one peering, as its card shows them. Times are ms since 1970. */
export interface CardAlert {
  sentences: string[];
  since: number;
  /** It was found so: it may have held for longer. */
  sinceAtLatest?: true;
  /** The first of theirs. */
  deadline?: Deadline;
  /** The reminders so far; absent when there was none yet. */
  reminded?: { count: number; at: number };
  /** Slack user ids are shown by name, without notifying anybody. */
  acknowledged?: { by: string; at: number; falls: number };
  snoozed?: { by: string; at: number; until: number };
}

export interface MessagePlace {
  channel: string;
  messageId: string;
}

/** A line in a thread, in the channel or in a person's DM. Plain text; `mention` is a Slack user or user-group id to be named once. */
export interface Note {
  text: string;
  mention?: string;
  /** Slack user id of who did it: shown by name behind the text, without notifying anybody. */
  by?: string;
}

/** Several reminders in one message. */
export interface DigestView {
  lines: DigestLine[];
  /** Where one message does not hold them all: which of how many this is, from 1. */
  part: number;
  parts: number;
}

export interface DigestLine {
  /** Absent once the peering is gone. */
  peeringId?: string;
  peeringName: string;
  sentence: string;
  since: number;
  /** It was found so: it may have held for longer. */
  sinceAtLatest?: true;
  deadline?: Deadline;
  /** Slack user or user-group id to be named. */
  mention?: string;
}

/**
 * Speaks to people. `marker` is stored with the message so that a message whose answer was lost is found again.
 * Throws `PeeringBotError`: `not-in-channel`, `channel-archived`, `channel-not-found`, `message-gone`, `rate-limited`, `slack-failed`.
 */
export interface Notifier {
  postCard(channel: string, marker: string, card: CardView): Promise<MessagePlace>;
  updateCard(place: MessagePlace, marker: string, card: CardView): Promise<void>;
  /** In the thread of `under`, else in the channel itself. */
  postApproval(
    where: { channel: string; under?: MessagePlace },
    marker: string,
    approval: Approval,
  ): Promise<MessagePlace>;
  updateApproval(place: MessagePlace, marker: string, approval: Approval): Promise<void>;
  postNote(place: MessagePlace, marker: string, note: Note): Promise<MessagePlace>;
  postDigest(channel: string, marker: string, digest: DigestView): Promise<MessagePlace>;
  /** A line in the channel itself. */
  postNotice(channel: string, marker: string, note: Note): Promise<MessagePlace>;
  /** Looks for the message that carries `marker` in the channel (or in the thread of `under`). */
  findMessage(
    channel: string,
    marker: string,
    since: number,
    under?: MessagePlace,
  ): Promise<MessagePlace | undefined>;
  tell(userId: string, note: Note): Promise<void>;
}
