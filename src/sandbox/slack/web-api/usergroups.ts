import { type Method, SlackError } from './method.ts';

export const usergroupsMethods: Record<string, Method> = {
  'usergroups.list': {
    token: 'bot',
    scopes: ['usergroups:read'],
    run({ state }, args) {
      const usergroups = state.userGroups.map((group) => ({
        id: group.id,
        team_id: state.team.id,
        is_usergroup: true,
        name: group.name,
        handle: group.handle,
        description: '',
        date_delete: 0,
        ...(args.flag('include_users') && { users: group.users }),
        ...(args.flag('include_count') && { user_count: group.users.length }),
      }));
      return { usergroups };
    },
  },
  'usergroups.users.list': {
    token: 'bot',
    scopes: ['usergroups:read'],
    run({ state }, args) {
      const id = args.required('usergroup');
      const group = state.userGroups.find((one) => one.id === id);
      if (!group) throw new SlackError('no_such_subteam');
      return { users: group.users };
    },
  },
};
