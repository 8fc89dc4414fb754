/** What a workspace starts with. All ids, tokens and names are made up. */
export interface WorkspaceSeed {
  team: { id: string; name: string; domain: string };
  app: SeedApp;
  users: SeedUser[];
  userGroups: SeedUserGroup[];
  channels: SeedChannel[];
  /** How many messages a channel takes at once before the limit of one a second holds. */
  postingBurst: number;
}

export interface SeedApp {
  id: string;
  name: string;
  botUserId: string;
  botId: string;
  /** Must start with `xoxb-local-`; every token with that prefix is taken for the bot's. */
  botToken: string;
  /** Must start with `xapp-local-`. */
  appToken: string;
  signingSecret: string;
  /** Granted to the bot token. */
  scopes: string[];
  commands: SeedCommand[];
  shortcuts: { callbackId: string; name: string; description: string }[];
  /** Bot events the app subscribed to. */
  botEvents: string[];
  homeTab: boolean;
}

export interface SeedCommand {
  /** With the slash. */
  command: string;
  description: string;
  usageHint: string;
  shouldEscape: boolean;
}

export interface SeedUser {
  id: string;
  name: string;
  realName: string;
  /** Absent for users that nobody can play. */
  persona?: 'operator' | 'approver' | 'viewer' | 'guest';
  /** Another workspace's team id, for someone who is here by Slack Connect. */
  teamId?: string;
  isBot?: boolean;
  isAdmin?: boolean;
  /** A guest. */
  isRestricted?: boolean;
  deleted?: boolean;
}

export interface SeedUserGroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
}

export interface SeedChannel {
  id: string;
  name: string;
  kind: 'channel' | 'private';
  topic: string;
  archived?: boolean;
  members: string[];
}

const everyone = ['U0OPERATOR', 'U0APPROVER', 'U0VIEWER'];

export function defaultSeed(): WorkspaceSeed {
  return {
    team: { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' },
    app: {
      id: 'A0PEERING',
      name: 'Peering Bot',
      botUserId: 'U0PEERBOT',
      botId: 'B0PEERING',
      botToken: 'xoxb-local-sandbox-not-a-real-token',
      appToken: 'xapp-local-sandbox-not-a-real-token',
      signingSecret: 'local-signing-secret-not-real',
      scopes: [
        'commands',
        'chat:write',
        'users:read',
        'usergroups:read',
        'channels:read',
        'groups:read',
        'channels:history',
        'groups:history',
        'im:history',
      ],
      commands: [
        {
          command: '/peering',
          description: 'VPC peerings: list, details, create, terminate',
          usageHint: '[list | details NAME | create | terminate NAME | help]',
          shouldEscape: true,
        },
      ],
      shortcuts: [
        { callbackId: 'peering', name: 'Peerings', description: 'List, create and terminate VPC peerings' },
      ],
      botEvents: ['app_home_opened', 'subteam_members_changed', 'user_change'],
      homeTab: true,
    },
    users: [
      {
        id: 'U0OPERATOR',
        name: 'olivia',
        realName: 'Olivia Operator',
        persona: 'operator',
        isAdmin: true,
      },
      { id: 'U0APPROVER', name: 'aaron', realName: 'Aaron Approver', persona: 'approver' },
      { id: 'U0VIEWER', name: 'vera', realName: 'Vera Viewer', persona: 'viewer' },
      { id: 'U0GUEST', name: 'gus', realName: 'Gus Guest', persona: 'guest', isRestricted: true },
      { id: 'U0EXTERN', name: 'elsa', realName: 'Elsa Extern', teamId: 'T0OTHER' },
      { id: 'U0PEERBOT', name: 'peering', realName: 'Peering Bot', isBot: true },
    ],
    userGroups: [
      { id: 'S0PLATFORM', handle: 'platform', name: 'Platform team', users: ['U0OPERATOR'] },
      { id: 'S0APPROVE', handle: 'approvers', name: 'Approvers', users: ['U0APPROVER'] },
    ],
    channels: [
      {
        id: 'C0PEERINGS',
        name: 'db-peerings',
        kind: 'channel',
        topic: 'VPC peerings of the databases',
        members: [...everyone, 'U0GUEST', 'U0EXTERN', 'U0PEERBOT'],
      },
      { id: 'C0GENERAL', name: 'general', kind: 'channel', topic: 'Everything else', members: everyone },
    ],
    postingBurst: 30,
  };
}
