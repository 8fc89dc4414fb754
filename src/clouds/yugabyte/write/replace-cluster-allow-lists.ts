import type { ManagedDb } from '../../../core/ports.ts';
import type { Account } from '../read/account.ts';
import type { Lists } from '../read/lists.ts';
import type { Settled, WriteOnce } from './write-once.ts';

const done: Settled<undefined> = { result: undefined };

export function createReplaceClusterAllowLists(
  account: Account,
  lists: Lists,
  writeOnce: WriteOnce,
): ManagedDb['replaceClusterAllowLists'] {
  return async (cluster, allowListIds) => {
    const wanted = new Set(allowListIds);
    await writeOnce<undefined>({
      request: {
        method: 'PUT',
        path: '/accounts/{account}/projects/{project}/clusters/{cluster}/allow-lists',
        params: { ...(await account.place()), cluster },
        body: [...wanted],
        doing: "Setting the cluster's allow lists",
      },
      settledBy: (outcome) => (outcome.ok ? done : undefined),
      async look() {
        const now = await lists.clusterAllowLists(cluster);
        return now.length === wanted.size && now.every(({ id }) => wanted.has(id)) ? done : undefined;
      },
    });
  };
}
