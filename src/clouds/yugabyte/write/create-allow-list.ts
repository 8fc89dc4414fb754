import type { AllowList } from '../../../core/peering.ts';
import type { ManagedDb } from '../../../core/ports.ts';
import type { Account } from '../read/account.ts';
import type { Lists } from '../read/lists.ts';
import { allowListRow } from '../wire/allow-list.ts';
import { single } from '../wire/answers.ts';
import { lookForNew } from './look-for-new.ts';
import { settledByRow } from './settled-by-row.ts';
import type { WriteOnce } from './write-once.ts';

const answer = single(allowListRow);

export function createCreateAllowList(
  account: Account,
  lists: Lists,
  writeOnce: WriteOnce,
): ManagedDb['createAllowList'] {
  return async ({ name, description, entries }) => {
    const doing = `Creating the allow list ${name}`;
    const isLike = (list: AllowList) =>
      list.name === name && comparable(list.entries) === comparable(entries);
    const look = await lookForNew(lists.allowListRows, isLike, doing);
    return writeOnce({
      request: {
        method: 'POST',
        path: '/accounts/{account}/projects/{project}/allow-lists',
        params: { ...(await account.place()) },
        body: { name, description, allow_list: entries },
        doing,
      },
      settledBy: settledByRow(answer),
      look,
    });
  };
}

/** A bare address may come back with `/32`; order does not matter. */
function comparable(entries: string[]): string {
  return [...new Set(entries.map((entry) => entry.trim().replace(/\/32$/, '')))].sort().join();
}
