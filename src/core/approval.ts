import { type Actor, isApprover, type RightsPolicy, sayOutsider } from './authorize.ts';
import type { Plan } from './plan/plan.ts';

/** `void`: an approver said yes, but the plan no longer held. */
export type ApprovalOutcome = 'approved' | 'declined' | 'withdrawn' | 'expired' | 'void';

/** A protected change that waits for somebody's yes, or what became of it. Times are ms since 1970. */
export interface Approval {
  id: string;
  plan: Plan;
  /** Slack user id. */
  requestedBy: string;
  requestedAt: number;
  /** From then on it cannot be answered. */
  expiresAt: number;
  /** User and user-group ids that were asked. */
  approvers: string[];
  /** Absent while it waits. */
  decision?: {
    outcome: ApprovalOutcome;
    /** Slack user id; absent when nobody decided and the time was over. */
    by?: string;
    at: number;
    /** Plain text: why it was declined, or why it no longer held. */
    reason?: string;
  };
}

export type ApprovalAct = 'approve' | 'decline' | 'withdraw';

export type MayDecide = { may: true } | { may: false; reason: string; whoMay: string[] };

/** Whether this person may do that with this request now. */
export function mayDecide(
  act: ApprovalAct,
  approval: Approval,
  actor: Actor,
  policy: RightsPolicy,
  now: number,
): MayDecide {
  const refuse = (reason: string, whoMay: string[] = []): MayDecide => ({ may: false, reason, whoMay });
  const { requestedBy, expiresAt, decision } = approval;
  const own = actor.userId === requestedBy;

  if (actor.membership !== 'member') {
    return refuse(sayOutsider(actor.membership, 'decide about peerings'), policy.approvers);
  }
  if (act === 'withdraw' && !own) {
    return refuse('Only who asked for it may withdraw it; approvers may decline it.', [requestedBy]);
  }
  if (act !== 'withdraw') {
    if (own) {
      return refuse(
        `Your own request takes somebody else to ${act}; you may withdraw it.`,
        policy.approvers.filter((id) => id !== actor.userId),
      );
    }
    if (!isApprover(actor, policy)) return refuse(`Only approvers may ${act} this.`, policy.approvers);
  }
  if (decision) return refuse(`This was ${OUTCOMES[decision.outcome]} already.`);
  if (now >= expiresAt) return refuse('This request has expired: it has to be asked for again.');
  return { may: true };
}

/** E.g. "terminate prod-shop". */
export function sayRequest({ plan }: Pick<Approval, 'plan'>): string {
  return `${VERBS[plan.kind]} ${plan.peeringName}`;
}

/** What became of it, without who and when, e.g. "Declined: not during the freeze." */
export function sayOutcome({ decision }: Pick<Approval, 'decision'>): string {
  if (!decision) return 'Waiting for an approver.';
  const { outcome, reason } = decision;
  switch (outcome) {
    case 'approved':
      return 'Approved: it has started.';
    case 'declined':
      return `Declined: ${ended(reason ?? 'no reason given')}`;
    case 'withdrawn':
      return 'Withdrawn: nothing was changed.';
    case 'expired':
      return 'Expired: nobody decided in time. Nothing was changed.';
    case 'void':
      return `Closed, since it no longer holds: ${ended(reason ?? 'things have changed')} Nothing was changed.`;
  }
}

/** For the thread and for who asked; `time` in words. */
export function sayResult(approval: Pick<Approval, 'plan' | 'decision'>, time: string): string {
  const done = approval.decision?.by === undefined ? 'closed' : 'answered';
  return `Request to ${sayRequest(approval)}, ${done} at ${time}. ${sayOutcome(approval)}`;
}

/** Why a plan that was asked for is no longer the one that would be carried out. */
export function sayDifference(asked: Plan, now: Plan): string {
  if (asked.basedOnState === now.basedOnState) {
    return 'What would be done or break is no longer what was asked for.';
  }
  return `${asked.peeringName} was ${asked.basedOnState} when it was asked for and is ${now.basedOnState} now.`;
}

/** What keeps protected changes from ever being approved, as sentences for who runs the bot; empty when nothing does. */
export function approvalTroubles(policy: RightsPolicy, channel: string | undefined): string[] {
  const { operators, approvers, protectedNames } = policy;
  if (protectedNames.length === 0) return [];
  if (approvers.length === 0) {
    return [
      'PEERING_PROTECTED is set, but nobody could ever approve: name approvers in PEERING_APPROVERS. Until then what it names cannot be changed.',
    ];
  }
  const [only = '', ...others] = [...new Set(approvers)];
  const alone = others.length === 0 && !only.startsWith('S');
  const nobodyElseAsks = operators.every((id) => id === only);
  return [
    ...(alone
      ? [
          nobodyElseAsks
            ? `${only} is the only approver and the only one who may ask, so nobody could ever approve: name somebody else in PEERING_APPROVERS or PEERING_OPERATORS.`
            : `${only} is the only approver, so nobody could approve what they ask for themselves: name a second one, or a user group, in PEERING_APPROVERS.`,
        ]
      : []),
    ...(channel
      ? []
      : ['PEERING_PROTECTED is set, but there is no channel to ask approvers in: set PEERING_CHANNEL.']),
  ];
}

const VERBS: Record<Plan['kind'], string> = {
  create: 'create',
  'allow-access': 'allow access for',
  'request-again': 'request again',
  complete: 'complete',
  terminate: 'terminate',
};

const OUTCOMES: Record<ApprovalOutcome, string> = {
  approved: 'approved',
  declined: 'declined',
  withdrawn: 'withdrawn',
  expired: 'closed, since nobody decided in time,',
  void: 'closed, since it no longer held,',
};

const ended = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
