import type { SnoozeChoice } from '../core/alerts/snooze-until.ts';
import type { Approval } from '../core/approval.ts';
import type { Actor } from '../core/authorize.ts';
import type { BotFix, Verdict } from '../core/chain/link.ts';
import type { CreateForm, FieldProblem } from '../core/create-form.ts';
import type { CodeExport } from '../core/export/export-as-code.ts';
import type { Cluster, Observation, Peering, Reading, YugabyteVpc } from '../core/peering.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { CardAlert, CardView } from '../core/ports.ts';
import type { StageDuration } from '../core/stages/stage.ts';
import type { OpenedHome } from './home/opened-home.ts';

export type { OpenedHome } from './home/opened-home.ts';

/** How old what is shown is, and why it is not newer. */
export interface Freshness {
  at: number;
  /** Older than it should be: show its age. */
  old: boolean;
  refreshFailed?: { at: number; reason: string; ref?: string };
}

/** The menu's summary. */
export interface Overview {
  freshness: Freshness;
  total: number;
  byState: { state: string; count: number }[];
  /** Peerings that wait for somebody or are broken, the most urgent first, a few. */
  attention: PeeringRow[];
}

export interface PeeringRow {
  id: string;
  name: string;
  provider: string;
  /** AWS VPC id or GCP network name. */
  externalVpcId: string;
  yugabyteVpcName: string;
  state: string;
  /** e.g. "Pending: waiting to be accepted in AWS account 111122223333, 5 days left". */
  sentence: string;
  /** False while it is being deleted. */
  terminable: boolean;
}

export interface ListFilter {
  /** Words that must occur in name, ids, network, account, project or Yugabyte VPC. */
  search?: string;
  state?: string;
  provider?: string;
}

export interface Listing {
  freshness: Freshness;
  rows: PeeringRow[];
  /** All peerings there are, before filtering. */
  total: number;
  /** The states and providers that occur, for the filters' choices. */
  states: string[];
  providers: string[];
}

export interface PeeringDetails {
  freshness: Freshness;
  peering: Peering;
  /** Absent when VPCs could not be read. */
  yugabyteVpc?: YugabyteVpc;
  /** The clusters in the Yugabyte VPC, each with whether the application VPC is let in (`undefined`: not known). */
  clusters: { cluster: Cluster; letIn: boolean | undefined; allowLists: string[] }[];
  verdict: Verdict;
  fixes: BotFix[];
  terminable: boolean;
  /** What the bot reminds of. */
  alert?: CardAlert;
  /** The operation that is running on it now. */
  running?: NonNullable<CardView['progress']> & { by: string };
}

export type FoundByName =
  | { found: 'one'; peering: Peering }
  | { found: 'many'; peerings: Peering[] }
  | { found: 'none'; nearest?: string };

/** What happened to a peering, one event. */
export interface HistoryEvent {
  at: number;
  /** `asked`: somebody wanted something; `stopped`: it was begun and failed; `refused`: nothing was begun. */
  kind: 'asked' | 'news' | 'stopped' | 'refused';
  /** Plain text. */
  sentence: string;
  /** Slack user ids; absent for what the bot, Yugabyte or a cloud did. */
  by?: string;
  approvedBy?: string;
  /** For the audit log and the log. */
  ref?: string;
}

/** A peering's whole story, also of earlier ones of its name that are gone. */
export interface PeeringHistory {
  name: string;
  /** Absent when it is gone, or when Yugabyte could not be read. */
  peering?: Peering;
  /** Yugabyte was read and does not have it. */
  gone: boolean;
  /** Oldest first. */
  events: HistoryEvent[];
}

/** By name as a person types it, or by peering id. */
export type HistoryOf = { name: string } | { peeringId: string };

export type FoundHistory = { found: 'one'; history: PeeringHistory } | Exclude<FoundByName, { found: 'one' }>;

/** A plan as shown, with what binds a confirmation to it. */
export interface ShownPlan {
  plan: Plan;
  digest: string;
  /** ms since 1970; a confirmation that comes too late is refused. */
  shownAt: number;
}

export type PlanAnswer =
  | ({ planned: true } & ShownPlan)
  /** Nothing to do, e.g. already gone or already let in; the sentence says so. */
  | { planned: false; sentence: string };

