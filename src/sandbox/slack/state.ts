import type { Json } from './block-kit/checks.ts';
import type { SeedApp, SeedUserGroup, WorkspaceSeed } from './seed.ts';
import type { Values } from './view-values.ts';

export interface User {
  id: string;
  name: string;
  realName: string;
  teamId: string;
  persona?: string;
  isBot: boolean;
  isAdmin: boolean;
  isRestricted: boolean;
  /** Of another workspace, here by Slack Connect. */
  isStranger: boolean;
  deleted: boolean;
}

export interface Channel {
  id: string;
  name: string;
  /** `dm`: one person with the app. */
  kind: 'channel' | 'private' | 'dm';
  topic: string;
  archived: boolean;
  members: string[];
}

export interface Message {
  channel: string;
  /** seconds.micros, unique. */
  ts: string;
  threadTs?: string;
  /** Author. */
  user: string;
  text: string;
  blocks?: Json[];
  attachments?: unknown[];
  metadata?: { event_type: string; event_payload: Json };
  editedTs?: string;
  /** A reply that also shows in the channel. */
  broadcast?: boolean;
  /** Seen by this user only, never in the history. */
  onlyFor?: string;
  /** The place of a deleted message that has replies. */
  tombstone?: boolean;
  reactions: { name: string; users: string[] }[];
}

export interface View {
  id: string;
  hash: string;
  user: string;
  rootId: string;
  previousId?: string;
  /** As the app sent it, with the ids that Slack gives to blocks and elements without one. */
  definition: Json & { blocks: Json[] };
  values: Values;
  errors: Record<string, string>;
  busy: boolean;
  trouble?: string;
}

export interface Notice {
  id: string;
  user: string;
  channel: string;
  text: string;
}

export interface ScheduledMessage {
  id: string;
  channel: string;
  postAt: number;
  text: string;
}

/** Everything in the workspace, as plain data. */
export interface State {
  team: { id: string; name: string; domain: string };
  app: SeedApp;
  users: User[];
  userGroups: SeedUserGroup[];
  channels: Channel[];
  messages: Message[];
  /** Open modals by user, the last one on top. */
  modals: Record<string, View[]>;
  /** The app's Home by user. */
  homes: Record<string, View>;
  notices: Notice[];
  scheduled: ScheduledMessage[];
  /** What people chose in messages without anything being stored there: `<user> <channel> <ts>` to values. */
  messageValues: Record<string, Values>;
  /** `<user> <channel>` to the newest ts seen there. */
  lastRead: Record<string, string>;
  postingBurst: number;
}

/** Throws when a token does not look made up: a real one must never end up here. */
export function createState(seed: WorkspaceSeed): State {
  const { botToken, appToken } = seed.app;
  if (!botToken.startsWith('xoxb-local-') || !appToken.startsWith('xapp-local-')) {
    throw new Error('The sandbox takes made-up tokens only: xoxb-local-… and xapp-local-….');
  }
  const users = seed.users.map((user) => ({
    teamId: seed.team.id,
    isBot: false,
    isAdmin: false,
    isRestricted: false,
    isStranger: user.teamId !== undefined && user.teamId !== seed.team.id,
    deleted: false,
    ...user,
  }));
  return {
    team: { ...seed.team },
    app: structuredClone(seed.app),
    users,
    userGroups: structuredClone(seed.userGroups),
    channels: [
      ...seed.channels.map((channel) => ({ archived: false, ...structuredClone(channel) })),
      ...users.filter((user) => user.persona).map((user) => directMessage(user, seed.app.botUserId)),
    ],
    messages: [],
    modals: {},
    homes: {},
    notices: [],
    scheduled: [],
    messageValues: {},
    lastRead: {},
    postingBurst: seed.postingBurst,
  };
}

/** The app's direct message with `U0X` is `D0X`. */
export function directMessage(user: { id: string; name: string }, bot: string): Channel {
  return {
    id: `D${user.id.slice(1)}`,
    name: user.name,
    kind: 'dm',
    topic: '',
    archived: false,
    members: [user.id, bot],
  };
}
