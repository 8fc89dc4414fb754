import type { YugabyteTask } from '../../../core/peering.ts';
import type { ManagedDb } from '../../../core/ports.ts';
import type { Get } from '../http/get.ts';
import { bodyOf } from '../http/outcome.ts';
import { page } from '../wire/answers.ts';
import { taskRow } from '../wire/task.ts';
import type { Account } from './account.ts';
import { understand } from './understand.ts';

const doing = "Reading Yugabyte's tasks";

/** Tasks lie with the account; the project is named in the query. */
export function createTasks({ get, account }: { get: Get; account: Account }): ManagedDb['tasks'] {
  return async ({ type, entityId, limit = 10 }) => {
    const { project } = await account.place();
    const outcome = await get({
      path: '/accounts/{account}/tasks',
      query: {
        task_type: type,
        projectId: project,
        ...(entityId && { entity_id: entityId }),
        limit: Math.min(Math.max(1, limit), 100),
      },
      doing,
    });
    const { rows } = understand(page, bodyOf(outcome), doing);
    return rows
      .flatMap((row) => taskRow.safeParse(row).data ?? [])
      .sort(newestFirst)
      .slice(0, limit);
  };
}

const newestFirst = (a: YugabyteTask, b: YugabyteTask) => (b.createdAt ?? 0) - (a.createdAt ?? 0);
