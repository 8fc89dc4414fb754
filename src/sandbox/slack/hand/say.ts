import { Refusal } from '../../http.ts';
import type { Context } from '../context.ts';
import { emitEvent } from '../delivery/emit-event.ts';
import { postMessage } from '../messages.ts';
import { botIsIn } from '../people.ts';
import type { Channel, User } from '../state.ts';
import { escapeTyped } from './escape-typed.ts';
import { runCommand } from './run-command.ts';

/** What a person sends from the composer: text that starts with a slash is a command, anything else a message. */
export async function say(context: Context, user: User, channel: Channel, text: string, threadTs?: string) {
  if (text.trim() === '') throw new Refusal(400, 'There is nothing to send.');
  if (channel.archived) throw new Refusal(400, `#${channel.name} is archived.`);
  if (!channel.members.includes(user.id))
    throw new Refusal(400, `${user.realName} is not in #${channel.name}.`);
  if (text.startsWith('/')) return runCommand(context, user, channel, text, threadTs);
  await speak(context, user, channel, escapeTyped(context, text), threadTs);
}

async function speak(context: Context, user: User, channel: Channel, text: string, threadTs?: string) {
  const message = postMessage(context, { channel: channel.id, user: user.id, text, threadTs });
  if (!botIsIn(context, channel)) return;
  const event = {
    user: user.id,
    channel: channel.id,
    ts: message.ts,
    event_ts: message.ts,
    text,
    ...(threadTs && { thread_ts: threadTs }),
  };
  const kind = { dm: 'im', private: 'group', channel: 'channel' }[channel.kind];
  await emitEvent(context, { type: 'message', channel_type: kind, ...event });
  if (channel.kind === 'dm' || !text.includes(`<@${context.state.app.botUserId}>`)) return;
  await emitEvent(context, { type: 'app_mention', ...event });
}
