import { isObject, type Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { editMessage, findMessage, postMessage, removeMessage, wireMessage } from '../messages.ts';
import { botIsIn } from '../people.ts';
import type { Message } from '../state.ts';
import type { Args } from './args.ts';
import { messageBlocks } from './blocks.ts';
import { channelOf, postableChannel } from './channel-args.ts';
import { type Method, SlackError } from './method.ts';

const longestPost = 40_000;
const longestUpdate = 4000;
const metadataBytes = 8000;

/** `limit` throws `TooFast` when a channel gets too much. */
export function chatMethods(limit: (channel: string) => void): Record<string, Method> {
  return {
    'chat.postMessage': {
      token: 'bot',
      scopes: ['chat:write'],
      run(context, args) {
        const channel = postableChannel(context, args);
        const content = contentOf(args);
        const threadTs = threadOf(context, args, channel.id);
        limit(channel.id);
        const message = postMessage(context, {
          ...content,
          text: content.text.slice(0, longestPost),
          channel: channel.id,
          user: context.state.app.botUserId,
          threadTs,
          broadcast: args.flag('reply_broadcast'),
        });
        return { channel: channel.id, ts: message.ts, message: wireMessage(context, message) };
      },
    },
    'chat.postEphemeral': {
      token: 'bot',
      scopes: ['chat:write'],
      run(context, args) {
        const channel = postableChannel(context, args);
        const user = args.required('user');
        if (!channel.members.includes(user)) throw new SlackError('user_not_in_channel');
        const content = contentOf(args);
        const threadTs = args.text('thread_ts');
        const bot = context.state.app.botUserId;
        const message = postMessage(context, {
          ...content,
          channel: channel.id,
          user: bot,
          threadTs,
          onlyFor: user,
        });
        return { message_ts: message.ts };
      },
    },
    'chat.update': {
      token: 'bot',
      scopes: ['chat:write'],
      run(context, args) {
        const message = ownMessage(context, args, 'cant_update_message');
        const content = contentOf(args);
        if (content.text.length > longestUpdate) throw new SlackError('msg_too_long');
        editMessage(context, message, content);
        const { channel, ts, text } = message;
        return { channel, ts, text, message: wireMessage(context, message) };
      },
    },
    'chat.delete': {
      token: 'bot',
      scopes: ['chat:write'],
      run(context, args) {
        const message = ownMessage(context, args, 'cant_delete_message');
        removeMessage(context, message);
        return { channel: message.channel, ts: message.ts };
      },
    },
    'chat.getPermalink': {
      token: 'bot',
      scopes: [],
      run(context, args) {
        const channel = channelOf(context, args);
        const message = findMessage(context, channel.id, args.required('message_ts'));
        if (!message) throw new SlackError('message_not_found');
        const permalink = `${context.publicUrl()}/archives/${channel.id}/p${message.ts.replace('.', '')}`;
        return { channel: channel.id, permalink };
      },
    },
    'chat.scheduleMessage': {
      token: 'bot',
      scopes: ['chat:write'],
      run: (context, args) => schedule(context, args),
    },
  };
}

/** What a message consists of; `no_text` when it is nothing. */
function contentOf(args: Args) {
  if (args.text('markdown_text') && (args.text('text') || args.text('blocks'))) {
    throw new SlackError('markdown_text_conflict');
  }
  const blocks = messageBlocks(args);
  const attachments = args.json('attachments', 'invalid_attachments');
  if (Array.isArray(attachments) && attachments.length > 100) throw new SlackError('too_many_attachments');
  const text = args.text('text') ?? args.text('markdown_text') ?? '';
  const hasAttachments = Array.isArray(attachments) && attachments.length > 0;
  if (text.trim() === '' && !blocks && !hasAttachments) throw new SlackError('no_text');
  return {
    text,
    blocks,
    attachments: hasAttachments ? attachments : undefined,
    metadata: metadataOf(args),
  };
}

function metadataOf(args: Args): Message['metadata'] | undefined {
  const metadata = args.json('metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  if (!isObject(metadata) || typeof metadata.event_type !== 'string' || !isObject(metadata.event_payload)) {
    throw new SlackError('invalid_metadata_format');
  }
  if (JSON.stringify(metadata).length > metadataBytes) throw new SlackError('metadata_too_large');
  return { event_type: metadata.event_type, event_payload: metadata.event_payload };
}

/** A thread hangs on a message that is not a reply itself. */
function threadOf(context: Context, args: Args, channel: string): string | undefined {
  const ts = args.text('thread_ts');
  if (!ts) return undefined;
  const parent = context.state.messages.find(
    (one) => one.channel === channel && one.ts === ts && !one.onlyFor,
  );
  if (!parent) throw new SlackError('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

function ownMessage(context: Context, args: Args, foreign: string): Message {
  const channel = channelOf(context, args);
  if (!botIsIn(context, channel)) throw new SlackError('channel_not_found');
  const message = findMessage(context, channel.id, args.required('ts'));
  if (!message) throw new SlackError('message_not_found');
  if (message.user !== context.state.app.botUserId) throw new SlackError(foreign);
  if (channel.archived) throw new SlackError('is_inactive');
  return message;
}

function schedule(context: Context, args: Args): Json {
  const channel = postableChannel(context, args);
  const content = contentOf(args);
  const postAt = Number(args.required('post_at'));
  const wait = postAt * 1000 - context.clock.now();
  if (!(wait > 0)) throw new SlackError('time_in_past');
  if (wait > 120 * 24 * 3600 * 1000) throw new SlackError('time_too_far');
  const id = context.ids.next('Q');
  const { generation, state } = context;
  state.scheduled.push({ id, channel: channel.id, postAt, text: content.text });
  context.clock.after(wait, () => {
    if (context.generation !== generation) return;
    state.scheduled = state.scheduled.filter((one) => one.id !== id);
    postMessage(context, { ...content, channel: channel.id, user: state.app.botUserId });
  });
  return { channel: channel.id, scheduled_message_id: id, post_at: postAt };
}
