import { abortAfter } from '../../abort-after.ts';
import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import type { Delivered } from '../journal.ts';
import { postSigned, type SignedPost } from './post-signed.ts';
import type { Envelope } from './sockets.ts';

export type Trouble = 'http_timeout' | 'http_error' | 'connection_failed';

/** `body`: a text, an object, or nothing at all. */
export type Reply =
  | { ok: true; body: string | Json | undefined }
  | { ok: false; trouble: Trouble; noRetry: boolean };

export interface Retry {
  number: number;
  reason: Trouble;
}

/** Slack's patience with an app, in real milliseconds: an app that is held up together with the sandbox is not late. */
const patience = 3000;

const envelopeTypes = { command: 'slash_commands', interactive: 'interactive', event: 'events_api' } as const;

/** Hands `payload` to the app: over an open socket in Socket Mode, as a signed POST otherwise. Never rejects. */
export function deliver(
  context: Context,
  kind: Delivered['kind'],
  payload: Json,
  retry?: Retry,
): Promise<Reply> {
  const over = context.sockets.isOpen() ? 'socket' : 'http';
  const send = over === 'socket' ? overSocket : overHttp;
  const signal = abortAfter(patience);
  const asSent = structuredClone(payload);
  const work = send(context, kind, payload, signal, retry)
    .catch((): Reply => failed(signal.aborted ? 'http_timeout' : 'connection_failed'))
    .then((reply) => {
      context.journal.addDelivery({ kind, payload: asSent, over, outcome: reply.ok ? 'ok' : reply.trouble });
      return reply;
    });
  return context.activity.during(work);
}

async function overSocket(
  context: Context,
  kind: Delivered['kind'],
  payload: Json,
  signal: AbortSignal,
  retry?: Retry,
): Promise<Reply> {
  const envelope: Envelope = {
    type: envelopeTypes[kind],
    payload,
    accepts_response_payload: kind !== 'event',
    ...(retry && { retry_attempt: retry.number, retry_reason: retry.reason }),
  };
  const answer = await context.sockets.send(envelope, signal);
  return answer === 'lost' ? failed('connection_failed') : { ok: true, body: answer };
}

async function overHttp(
  context: Context,
  kind: Delivered['kind'],
  payload: Json,
  signal: AbortSignal,
  retry?: Retry,
): Promise<Reply> {
  const post: SignedPost = {
    url: context.requestUrl(),
    secret: context.state.app.signingSecret,
    ...encode(kind, payload),
    ...(retry && {
      headers: { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason },
    }),
  };
  const response = await postSigned(post, signal);
  const text = await response.text();
  if (!response.ok) return failed('http_error', response.headers.get('x-slack-no-retry') === '1');
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
  return { ok: true, body: isJson ? JSON.parse(text) : text || undefined };
}

function encode(kind: Delivered['kind'], payload: Json): Pick<SignedPost, 'contentType' | 'body'> {
  if (kind === 'event') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields =
    kind === 'command' ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  return {
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  };
}

function failed(trouble: Trouble, noRetry = false): Reply {
  return { ok: false, trouble, noRetry };
}
