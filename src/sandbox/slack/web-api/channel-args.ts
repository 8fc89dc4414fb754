import type { Context } from '../context.ts';
import { botIsIn } from '../people.ts';
import { type Channel, directMessage } from '../state.ts';
import type { Args } from './args.ts';
import { SlackError } from './method.ts';

/** The conversation of the call's `channel`: an id, a name, or a user id for the bot's direct message with them. */
export function channelOf(context: Context, args: Args): Channel {
  const name = args.text('channel') ?? '';
  const bare = name.replace(/^#/, '');
  const found = context.state.channels.find(
    (channel) => channel.id === name || (channel.kind !== 'dm' && channel.name === bare),
  );
  const channel = found ?? openDirectMessage(context, name);
  // A private channel that the bot is not in does not exist for it.
  if (!channel || (channel.kind !== 'channel' && !botIsIn(context, channel))) {
    throw new SlackError('channel_not_found');
  }
  return channel;
}

/** The bot's direct message with this person, made when there is none; nobody of another workspace has one. */
export function openDirectMessage(context: Context, userId: string): Channel | undefined {
  const { channels, users, app } = context.state;
  const user = users.find((one) => one.id === userId);
  if (!user || user.isBot || user.deleted || user.isStranger) return undefined;
  const made = directMessage(user, app.botUserId);
  const known = channels.find((one) => one.id === made.id);
  if (known) return known;
  channels.push(made);
  context.changed();
  return made;
}

/** A conversation that the bot may post to; `is_archived`, `not_in_channel` otherwise. */
export function postableChannel(context: Context, args: Args): Channel {
  const channel = channelOf(context, args);
  if (channel.archived) throw new SlackError('is_archived');
  const anyPublic = context.state.app.scopes.includes('chat:write.public') && channel.kind === 'channel';
  if (!botIsIn(context, channel) && !anyPublic) throw new SlackError('not_in_channel');
  return channel;
}