/** What is confirmed: the inputs from which the plan is made again, and the digest that it must still have. */
export interface Confirmation {
  intent: Intent;
  digest: string;
  shownAt: number;
  /** Names this one confirmation (view id, say): the same one twice starts one operation. */
  confirmationId: string;
}

/** From the application's cloud, where it can be read. */
export interface Offers {
  /** AWS VPCs, or GCP networks. */
  vpcs: { id: string; name?: string; cidrs: string[] }[];
  /** The networks of the one that is filled in. */
  cidrs: string[];
}

export type Intent =
  /** `leaveOut`: ids of route tables that are not touched. */
  | { kind: 'create'; form: CreateForm; leaveOut?: string[] }
  | { kind: 'complete'; peeringId: string; leaveOut?: string[] }
  | { kind: 'allow-access'; peeringId: string; cidr?: string }
  | { kind: 'terminate'; peeringId: string; withdrawAccess: boolean; cleanUp?: boolean }
  /** An expired request, with the same values. */
  | { kind: 'request-again'; peeringId: string };

export type ConfirmAnswer =
  | { started: true; operationId: string; peeringName: string; again: boolean }
  /** The plan no longer holds or has expired: show this one instead. */
  | {
      started: false;
      why: string;
      /** Slack user id of who asked for the operation that is in the way. */
      by?: string;
      replan?: ShownPlan;
      /** It is protected, and others have been asked: it starts once one of them approves. */
      approval?: AskedApproval;
    };

export interface AskedApproval {
  id: string;
  /** User and user-group ids that were asked. */
  approvers: string[];
  /** ms since 1970. */
  expiresAt: number;
}

export type ApprovalDecision = { do: 'approve' } | { do: 'decline'; reason: string } | { do: 'withdraw' };

export type DecideAnswer =
  | { decided: true; approval: Approval }
  /** Nothing was changed; `whoMay`: user and user-group ids that may instead. */
  | { decided: false; why: string; whoMay: string[] };

export interface OperationSummary {
  id: string;
  kind: Plan['kind'];
  peeringName: string;
  peeringId?: string;
  status: 'running' | 'done' | 'failed';
  progress: NonNullable<CardView['progress']>;
  failure?: NonNullable<CardView['failure']>;
}

export interface ReminderReason {
  sentence: string;
  /** The rule, since when it holds, when it speaks next and why then. */
  words: string;
  /** The environment variable that governs that. */
  setting?: string;
}

/** How a person answers to the reminders of a peering. Until when to be silent is in ms since 1970. */
export type ReminderAnswer = { do: 'acknowledge' } | { do: 'snooze'; until: number } | { do: 'wake' };

/** Whose App Home it is. */
export interface HomeOf {
  actor: Actor;
  /** Those ids of `PEERING_OWNERS` that are this person, or a user group of theirs. */
  ownerIds: readonly string[];
}

/** What App Home shows one person, and what of it they may do. */
export interface Home {
  /** What waits for this person's yes, the oldest first. */
  toDecide: Approval[];
  /** What this person has asked for and nobody has decided yet. */
  asked: Approval[];
  /** `ok: false`: nothing of Yugabyte was ever read. */
  peerings: Reading<HomePeerings>;
  /** How long the stages take; those that were not measured are missing. */
  stages: StageDuration[];
  mayCreate: boolean;
  /** Nobody is set up to change anything. */
  readOnly: boolean;
}

export interface HomePeerings extends Pick<Overview, 'freshness' | 'total' | 'byState'> {
  /** Where the next thing to do is this person's; the most urgent first. */
  myTurn: HomeTurn[];
  /** Asked for by this person; Yugabyte does not list them yet. */
  requesting: { name: string; yugabyteVpcName: string }[];
  /** Requested by this person, or of an account or project of theirs; by name. */
  mine: PeeringRow[];
}

export interface HomeTurn {
  row: PeeringRow;
  verdict: Verdict;
  /** What the bot can do about it and this person may ask for. */
  fixes: BotFix[];
  /** What the bot reminds of. */
  alert?: CardAlert;
}

