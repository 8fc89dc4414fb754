import type { Json } from './block-kit/checks.ts';
import { withIds } from './block-kit/walk.ts';
import type { Context } from './context.ts';
import type { Message } from './state.ts';

export interface Draft {
  channel: string;
  user: string;
  text: string;
  blocks?: Json[] | undefined;
  attachments?: unknown[] | undefined;
  metadata?: Message['metadata'] | undefined;
  threadTs?: string | undefined;
  broadcast?: boolean | undefined;
  onlyFor?: string | undefined;
}

export function postMessage(context: Context, draft: Draft): Message {
  const { blocks, attachments, metadata, threadTs, broadcast, onlyFor } = draft;
  const message: Message = {
    channel: draft.channel,
    ts: context.ids.ts(context.clock.now()),
    user: draft.user,
    text: draft.text,
    reactions: [],
    ...(threadTs && { threadTs }),
    ...(blocks && { blocks: withIds(blocks, context.ids) }),
    ...(attachments && { attachments }),
    ...(metadata && { metadata }),
    ...(broadcast && { broadcast }),
    ...(onlyFor && { onlyFor }),
  };
  context.state.messages.push(message);
  context.changed();
  return message;
}

export type Change = Partial<Pick<Draft, 'text' | 'blocks' | 'attachments' | 'metadata'>>;

/** Puts the new content in place of the old; blocks that are not given go. */
export function editMessage(context: Context, message: Message, change: Change) {
  if (change.text !== undefined) message.text = change.text;
  if (change.blocks) message.blocks = withIds(change.blocks, context.ids);
  else delete message.blocks;
  if (change.attachments) message.attachments = change.attachments;
  if (change.metadata) message.metadata = change.metadata;
  message.editedTs = context.ids.ts(context.clock.now());
  context.changed();
}

/** A message with replies leaves a tombstone, as Slack has it. */
export function removeMessage(context: Context, message: Message) {
  const { state } = context;
  if (repliesTo(context, message).length > 0) {
    delete message.blocks;
    delete message.attachments;
    delete message.metadata;
    Object.assign(message, { text: 'This message was deleted.', user: 'USLACKBOT', tombstone: true });
  } else {
    state.messages = state.messages.filter((one) => one !== message);
  }
  context.changed();
}

/** A message that everybody in the channel can see. */
export function findMessage(context: Context, channel: string, ts: string): Message | undefined {
  return context.state.messages.find(
    (one) => one.channel === channel && one.ts === ts && !one.onlyFor && !one.tombstone,
  );
}

/** The replies that everybody sees, oldest first. */
export function repliesTo(context: Context, parent: Message): Message[] {
  return context.state.messages.filter(
    (one) =>
      one.channel === parent.channel && one.threadTs === parent.ts && one.ts !== parent.ts && !one.onlyFor,
  );
}

/** In Slack's wire shape, as in `conversations.history` and payloads. */
export function wireMessage(context: Context, message: Message, include?: { metadata: boolean }): Json {
  const { app, team } = context.state;
  const replies = repliesTo(context, message);
  const byApp = message.user === app.botUserId;
  return {
    type: 'message',
    ...(message.tombstone && { subtype: 'tombstone', hidden: true }),
    user: message.user,
    ...(byApp && { bot_id: app.botId, app_id: app.id }),
    team: team.id,
    ts: message.ts,
    text: message.text,
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.broadcast && { subtype: 'thread_broadcast' }),
    ...(message.editedTs && { edited: { user: message.user, ts: message.editedTs } }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map((one) => one.user))],
      reply_users_count: new Set(replies.map((one) => one.user)).size,
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })),
    }),
    ...(include?.metadata && message.metadata && { metadata: message.metadata }),
  };
}
