import { hasCode } from '../../../core/errors.ts';
import type { Get } from '../http/get.ts';
import { bodyOf, type Outcome } from '../http/outcome.ts';
import type { Account } from '../read/account.ts';
import { understand } from '../read/understand.ts';
import { single } from '../wire/answers.ts';
import { removalRow } from '../wire/removal.ts';
import type { Settled, WriteOnce } from './write-once.ts';

const done: Settled<undefined> = { result: undefined };

/** Removes what lies at `path`. Already gone is success; so is being on its way out, since removal is asynchronous. */
export async function remove(
  target: { path: string; params: Record<string, string>; doing: string },
  { account, get, writeOnce }: { account: Account; get: Get; writeOnce: WriteOnce },
): Promise<void> {
  const look = async () => (isGone(await get(target), target.doing) ? done : undefined);
  const request = { ...target, params: { ...(await account.place()), ...target.params } };
  try {
    await writeOnce({
      request: { ...request, method: 'DELETE' },
      settledBy: (outcome) => (outcome.ok || outcome.gone ? done : undefined),
      look,
    });
  } catch (error) {
    // The conflict may be that somebody else is removing it already.
    if (!hasCode(error, 'conflict') || !(await look())) throw error;
  }
}

function isGone(outcome: Outcome, doing: string): boolean {
  if (!outcome.ok && outcome.gone) return true;
  const { state } = understand(single(removalRow), bodyOf(outcome), doing);
  return state === 'DELETING' || state === 'DELETED';
}
