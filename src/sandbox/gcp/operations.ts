import { type Compute, checkPermission } from './compute.ts';
import { notFound } from './compute-error.ts';
import { origin } from './links.ts';
import type { NetworkRow, OperationRow, ProjectRow } from './rows.ts';

/** World time that a peering operation runs; in life some seconds to a minute. */
const runs = 4000;

/**
 * Starts an operation; `work` runs when it ends and gives the error it ends with. With a `requestId` that was seen
 * before, the first operation is given again and nothing starts.
 */
export function startOperation(
  compute: Compute,
  project: ProjectRow,
  network: NetworkRow,
  spec: { type: string; requestId?: string; effect: string },
  work: () => OperationRow['error'],
): OperationRow {
  const operation: OperationRow = {
    id: compute.nextId(),
    name: `operation-${compute.uuid()}`,
    operationType: spec.type,
    target: network.name,
    targetId: network.id,
    status: 'RUNNING',
    insertedAt: compute.clock.now(),
    ...(spec.requestId !== undefined && { requestId: spec.requestId }),
  };
  project.operations.push(operation);
  compute.agenda.later(runs, () => {
    const error = work();
    operation.status = 'DONE';
    operation.endedAt = compute.clock.now();
    if (error) operation.error = error;
    else compute.effects[spec.effect] = (compute.effects[spec.effect] ?? 0) + 1;
    compute.changed(project.id, network.name);
  });
  return operation;
}

export const findReplay = (project: ProjectRow, requestId: string | undefined) =>
  requestId === undefined ? undefined : project.operations.find((one) => one.requestId === requestId);

export function findOperation(project: ProjectRow, name: string): OperationRow {
  checkPermission(
    project,
    'compute.globalOperations.get',
    `projects/${project.id}/global/operations/${name}`,
  );
  const found = project.operations.find((one) => one.name === name || one.id === name);
  if (found) return found;
  throw notFound(`projects/${project.id}/global/operations/${name}`);
}

/** Real time that `wait` holds the line; Google's two minutes are best effort. */
const waitsAtMost = 2000;

/** Answers when the operation is done, or RUNNING after a while. */
export async function waitFor(operation: OperationRow) {
  const until = performance.now() + waitsAtMost;
  while (operation.status !== 'DONE' && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

export function showOperation(project: ProjectRow, operation: OperationRow) {
  const { error } = operation;
  return {
    kind: 'compute#operation',
    id: operation.id,
    name: operation.name,
    operationType: operation.operationType,
    targetLink: `${origin}/projects/${project.id}/global/networks/${operation.target}`,
    targetId: operation.targetId,
    status: operation.status,
    progress: operation.status === 'DONE' ? 100 : 0,
    user: 'sandbox@local-project.iam.gserviceaccount.example',
    insertTime: new Date(operation.insertedAt).toISOString(),
    startTime: new Date(operation.insertedAt).toISOString(),
    ...(operation.endedAt !== undefined && { endTime: new Date(operation.endedAt).toISOString() }),
    selfLink: `${origin}/projects/${project.id}/global/operations/${operation.name}`,
    ...(error && {
      error: { errors: [{ code: error.code, message: error.message }] },
      httpErrorStatusCode: error.httpStatus,
      httpErrorMessage: 'BAD REQUEST',
    }),
  };
}
