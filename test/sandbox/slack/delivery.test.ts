import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isValidSlackRequest } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Json } from '../../../src/sandbox/slack/block-kit/checks.ts';
import {
  appToken,
  createWebClient,
  type Running,
  section,
  signingSecret,
  startApp,
  startWorkspace,
} from './start-workspace.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** An app that answers every request with that status, and keeps what it got. */
async function startBareApp(running: Running, status: number, headers: Record<string, string> = {}) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  running.app.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  return received;
}

/** A socket that behaves as told: the envelopes it gets, and how to answer. */
async function connect(running: Running) {
  const { url = '' } = await createWebClient(running.url, appToken).apps.connections.open({});
  const socket = new WebSocket(url);
  const messages: Json[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    for (const wake of waiting.splice(0)) wake();
  });
  const next = async (): Promise<Json> => {
    while (messages.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return messages.shift() ?? {};
  };
  onTestFinished(() => socket.terminate());
  return { url, socket, next, hello: await next() };
}

it('signs what it posts so that Bolt accepts it, whatever the clock of the world says', async () => {
  const running = await startWorkspace();
  const received = await startBareApp(running, 200);
  await running.clock.advance(7 * 24 * 3_600_000, async () => {});
  await running.drive('command', { as: 'viewer', text: '/peering list "a b" & ü' });
  await running.drive('home', { as: 'viewer' });
  expect(received.map((one) => one.headers['content-type'])).toEqual([
    'application/x-www-form-urlencoded',
    'application/json',
  ]);
  for (const { body, headers } of received) {
    const check = (secret: string, text: string) =>
      isValidSlackRequest({ signingSecret: secret, body: text, headers: headers as never });
    expect(check(signingSecret, body)).toBe(true);
    expect(check('another', body)).toBe(false);
    expect(check(signingSecret, `${body} `)).toBe(false);
  }
});

it('carries the fields of a command', async () => {
  const running = await startWorkspace();
  const received = await startBareApp(running, 200);
  await running.drive('command', { as: 'viewer', text: '/peering list' });
  expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toMatchObject({
    command: '/peering',
    text: 'list',
    user_id: 'U0VIEWER',
    user_name: 'vera',
    channel_id: 'C0PEERINGS',
    channel_name: 'db-peerings',
    team_id: 'T0SANDBOX',
    team_domain: 'sandbox',
    api_app_id: 'A0PEERING',
    is_enterprise_install: 'false',
    trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
    response_url: expect.stringContaining(`${running.url}/commands/T0SANDBOX/`),
  });
});

it('says with every retry which one it is and why, and stops when told', async () => {
  const running = await startWorkspace();
  const received = await startBareApp(running, 500);
  await running.drive('home', { as: 'viewer' });
  await running.clock.advance(61_000, () => running.workspace.quiet());
  expect(
    received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
  ).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
  ]);
  const stubborn = await startBareApp(running, 500, { 'x-slack-no-retry': '1' });
  await running.drive('home', { as: 'viewer' });
  await running.clock.advance(61_000, () => running.workspace.quiet());
  expect(stubborn).toHaveLength(1);
});

it('sends only the events that were subscribed to', async () => {
  const running = await startWorkspace((seed) => {
    seed.app.botEvents = ['app_mention', 'message.im', 'channel_archive'];
  });
  const received = await startBareApp(running, 200);
  await running.drive('home', { as: 'viewer' });
  await running.drive('command', { as: 'viewer', text: 'hello @peering' });
  await running.drive('command', { as: 'viewer', text: 'hello you', channel: 'D0VIEWER' });
  await running.workspace.inject.channel('#db-peerings', 'archive');
  const events = received.map((one) => JSON.parse(one.body).event);
  expect(events).toMatchObject([
    { type: 'app_mention', text: 'hello <@U0PEERBOT>', user: 'U0VIEWER' },
    { type: 'message', channel_type: 'im', text: 'hello you' },
    { type: 'channel_archive', channel: 'C0PEERINGS' },
  ]);
});

it('greets a socket, sends envelopes to it alone, and takes an acknowledgement by its id', async () => {
  const running = await startWorkspace();
  const received = await startBareApp(running, 200);
  const { socket, next, hello } = await connect(running);
  expect(hello).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: 'A0PEERING' },
  });
  const typed = running.drive('command', { as: 'viewer', text: '/peering list' });
  const envelope = await next();
  expect(envelope).toMatchObject({
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: { command: '/peering', text: 'list' },
  });
  socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: { text: 'hello' } }));
  expect((await typed).channels['#db-peerings']).toMatchObject([{ text: 'hello' }]);
  expect(received).toEqual([]);
});

it('takes a ticket once', async () => {
  const running = await startWorkspace();
  const { url } = await connect(running);
  const again = new WebSocket(url);
  const problem = await new Promise((resolve) => again.on('error', (error) => resolve(error.message)));
  expect(problem).toContain('404');
});

it('hands an envelope to another socket when the first one breaks', async () => {
  const running = await startWorkspace();
  const sockets = [await connect(running), await connect(running)];
  const typed = running.drive('command', { as: 'viewer', text: '/peering' });
  const arrivals = sockets.map(async ({ socket, next }) => ({ socket, envelope: await next() }));
  const first = await Promise.race(arrivals);
  first.socket.terminate();
  const [one, other] = await Promise.all(arrivals);
  expect(one?.envelope).toEqual(other?.envelope);
  const left = one?.socket === first.socket ? other : one;
  left?.socket.send(JSON.stringify({ envelope_id: left.envelope.envelope_id, payload: {} }));
  expect((await typed).notices).toEqual([]);
});

it('falls back to HTTP when no socket is left, and asks sockets to come again', async () => {
  const running = await startWorkspace();
  const received = await startBareApp(running, 200);
  const { socket, next } = await connect(running);
  await running.call('POST', '/sandbox/slack/disconnect', { reason: 'refresh_requested' });
  expect(await next()).toEqual({ type: 'disconnect', reason: 'refresh_requested' });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.close();
  await closed;
  await running.workspace.quiet();
  await running.drive('command', { as: 'viewer', text: '/peering' });
  expect(received).toHaveLength(1);
});

it('has the real Bolt connect anew when it is asked to', async () => {
  const running = await startWorkspace();
  const app = await startApp(running, 'socket', (bolt) => {
    bolt.command('/peering', ({ ack }) => ack({ text: 'x', blocks: [section('again')] }));
  });
  expect(app).toBeDefined();
  running.workspace.inject.disconnect('refresh_requested');
  await expect
    .poll(
      () => running.workspace.journal.calls.filter((one) => one.method === 'apps.connections.open').length,
      {
        timeout: 60_000,
      },
    )
    .toBe(2);
  await expect
    .poll(async () => (await running.drive('command', { as: 'viewer', text: '/peering' })).notices, {
      timeout: 60_000,
    })
    .toEqual([]);
});
