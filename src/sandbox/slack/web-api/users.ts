import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import type { User } from '../state.ts';
import { type Method, SlackError } from './method.ts';
import { page } from './page.ts';

export const usersMethods: Record<string, Method> = {
  'users.info': {
    token: 'bot',
    scopes: ['users:read'],
    run(context, args) {
      const id = args.text('user');
      const user = context.state.users.find((one) => one.id === id);
      if (!user) throw new SlackError('user_not_found');
      return { user: wireUser(context, user) };
    },
  },
  'users.list': {
    token: 'bot',
    scopes: ['users:read'],
    run(context, args) {
      const { entries, metadata } = page(context.state.users, args);
      const members = entries.map((user) => wireUser(context, user));
      return { members, cache_ts: Math.floor(context.clock.now() / 1000), response_metadata: metadata };
    },
  },
};

function wireUser(context: Context, user: User): Json {
  const { app } = context.state;
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    real_name: user.realName,
    deleted: user.deleted,
    tz: 'Etc/UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    profile: {
      display_name: user.name,
      real_name: user.realName,
      team: user.teamId,
      ...(user.id === app.botUserId && { bot_id: app.botId, api_app_id: app.id }),
    },
    is_bot: user.isBot,
    is_app_user: false,
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isRestricted,
    is_ultra_restricted: false,
    ...(user.isStranger && { is_stranger: true }),
  };
}
