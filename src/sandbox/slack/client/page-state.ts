import type { ClientChannel, ClientMessage, ClientState, ClientUser, ClientView } from '../client-api.ts';
import type { Context } from '../context.ts';
import { stackOf } from '../modals.ts';
import { botIsIn, canSee } from '../people.ts';
import type { Channel, Message, User, View } from '../state.ts';

/** Everything that one person sees. */
export function pageState(context: Context, user: User): ClientState {
  const { state } = context;
  const channels = state.channels.filter((channel) => canSee(user, channel));
  const home = state.homes[user.id];
  const replies = countReplies(context);
  return {
    revision: context.revision,
    now: context.clock.now(),
    team: { id: state.team.id, name: state.team.name },
    me: wireUser(user),
    users: state.users.map(wireUser),
    userGroups: state.userGroups.map(({ id, handle, name, users }) => ({ id, handle, name, users })),
    channels: channels.map((channel) => wireChannel(context, user, channel)),
    messages: Object.fromEntries(
      channels.map((channel) => [
        channel.id,
        visibleMessages(context, user, channel).map((one) => wireOne(one, replies)),
      ]),
    ),
    views: stackOf(context, user.id).map(wireView),
    ...(home && { home: wireView(home) }),
    app: {
      id: state.app.id,
      name: state.app.name,
      botUserId: state.app.botUserId,
      homeTabEnabled: state.app.homeTab,
      connected: context.sockets.isOpen(),
      mode: context.sockets.isOpen() ? 'socket' : 'http',
    },
    commands: state.app.commands.map(({ command, description, usageHint }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: state.app.shortcuts,
    notices: state.notices
      .filter((one) => one.user === user.id)
      .map(({ id, channel, text }) => ({ id, channel, text })),
  };
}

/** Oldest first; other people's ephemerals stay out. */
export function visibleMessages(context: Context, user: User, channel: Channel): Message[] {
  return context.state.messages.filter(
    (one) => one.channel === channel.id && (!one.onlyFor || one.onlyFor === user.id),
  );
}

function wireUser(user: User): ClientUser {
  const persona = user.persona as ClientUser['persona'];
  return {
    id: user.id,
    name: user.name,
    realName: user.realName,
    isBot: user.isBot,
    isGuest: user.isRestricted,
    ...(persona && { persona }),
  };
}

function wireChannel(context: Context, user: User, channel: Channel): ClientChannel {
  const read = context.state.lastRead[`${user.id} ${channel.id}`] ?? '0';
  const unread = visibleMessages(context, user, channel).filter(
    (one) => Number(one.ts) > Number(read) && one.user !== user.id && !one.tombstone,
  );
  return {
    id: channel.id,
    name: channel.kind === 'dm' ? context.state.app.name : channel.name,
    kind: channel.kind === 'dm' ? 'app' : channel.kind,
    topic: channel.topic,
    archived: channel.archived,
    botIsMember: botIsIn(context, channel),
    unread: unread.filter((one) => !one.threadTs || one.broadcast).length,
    mentions: unread.filter((one) => channel.kind === 'dm' || mentions(context, user, one)).length,
  };
}

function mentions(context: Context, user: User, message: Message): boolean {
  const words = `${message.text} ${JSON.stringify(message.blocks ?? [])}`;
  const groups = context.state.userGroups.filter((group) => group.users.includes(user.id));
  return (
    words.includes(`<@${user.id}`) ||
    groups.some((group) => words.includes(`<!subteam^${group.id}`)) ||
    /<!(channel|here|everyone)[|>]/.test(words)
  );
}

/** How many replies a message has, by `<channel> <ts>`. */
function countReplies(context: Context): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { channel, ts, threadTs, onlyFor } of context.state.messages) {
    if (!threadTs || threadTs === ts || onlyFor) continue;
    const key = `${channel} ${threadTs}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function wireOne(message: Message, replies: Map<string, number>): ClientMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    text: message.text,
    edited: message.editedTs !== undefined,
    ephemeral: message.onlyFor !== undefined,
    replyCount: replies.get(`${message.channel} ${message.ts}`) ?? 0,
    ...(message.threadTs && { threadTs: message.threadTs }),
    ...(message.blocks && { blocks: message.blocks }),
  };
}

function wireView(view: View): ClientView {
  const { id, hash, definition, values, errors, busy, trouble } = view;
  return { id, hash, view: definition, values, errors, busy, ...(trouble && { trouble }) };
}
