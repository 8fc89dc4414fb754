import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { repliesTo, wireMessage } from '../messages.ts';
import { botIsIn } from '../people.ts';
import type { Channel, Message } from '../state.ts';
import type { Args } from './args.ts';
import { channelOf, openDirectMessage } from './channel-args.ts';
import { type Method, SlackError } from './method.ts';
import { page } from './page.ts';

const prefixes = { channel: 'channels', private: 'groups', dm: 'im' } as const;
const kinds: Record<string, Channel['kind']> = {
  public_channel: 'channel',
  private_channel: 'private',
  im: 'dm',
};
const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const write = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];

export const conversationsMethods: Record<string, Method> = {
  'conversations.list': {
    token: 'bot',
    scopes: read,
    run(context, args) {
      const types = args.list('types');
      const wanted = (types.length > 0 ? types : ['public_channel']).flatMap((type) => kinds[type] ?? []);
      for (const kind of wanted) needScope(context, `${prefixes[kind]}:read`);
      const channels = context.state.channels.filter(
        (one) =>
          wanted.includes(one.kind) &&
          (one.kind === 'channel' || botIsIn(context, one)) &&
          !(args.flag('exclude_archived') && one.archived),
      );
      const { entries, metadata } = page(channels, args);
      return { channels: entries.map((one) => wireChannel(context, one)), response_metadata: metadata };
    },
  },
  'conversations.info': {
    token: 'bot',
    scopes: read,
    run(context, args) {
      const channel = channelOf(context, args);
      needScope(context, `${prefixes[channel.kind]}:read`);
      return { channel: wireChannel(context, channel) };
    },
  },
  'conversations.members': {
    token: 'bot',
    scopes: read,
    run(context, args) {
      const channel = channelOf(context, args);
      needScope(context, `${prefixes[channel.kind]}:read`);
      const { entries, metadata } = page(channel.members, args);
      return { members: entries, response_metadata: metadata };
    },
  },
  'conversations.open': {
    token: 'bot',
    scopes: write,
    run(context, args) {
      const [user, ...others] = args.list('users');
      if (!user || others.length > 0) throw new SlackError('not_enough_users');
      const channel = openDirectMessage(context, user);
      if (!channel) throw new SlackError('user_not_found');
      return { channel: { id: channel.id } };
    },
  },
  'conversations.join': {
    token: 'bot',
    scopes: ['channels:join'],
    run(context, args) {
      const channel = channelOf(context, args);
      if (channel.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type');
      if (channel.archived) throw new SlackError('is_archived');
      if (!botIsIn(context, channel)) channel.members.push(context.state.app.botUserId);
      context.changed();
      return { channel: wireChannel(context, channel) };
    },
  },
  'conversations.history': {
    token: 'bot',
    scopes: history,
    run(context, args) {
      const channel = readableChannel(context, args);
      const messages = context.state.messages.filter(
        (one) =>
          one.channel === channel.id &&
          !one.onlyFor &&
          (!one.threadTs || one.threadTs === one.ts || one.broadcast === true) &&
          isWithin(one, args),
      );
      return wirePage(context, args, messages.reverse());
    },
  },
  'conversations.replies': {
    token: 'bot',
    scopes: history,
    run(context, args) {
      const channel = readableChannel(context, args);
      const ts = args.required('ts');
      const asked = context.state.messages.find(
        (one) => one.channel === channel.id && one.ts === ts && !one.onlyFor,
      );
      if (!asked) throw new SlackError('thread_not_found');
      return wirePage(
        context,
        args,
        [asked, ...repliesTo(context, asked)].filter((one) => isWithin(one, args)),
      );
    },
  },
};

function readableChannel(context: Context, args: Args): Channel {
  const channel = channelOf(context, args);
  needScope(context, `${prefixes[channel.kind]}:history`);
  // Archiving a channel puts bots out of it: https://github.com/elastic/connectors/issues/1972
  if (channel.archived || !botIsIn(context, channel)) throw new SlackError('not_in_channel');
  return channel;
}

/** Some scopes depend on the kind of channel. */
function needScope(context: Context, needed: string) {
  const { scopes } = context.state.app;
  if (!scopes.includes(needed)) throw new SlackError('missing_scope', { needed, provided: scopes.join(',') });
}

function isWithin(message: Message, args: Args): boolean {
  const { oldest, latest } = { oldest: args.text('oldest'), latest: args.text('latest') };
  const inclusive = args.flag('inclusive');
  const ts = Number(message.ts);
  if (oldest && (inclusive ? ts < Number(oldest) : ts <= Number(oldest))) return false;
  return !(latest && (inclusive ? ts > Number(latest) : ts >= Number(latest)));
}

function wirePage(context: Context, args: Args, messages: Message[]): Json {
  const { entries, hasMore, metadata } = page(messages, args);
  const include = { metadata: args.flag('include_all_metadata') };
  return {
    messages: entries.map((one) => wireMessage(context, one, include)),
    has_more: hasMore,
    response_metadata: metadata,
  };
}

function wireChannel(context: Context, channel: Channel): Json {
  const isMember = botIsIn(context, channel);
  if (channel.kind === 'dm') {
    return { id: channel.id, is_im: true, user: channel.members[0], is_archived: false, is_open: true };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_general: channel.name === 'general',
    is_member: isMember,
    context_team_id: context.state.team.id,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.length,
  };
}
