import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { wireMessage } from '../messages.ts';
import { wireView } from '../modals.ts';
import type { Channel, Message, User, View } from '../state.ts';
import type { Values } from '../view-values.ts';

/** Where a person presses something. */
export type Place = { view: View } | { message: Message; values: Values };

/** What every interaction payload starts with. */
export function envelope(context: Context, user: User, type: string): Json {
  const { app, team } = context.state;
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: app.id,
    token: 'sandbox-verification-token',
  };
}

/** `container` and what goes with it: the view, or the message with its channel and state. */
export function placeFields(context: Context, place: Place): Json {
  if ('view' in place) {
    const view = wireView(context, place.view);
    return { container: { type: 'view', view_id: place.view.id }, view };
  }
  const { message, values } = place;
  const channel = context.state.channels.find((one) => one.id === message.channel);
  const isEphemeral = message.onlyFor !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: { id: message.channel, name: channel ? wireName(channel) : 'unknown' },
    // Slack does not send an ephemeral message back: nothing of it is stored.
    ...(!isEphemeral && { message: wireMessage(context, message) }),
    state: { values },
  };
}

/** How payloads call a channel. */
export function wireName(channel: Channel): string {
  if (channel.kind === 'dm') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}
