import type { Get } from '../http/get.ts';
import type { Account } from './account.ts';

/**
 * Fills in account and project. Where a whole list is not found these are found out again: a project may have been
 * replaced while the bot runs.
 */
export function createGetInProject({ get, account }: { get: Get; account: Account }): Get {
  return async (request) => {
    const place = await account.place();
    const inPlace = (at: typeof place) => get({ ...request, params: { ...at, ...request.params } });
    const outcome = await inPlace(place);
    if (outcome.ok || outcome.status !== 404 || request.params) return outcome;
    account.forget();
    const now = await account.place();
    return now.account === place.account && now.project === place.project ? outcome : inPlace(now);
  };
}
