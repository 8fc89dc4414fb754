import type { OperationSummary } from './api.ts';
import type { OperationDocument } from './operation-document.ts';
import type { Progress } from './progress.ts';

export function summarizeOperation(operation: OperationDocument, progress: Progress): OperationSummary {
  const { id, plan, peeringId, status, failure, ref } = operation;
  return {
    id,
    kind: plan.kind,
    peeringName: plan.peeringName,
    ...(peeringId !== undefined && { peeringId }),
    status,
    progress: progress.of(operation),
    ...(failure && { failure: { ...failure, ref } }),
  };
}
