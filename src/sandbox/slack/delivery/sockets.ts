import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject, type Json } from '../block-kit/checks.ts';

export interface Envelope {
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: Json;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
}

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** The server side of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface Sockets {
  /** The path and query of a new address, good for one connection. */
  mint(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  isOpen(): boolean;
  /**
   * What the app acknowledged with. When a connection breaks before that, the envelope goes to another one.
   * `lost`: no connection is left. Rejects when `signal` aborts.
   */
  send(envelope: Envelope, signal: AbortSignal): Promise<Json | 'lost'>;
  /** Asks the app to connect anew, as Slack does every few hours. */
  disconnect(reason: DisconnectReason): void;
  close(): void;
}

const mostConnections = 10;
/** Milliseconds for the other side to say goodbye. */
const farewell = 500;

export function createSockets(appId: () => string, onChange: () => void): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  let open: WebSocket[] = [];

  function accept(socket: WebSocket) {
    if (open.length >= mostConnections) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    open.push(socket);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      open = open.filter((one) => one !== socket);
      onChange();
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.length,
        connection_info: { app_id: appId() },
        debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 3600 },
      }),
    );
    onChange();
  }

  /** Each payload goes to any one of the connections. */
  function next(): WebSocket | undefined {
    const socket = open.shift();
    if (socket) open.push(socket);
    return socket;
  }

  return {
    mint() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `/link/?ticket=${ticket}&app_id=${appId()}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (!tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    isOpen: () => open.length > 0,
    async send(envelope, signal) {
      const envelopeId = randomUUID();
      for (let socket = next(); socket; socket = next()) {
        const answer = await exchange(socket, { envelope_id: envelopeId, ...envelope }, signal);
        if (answer !== 'lost') return answer;
        open = open.filter((one) => one !== socket);
      }
      return 'lost';
    },
    disconnect(reason) {
      for (const socket of open) socket.send(JSON.stringify({ type: 'disconnect', reason }));
    },
    close() {
      for (const socket of open) {
        socket.close(1001);
        setTimeout(() => socket.terminate(), farewell).unref();
      }
      server.close();
    },
  };
}

function exchange(
  socket: WebSocket,
  envelope: Envelope & { envelope_id: string },
  signal: AbortSignal,
): Promise<Json | 'lost'> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      socket.off('message', read);
      socket.off('close', lose);
      signal.removeEventListener('abort', abort);
    };
    const read = (data: Buffer) => {
      const message = parse(data);
      if (message?.envelope_id !== envelope.envelope_id) return;
      stop();
      resolve(isObject(message.payload) ? message.payload : {});
    };
    const lose = () => {
      stop();
      resolve('lost');
    };
    const abort = () => {
      stop();
      reject(signal.reason);
    };
    socket.on('message', read);
    socket.on('close', lose);
    signal.addEventListener('abort', abort);
    socket.send(JSON.stringify(envelope));
  });
}

function parse(data: Buffer): Json | undefined {
  try {
    const message = JSON.parse(data.toString('utf8'));
    return isObject(message) ? message : undefined;
  } catch {
    return undefined;
  }
}
