import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { findRoute } from './find-route.ts';

export interface SandboxRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** What the `:name` parts of the route's path stood for, decoded. */
  params: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Throws `Refusal` 400 when the body is not JSON. */
  json(): unknown;
  /** The body read as `application/x-www-form-urlencoded`. */
  form(): Record<string, string>;
}

/** One of `json`, `text`, `html`, `raw`; none of them is an empty body. `raw` takes the response over. */
export interface Answer {
  /** 200 when left out. */
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  html?: string;
  raw?: (response: ServerResponse) => void;
}

export type Handle = (request: SandboxRequest) => Answer | Promise<Answer>;

export interface Route {
  method: string;
  /** e.g. `/api/:method`; a last part `*rest` takes everything that follows. */
  path: string;
  handle: Handle;
  /** It is answered once the world's clock has been turned: nobody waits for that answer before turning it. */
  untilTurned?: true;
}

export interface Served {
  port: number;
  server: Server;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Looked at anew for every request: what needs the port to be known may be added once it is. */
  routes: Route[];
  /** 0 takes a free one. */
  port: number;
  /** Answers before any route does, e.g. to refuse a call without a token. */
  before?: (request: SandboxRequest) => Answer | undefined | Promise<Answer | undefined>;
  /** How this API words a refusal (404, 405, 400, 500 …); `{error: sentence}` when left out. */
  refuse?: (status: number, sentence: string) => Answer;
  /** Takes a WebSocket over; without it nobody gets one. */
  upgrade?: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Thrown by a handler to answer with that status and sentence. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

const bodyLimit = 4 * 1024 * 1024;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Listens on 127.0.0.1 only. Rejects when the port is taken. */
export async function serve(options: ServeOptions): Promise<Served> {
  const refuse = options.refuse ?? wordRefusal;

  async function answer(message: IncomingMessage): Promise<Answer> {
    const stranger = findStranger(message.headers);
    if (stranger) return refuse(403, `This server answers on loopback only, not to ${stranger}.`);
    const body = await readBody(message);
    if (!body) return refuse(413, `A body may have at most ${bodyLimit} bytes.`);
    const request = readRequest(message, body);
    const early = await options.before?.(request);
    if (early) return early;
    const found = findRoute(options.routes, request.method, request.path);
    if (found === undefined) return refuse(404, `There is nothing at ${request.path}.`);
    if (Array.isArray(found)) {
      const allow = found.join(', ');
      const refused = refuse(405, `${request.path} takes ${allow}, not ${request.method}.`);
      return { ...refused, headers: { ...refused.headers, allow } };
    }
    request.params = found.params;
    return found.route.handle(request);
  }

  const server = createServer((message, response) => {
    answer(message)
      .catch((error: unknown) => {
        if (error instanceof Refusal) return refuse(error.status, error.message);
        console.error(error);
        return refuse(500, error instanceof Error ? error.message : String(error));
      })
      .then((result) => send(response, result))
      .catch(() => response.destroy());
  });
  // A connection that closes by itself meets, now and then, the call that was to reuse it.
  server.keepAliveTimeout = 0;
  server.on('upgrade', (message, socket, head) => {
    if (options.upgrade && !findStranger(message.headers)) options.upgrade(message, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const wordRefusal = (status: number, error: string): Answer => ({ status, json: { error } });

/** A page elsewhere on the web must not drive this world, neither by DNS rebinding (Host) nor across origins (Origin). */
function findStranger(headers: IncomingHttpHeaders): string | undefined {
  const host = headers.host ?? '';
  if (!loopback.has(host.replace(/:\d+$/, '').toLowerCase())) return `the host "${host}"`;
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const hostname = URL.canParse(origin) ? new URL(origin).hostname : '';
  return loopback.has(hostname) ? undefined : `pages of "${origin}"`;
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size <= bodyLimit ? Buffer.concat(chunks) : undefined;
}

function readRequest(message: IncomingMessage, body: Buffer): SandboxRequest {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    params: {},
    headers: message.headers,
    body,
    json() {
      try {
        return JSON.parse(body.toString('utf8'));
      } catch {
        throw new Refusal(400, 'The body is not JSON.');
      }
    },
    form: () => Object.fromEntries(new URLSearchParams(body.toString('utf8'))),
  };
}

function send(response: ServerResponse, answer: Answer) {
  if (answer.raw) {
    answer.raw(response);
    return;
  }
  const [type, body] = encode(answer);
  response.writeHead(answer.status ?? 200, { ...(type && { 'content-type': type }), ...answer.headers });
  response.end(body);
}

function encode(answer: Answer): [type?: string, body?: string] {
  if ('json' in answer) return ['application/json; charset=utf-8', JSON.stringify(answer.json)];
  if (answer.html !== undefined) return ['text/html; charset=utf-8', answer.html];
  if (answer.text !== undefined) return ['text/plain; charset=utf-8', answer.text];
  return [];
}
