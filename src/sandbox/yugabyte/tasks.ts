import type { Database } from './database.ts';
import type { TaskRow } from './rows.ts';

export type TaskType =
  | 'CREATE_VPC'
  | 'DELETE_VPC'
  | 'CREATE_VPC_PEERING'
  | 'DELETE_VPC_PEERING'
  | 'EDIT_ALLOW_LIST';

/**
 * Adds a running task; the returned function ends it. There is no `entity_type`: a value that the compiled `ybm` does
 * not know fails its whole call, a missing one does not.
 */
export function startTask(
  db: Database,
  type: TaskType,
  entityId: string,
  at = db.now(),
): (state: 'SUCCEEDED' | 'FAILED') => void {
  const started = new Date(at).toISOString();
  const task: TaskRow = {
    info: {
      id: db.ids.uuid(),
      entity_id: entityId,
      task_type: type,
      state: 'IN_PROGRESS',
      locking: true,
      completed_on: null,
      metadata: { created_on: started, updated_on: started },
    },
  };
  db.tasks.push(task);
  return (state) => {
    if (task.info.state !== 'IN_PROGRESS') return;
    const ended = new Date(db.now()).toISOString();
    task.info.state = state;
    task.info.completed_on = ended;
    task.info.metadata.updated_on = ended;
  };
}
