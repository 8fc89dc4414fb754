import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the app called, with its arguments; blocks, views and metadata are parsed. */
export interface Call {
  method: string;
  args: Record<string, unknown>;
}

type Answer = Record<string, unknown> | { status: number; retryAfter: number };

export interface FakeSlack {
  apiUrl: string;
  /** For payloads: what is posted there is a call named `response_url`. */
  responseUrl: string;
  calls: Call[];
  called(method: string): Call[];
  /** Answers of the next calls of a method, one each; then the usual answer again. */
  script(method: string, ...answers: Answer[]): void;
  /** Resolves with the n-th call of the method. */
  waitFor(method: string, n?: number): Promise<Call>;
  stop(): Promise<void>;
}

export const users: Record<string, object> = {
  U0OPERATOR: { id: 'U0OPERATOR', team_id: 'T0TEAM', real_name: 'Olga Operator' },
  U0APPROVER: { id: 'U0APPROVER', team_id: 'T0TEAM' },
  U0VIEWER: { id: 'U0VIEWER', team_id: 'T0TEAM' },
  U0GUEST: { id: 'U0GUEST', team_id: 'T0TEAM', is_restricted: true },
  U0EXTERNAL: { id: 'U0EXTERNAL', team_id: 'T0OTHER' },
  U0ROBOT: { id: 'U0ROBOT', team_id: 'T0TEAM', is_bot: true },
  U0LEFT: { id: 'U0LEFT', team_id: 'T0TEAM', deleted: true },
};

/** Just enough of Slack's Web API to run the real Bolt app against. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const calls: Call[] = [];
  const scripted = new Map<string, Answer[]>();
  const groups: Record<string, string[]> = { S0PLATFORM: ['U0APPROVER'] };
  let views = 0;
  const waiting = new Set<() => void>();

  const usual = (method: string, args: Record<string, unknown>): object => {
    switch (method) {
      case 'auth.test':
        return { team_id: 'T0TEAM', team: 'Team', user_id: 'U0BOT', bot_id: 'B0BOT' };
      case 'users.info':
        return { user: users[String(args.user)] };
      case 'usergroups.users.list':
        return { users: groups[String(args.usergroup)] ?? [] };
      case 'views.open':
      case 'views.push':
        views += 1;
        return { view: { id: `V${views}`, hash: `hash-${views}` } };
      case 'chat.postMessage':
        return { channel: args.channel, ts: '1700000000.000100' };
      default:
        return {};
    }
  };

  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const method = (request.url ?? '').replace(/^\/(api\/)?/, '');
    const isJson = request.headers['content-type']?.includes('json');
    const args = isJson ? JSON.parse(body) : parseForm(body);
    calls.push({ method, args });
    for (const wake of waiting) wake();
    const answer = scripted.get(method)?.shift();
    if (answer && 'retryAfter' in answer) {
      response.writeHead(429, { 'retry-after': String(answer.retryAfter) });
      return response.end();
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, ...usual(method, args), ...answer }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const called = (method: string) => calls.filter((call) => call.method === method);

  return {
    apiUrl: `${base}/api/`,
    responseUrl: `${base}/response_url`,
    calls,
    called,
    script: (method, ...answers) => void scripted.set(method, answers),
    waitFor: (method, n = 1) =>
      new Promise((resolve) => {
        const look = () => {
          const hit = called(method)[n - 1];
          if (!hit) return;
          waiting.delete(look);
          resolve(hit);
        };
        waiting.add(look);
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parseForm(body: string): Record<string, unknown> {
  const entries = [...new URLSearchParams(body)].map(([key, value]) => [key, parseMaybe(key, value)]);
  return Object.fromEntries(entries);
}

const parseMaybe = (key: string, value: string) =>
  ['blocks', 'view', 'metadata'].includes(key) ? JSON.parse(value) : value;
