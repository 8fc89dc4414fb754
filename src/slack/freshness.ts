import type { Freshness } from '../operations/api.ts';
import { code, date, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** How old what is shown is, when that is worth saying. */
export function freshnessLine({ at, old, refreshFailed }: Freshness): Mrkdwn | undefined {
  if (refreshFailed) {
    const ref = refreshFailed.ref ? mrkdwn` Reference: ${code(refreshFailed.ref)}` : undefined;
    return mrkdwn`:warning: As of ${date(at)}. Yugabyte could not be read since: ${refreshFailed.reason}${ref}`;
  }
  return old ? mrkdwn`:hourglass: As of ${date(at)}; it is being read again.` : undefined;
}