/** Everything that a surface can ask for. `ref` is the reference id of the interaction, for the log and the audit. */
export interface Operations {
  /** At once, from the last known observation; `undefined` when nothing was ever read. */
  overview(): Overview | undefined;
  /** Resolves when an observation is there to show; throws `PeeringBotError` when none could be read. */
  ready(): Promise<void>;
  /** True when `list`, `details` and `createChoices` would answer without waiting for Yugabyte. */
  isWarm(): boolean;
  list(filter?: ListFilter): Promise<Listing>;
  findByName(name: string): Promise<FoundByName>;
  /** Also of a peering that is gone; `none` where nothing is known of it. Answers when Yugabyte cannot be read, too. */
  history(of: HistoryOf): Promise<FoundHistory>;
  /** `fresh`: read again first. Throws `peering-gone`. */
  details(peeringId: string, options?: { fresh?: boolean }): Promise<PeeringDetails>;

  /** A peering as it stands, as Terraform and command lines. Throws `peering-gone`. */
  exportAsCode(peeringId: string): Promise<{ name: string; code: CodeExport }>;

  /** Yugabyte VPCs to choose from, peerable ones first, with the reason why another cannot be chosen. */
  createChoices(): Promise<{ vpc: YugabyteVpc; notPeerable?: string }[]>;
  suggestName(yugabyteVpcId: string): Promise<string>;
  checkCreate(form: CreateForm, only?: (keyof CreateForm)[]): Promise<FieldProblem[]>;
  /** What the application's cloud has to offer for a form that is being filled in. Never rejects. */
  offers(form: CreateForm): Promise<Offers>;

  /** Makes the plan for an intent, changing nothing. For `create`, call `checkCreate` first. */
  plan(intent: Intent): Promise<PlanAnswer>;
  /** Checks the right and the plan again, journals the operation, starts it. Throws `not-allowed`. */
  confirm(confirmation: Confirmation, actor: Actor, ref: string): Promise<ConfirmAnswer>;
  /** Writes the refused attempt to the audit log, with the sentence that was shown. */
  refused(
    action: Intent['kind'] | 'decline',
    peering: { id?: string; name?: string },
    actor: Actor,
    ref: string,
    reason: string,
  ): Promise<void>;

  /** A request for approval as it stands. */
  approval(id: string): Promise<Approval | undefined>;
  /** Decides a request once; checks the right and, to approve, the plan again. Who may not is in the audit log. */
  decide(id: string, decision: ApprovalDecision, actor: Actor, ref: string): Promise<DecideAnswer>;

  operation(id: string): Promise<OperationSummary | undefined>;
  /** The card of a peering as it would be drawn now, by peering id or card id. */
  cardView(id: string): Promise<CardView | undefined>;
  /** Draws the card again if it differs from what is in the channel. */
  refreshCard(id: string): Promise<void>;

  /** False when nothing is reminded of any more. Throws `not-allowed`. */
  answerReminder(peeringId: string, answer: ReminderAnswer, actor: Actor, ref: string): Promise<boolean>;
  /** Until when somebody wants silence, or what is wrong with that, as a sentence for the field. */
  snoozeUntil(choice: SnoozeChoice): number | { problem: string };
  /** The time zone of the reminders. */
  timezone(): string;
  /** Why a peering is reminded of, one for each thing; none when it is not. */
  whyReminded(peeringId: string): Promise<ReminderReason[]>;

  /** Answers when Yugabyte cannot be read, too. Who may not read must not be shown it. */
  home(of: HomeOf): Promise<Home>;
  /** Whose Home is to be kept up to date; who opened it last comes first. */
  openedHomes(): Promise<OpenedHome[]>;
  /** Never rejects. */
  keepHome(home: OpenedHome): Promise<void>;
  /** Calls back whenever something that is shown somewhere may have changed. Returns what ends that. */
  onChange(listener: () => void): () => void;

  observation(): Observation | undefined;
  /** Takes up what a former process left, and follows what waits. */
  resume(): Promise<void>;
  /** Lets the step in hand finish its journal entry, then stops; what is left resumes on the next start. */
  stop(): Promise<void>;
  /** Cards or notes that could not be delivered, for readiness. */
  undelivered(): { where: string; reason: string; since: number }[];
}
