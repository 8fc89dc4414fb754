import type { ApprovalAct } from '../../core/approval.ts';
import type { AuditEntry } from '../../core/ports.ts';
import type { ApprovalDocument } from './approval-document.ts';

/** What the audit log calls it when the bot itself closes a request. */
const BOT = 'peering-bot';

const ACTS = { approved: 'approve', void: 'approve', declined: 'decline', withdrawn: 'withdraw' } as const;

export function askedLine(approval: ApprovalDocument): AuditEntry {
  return {
    at: approval.requestedAt,
    ...approval.requestedBy,
    action: approval.plan.kind,
    ...about(approval),
    decision: 'none',
    outcome: 'approval-asked',
    ref: approval.ref,
  };
}

export function decidedLine(
  approval: ApprovalDocument,
  decision: NonNullable<ApprovalDocument['decision']>,
): AuditEntry {
  const { outcome, by, teamId, at, reason, ref } = decision;
  const isApprover = outcome === 'approved' || outcome === 'declined' || outcome === 'void';
  return {
    at,
    userId: by ?? BOT,
    ...(teamId !== undefined && { teamId }),
    action: outcome === 'expired' ? 'expire' : ACTS[outcome],
    ...about(approval),
    decision: outcome === 'expired' ? 'none' : 'allowed',
    ...(isApprover && by !== undefined && { approverId: by }),
    outcome: outcome === 'void' ? 'plan-changed' : outcome,
    ...(reason !== undefined && { detail: reason }),
    ref,
  };
}

/** Somebody tried to decide who may not, or too late. */
export function refusedLine(
  approval: ApprovalDocument,
  attempt: {
    act: ApprovalAct;
    by: { userId: string; teamId?: string };
    at: number;
    outcome: string;
    reason: string;
    ref: string;
  },
): AuditEntry {
  const { act, by, at, outcome, reason, ref } = attempt;
  return {
    at,
    ...by,
    action: act,
    ...about(approval),
    decision: outcome === 'refused' ? 'refused' : 'allowed',
    outcome,
    detail: reason,
    ref,
  };
}

function about({ plan, digest }: ApprovalDocument) {
  return {
    peeringName: plan.peeringName,
    ...(plan.peeringId !== undefined && { peeringId: plan.peeringId }),
    planDigest: digest,
  };
}
