import type { WebClient } from '@slack/web-api';
import type { Log } from './log.ts';

/** A person's name for places where a mention would notify them; the id itself when Slack cannot tell. */
export type NameOf = (userId: string) => Promise<string>;

const MOST_NAMES = 5000;

export function createNames(client: WebClient, log: Log): NameOf {
  const names = new Map<string, string>();
  return async (userId) => {
    const known = names.get(userId);
    if (known !== undefined) return known;
    try {
      const { user } = await client.users.info({ user: userId });
      const name = user?.profile?.display_name || user?.real_name || user?.name || userId;
      if (names.size >= MOST_NAMES) names.clear();
      names.set(userId, name);
      return name;
    } catch (error) {
      log.debug({ userId, error }, 'name not known');
      return userId;
    }
  };
}
