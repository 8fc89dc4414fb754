import type { Method } from './method.ts';

export const authMethods: Record<string, Method> = {
  'api.test': { token: 'any', scopes: [], run: (_context, { all }) => ({ args: all }) },
  'auth.test': {
    token: 'bot',
    scopes: [],
    run({ state: { app, team, users }, publicUrl }) {
      const bot = users.find((user) => user.id === app.botUserId);
      return {
        url: `${publicUrl()}/`,
        team: team.name,
        team_id: team.id,
        user: bot?.name,
        user_id: app.botUserId,
        bot_id: app.botId,
        is_enterprise_install: false,
      };
    },
  },
  'team.info': {
    token: 'bot',
    scopes: ['team:read'],
    run: ({ state: { team } }) => ({ team: { id: team.id, name: team.name, domain: team.domain } }),
  },
  'apps.connections.open': {
    token: 'app',
    scopes: ['connections:write'],
    run: ({ sockets, publicUrl }) => ({ url: publicUrl().replace(/^http/, 'ws') + sockets.mint() }),
  },
};
