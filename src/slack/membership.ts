import type { Actor } from '../core/authorize.ts';

/** What `users.info` tells of somebody, as far as it is looked at. */
interface SlackUser {
  team_id?: string;
  enterprise_user?: { teams?: string[] };
  is_bot?: boolean;
  is_stranger?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
}

/** What somebody is in the workspace `team`, the one that the app is installed in. */
export function membershipIn(
  team: string | undefined,
  user: SlackUser,
): Exclude<Actor['membership'], 'unknown'> {
  if (user.is_bot) return 'bot';
  if (user.is_stranger || isElsewhere(team, user)) return 'external';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return 'member';
}

function isElsewhere(team: string | undefined, { team_id: own, enterprise_user }: SlackUser): boolean {
  if (team === undefined || own === undefined || own === team) return false;
  return !enterprise_user?.teams?.includes(team);
}
