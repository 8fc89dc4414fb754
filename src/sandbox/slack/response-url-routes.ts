import type { Answer, Route, SandboxRequest } from '../http.ts';
import { Refusal } from '../http.ts';
import { isObject, type Json } from './block-kit/checks.ts';
import type { Context } from './context.ts';
import { editMessage, postMessage, removeMessage } from './messages.ts';
import type { ResponseTarget } from './response-urls.ts';
import type { Message } from './state.ts';
import { validateBlocks } from './validate.ts';

/** Where `respond()` posts: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export function responseUrlRoutes(context: Context): Route[] {
  const handle = (request: SandboxRequest) => answer(context, request);
  return [
    { method: 'POST', path: '/commands/:team/:id/:secret', handle },
    { method: 'POST', path: '/actions/:team/:id/:secret', handle },
  ];
}

function answer(context: Context, request: SandboxRequest): Answer {
  context.activity.stir();
  const body = read(request);
  if (!body) return { status: 400, text: 'invalid_payload' };
  const blocks = Array.isArray(body.blocks) ? (body.blocks as Json[]) : undefined;
  if (body.blocks !== undefined && validateBlocks(body.blocks, 'message').length > 0) {
    return { status: 400, text: 'invalid_blocks' };
  }
  const target = context.responseUrls.take(request.path);
  if (typeof target === 'string') return { status: 404, text: target };

  const source = sourceOf(context, target);
  if (source && body.delete_original === true) {
    removeMessage(context, source);
    return { text: 'ok' };
  }
  const text = typeof body.text === 'string' ? body.text : '';
  if (text === '' && !blocks && !body.attachments) return { status: 400, text: 'no_text' };
  // Without an explicit false the message that was pressed is overwritten.
  if (source && body.replace_original !== false) {
    editMessage(context, source, { text, ...(blocks && { blocks }) });
    return { text: 'ok' };
  }
  const inChannel = body.response_type === 'in_channel' && !source?.onlyFor;
  postMessage(context, {
    channel: target.channel,
    user: context.state.app.botUserId,
    text,
    blocks,
    threadTs: typeof body.thread_ts === 'string' ? body.thread_ts : target.threadTs,
    onlyFor: inChannel ? undefined : target.user,
  });
  return { text: 'ok' };
}

function read(request: SandboxRequest): Json | undefined {
  try {
    const body = request.json();
    return isObject(body) ? body : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function sourceOf(context: Context, { channel, ts }: ResponseTarget): Message | undefined {
  return context.state.messages.find((one) => one.channel === channel && one.ts === ts && !one.tombstone);
}
