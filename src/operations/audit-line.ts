import type { AuditEntry } from '../core/ports.ts';
import type { OperationDocument } from './operation-document.ts';

/** What the audit log keeps of an operation's beginning or end. */
export function auditLine(
  operation: OperationDocument,
  outcome: string,
  at: number,
  detail?: string,
): AuditEntry {
  const { by, plan, digest, ref, peeringId, approvedBy } = operation;
  return {
    at,
    ...by,
    action: plan.kind,
    peeringName: plan.peeringName,
    ...(peeringId !== undefined && { peeringId }),
    planDigest: digest,
    decision: 'allowed',
    ...(approvedBy !== undefined && { approverId: approvedBy }),
    outcome,
    ...(detail !== undefined && { detail }),
    ref,
  };
}
