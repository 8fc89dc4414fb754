import type { Actor } from '../core/authorize.ts';
import type { BotFix, Verdict } from '../core/chain/link.ts';
import type { CreateForm, FieldProblem } from '../core/create-form.ts';
import type { Cluster, Observation, Peering, YugabyteVpc } from '../core/peering.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { CardView } from '../core/ports.ts';

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
  /** The operation that is running on it now. */
  running?: NonNullable<CardView['progress']> & { by: string };
}

export type FoundByName =
  | { found: 'one'; peering: Peering }
  | { found: 'many'; peerings: Peering[] }
  | { found: 'none'; nearest?: string };

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

export type Intent =
  | { kind: 'create'; form: CreateForm }
  | { kind: 'allow-access'; peeringId: string; cidr?: string }
  | { kind: 'terminate'; peeringId: string; withdrawAccess: boolean };

export type ConfirmAnswer =
  | { started: true; operationId: string; peeringName: string; again: boolean }
  /** The plan no longer holds or has expired: show this one instead. */
  | {
      started: false;
      why: string;
      /** Slack user id of who asked for the operation that is in the way. */
      by?: string;
      replan?: ShownPlan;
    };

export interface OperationSummary {
  id: string;
  kind: Plan['kind'];
  peeringName: string;
  peeringId?: string;
  status: 'running' | 'done' | 'failed';
  progress: NonNullable<CardView['progress']>;
  failure?: NonNullable<CardView['failure']>;
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
  /** `fresh`: read again first. Throws `peering-gone`. */
  details(peeringId: string, options?: { fresh?: boolean }): Promise<PeeringDetails>;

  /** Yugabyte VPCs to choose from, peerable ones first, with the reason why another cannot be chosen. */
  createChoices(): Promise<{ vpc: YugabyteVpc; notPeerable?: string }[]>;
  suggestName(yugabyteVpcId: string): Promise<string>;
  checkCreate(form: CreateForm, only?: (keyof CreateForm)[]): Promise<FieldProblem[]>;

  /** Makes the plan for an intent, changing nothing. For `create`, call `checkCreate` first. */
  plan(intent: Intent): Promise<PlanAnswer>;
  /** Checks the right and the plan again, journals the operation, starts it. Throws `not-allowed`. */
  confirm(confirmation: Confirmation, actor: Actor, ref: string): Promise<ConfirmAnswer>;
  /** Writes the refused attempt to the audit log. */
  refused(
    action: Intent['kind'],
    peering: { id?: string; name?: string },
    actor: Actor,
    ref: string,
  ): Promise<void>;

  operation(id: string): Promise<OperationSummary | undefined>;
  /** The card of a peering as it would be drawn now, by peering id or card id. */
  cardView(id: string): Promise<CardView | undefined>;
  /** Draws the card again if it differs from what is in the channel. */
  refreshCard(id: string): Promise<void>;

  observation(): Observation | undefined;
  /** Takes up what a former process left, and follows what waits. */
  resume(): Promise<void>;
  /** Lets the step in hand finish its journal entry, then stops; what is left resumes on the next start. */
  stop(): Promise<void>;
  /** Cards or notes that could not be delivered, for readiness. */
  undelivered(): { where: string; reason: string; since: number }[];
}
