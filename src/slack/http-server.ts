import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PeeringBotError } from '../core/errors.ts';

export interface Route {
  path: string;
  method: string[];
  handler: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface HttpServer {
  /** Resolves with the port once it listens. Throws `config` when the port is taken. */
  listen(port: number, host: string): Promise<number>;
  listening(): boolean;
  /** Takes nothing new and waits for the answers that are under way. */
  stop(): Promise<void>;
}

const SWEEP_MS = 50;

/** Our own routes, and Slack's requests (`slack`) where they come over HTTP. */
export function createHttpServer(
  routes: readonly Route[],
  slack?: { path: string; handler: (request: IncomingMessage, response: ServerResponse) => void },
): HttpServer {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (slack && path === slack.path && request.method === 'POST') return slack.handler(request, response);
    const here = routes.filter((route) => route.path === path);
    const route = here.find(({ method }) => method.includes(request.method ?? ''));
    if (route) return route.handler(request, response);
    const allowed = [...here.flatMap(({ method }) => method), ...(slack?.path === path ? ['POST'] : [])];
    response.writeHead(
      allowed.length > 0 ? 405 : 404,
      allowed.length > 0 ? { allow: allowed.join(', ') } : {},
    );
    response.end();
  });

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', (error) => reject(explainListen(error, port, host)));
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
      }),
    listening: () => server.listening,
    stop: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        // Kept alive, a connection whose answer has just gone out would hold the end up for seconds.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
        server.close(() => {
          clearInterval(sweep);
          resolve();
        });
      }),
  };
}

function explainListen(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  const why = error.code === 'EADDRINUSE' ? 'is taken by another program' : 'may not be used';
  return new PeeringBotError('config', `Port ${port} on ${host} ${why}.`, {
    mend: 'Stop that program, or set PORT to another port.',
    cause: error,
  });
}
