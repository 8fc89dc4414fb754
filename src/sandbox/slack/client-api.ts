/**
 * What the workspace page and the sandbox's Slack server say to each other, under `/client/` on the first port.
 * JSON in and out. `as` is a persona. Blocks and views are in Slack's own wire shape.
 */

export type PersonaName = 'operator' | 'approver' | 'viewer' | 'guest';

export interface ClientUser {
  id: string;
  name: string;
  realName: string;
  isBot: boolean;
  isGuest: boolean;
  /** Absent for users that nobody can play. */
  persona?: PersonaName;
}

export interface ClientChannel {
  id: string;
  name: string;
  kind: 'channel' | 'private' | 'dm' | 'app';
  topic: string;
  archived: boolean;
  botIsMember: boolean;
  unread: number;
  mentions: number;
}

export interface ClientMessage {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  text: string;
  blocks?: unknown[];
  edited: boolean;
  /** Seen by this persona only. */
  ephemeral: boolean;
  replyCount: number;
}

/** An open view, the last one on top. */
export interface ClientView {
  id: string;
  hash: string;
  /** Slack's view object: type, title, blocks, submit, close, … */
  view: Record<string, unknown>;
  /** `state.values` as filled in so far; the server keeps it, the page mirrors it. */
  values: Record<string, Record<string, unknown>>;
  /** Errors under the fields, by block id. */
  errors: Record<string, string>;
  /** A submit or action is on its way to the app. */
  busy: boolean;
  /** Said at the top of the modal when the app did not answer in time. */
  trouble?: string;
}

/** `GET /client/state?as=operator` */
export interface ClientState {
  /** Grows with every change. */
  revision: number;
  now: number;
  team: { id: string; name: string };
  me: ClientUser;
  users: ClientUser[];
  userGroups: { id: string; handle: string; name: string; users: string[] }[];
  channels: ClientChannel[];
  /** By channel id, oldest first, threads' replies included. */
  messages: Record<string, ClientMessage[]>;
  views: ClientView[];
  /** The app's Home for this persona, if it published one. */
  home?: ClientView;
  app: {
    id: string;
    name: string;
    botUserId: string;
    homeTabEnabled: boolean;
    connected: boolean;
    mode: 'http' | 'socket';
  };
  commands: { command: string; description: string; usageHint: string }[];
  shortcuts: { callbackId: string; name: string; description: string }[];
  /** What the persona was told by "Slack itself", e.g. "/peering did not respond". */
  notices: { id: string; channel: string; text: string }[];
}

/** `GET /client/events?as=operator`: server-sent events, `data: {"revision": 7}` on every change. */
export interface ClientEvent {
  revision: number;
}

export type Container = { view: string } | { message: { channel: string; ts: string } };

/** `POST /client/<name>`; each answers `{ok:true}` or status 4xx `{error: string}` once delivered to the app. */
export interface ClientCalls {
  /** Text that starts with a known `/command` goes to the app, anything else becomes a message. */
  say: { as: PersonaName; channel: string; text: string; threadTs?: string };
  shortcut: { as: PersonaName; callbackId: string };
  /**
   * A stateful element changed. `value` is the element's entry of `state.values`. Dispatches if the block asks for it.
   * `entered`: Enter was pressed in a text field, which dispatches where it asks for `on_enter_pressed`.
   */
  input: {
    as: PersonaName;
    container: Container;
    blockId: string;
    actionId: string;
    value: Record<string, unknown>;
    entered?: boolean;
  };
  /** A button, overflow or message select was used. `value` as in an `actions[]` entry (value, selected_option, …). */
  action: {
    as: PersonaName;
    container: Container;
    blockId: string;
    actionId: string;
    value: Record<string, unknown>;
  };
  /** Choices of an external select; answers `{options}` or `{option_groups}`. */
  options: { as: PersonaName; container: Container; blockId: string; actionId: string; query: string };
  submit: { as: PersonaName; view: string };
  /** `all`: the × that closes the whole stack. */
  close: { as: PersonaName; view: string; all: boolean };
  'open-channel': { as: PersonaName; channel: string };
  'open-home': { as: PersonaName };
}
