import { App, type Logger, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { createWorldClock, type WorldClock } from '../../../src/sandbox/clock.ts';
import { createFaults, type Faults } from '../../../src/sandbox/faults.ts';
import { serve } from '../../../src/sandbox/http.ts';
import type { Dialog } from '../../../src/sandbox/slack/driver/press.ts';
import type { Screen } from '../../../src/sandbox/slack/driver/screen.ts';
import { defaultSeed, type WorkspaceSeed } from '../../../src/sandbox/slack/seed.ts';
import { createWorkspace, type Workspace } from '../../../src/sandbox/slack/workspace.ts';

export interface Running {
  workspace: Workspace;
  clock: WorldClock;
  faults: Faults;
  url: string;
  web: WebClient;
  /** The status and the JSON of the answer. */
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  /** POST to `/sandbox/slack/<name>`; throws what is not a 200. */
  drive(name: string, body: unknown): Promise<Screen & { dialog?: Dialog; outcome?: string }>;
  screen(as: string): Promise<Screen>;
  /** Where the app listens; tests that start none leave it at a closed port. */
  app: { url: string };
}

export const botToken = 'xoxb-local-sandbox-not-a-real-token';
export const appToken = 'xapp-local-sandbox-not-a-real-token';
export const signingSecret = 'local-signing-secret-not-real';

export async function startWorkspace(change?: (seed: WorkspaceSeed) => void): Promise<Running> {
  const clock = createWorldClock(Date.UTC(2026, 10, 2, 9));
  const faults = createFaults();
  const seed = defaultSeed();
  change?.(seed);
  const app = { url: 'http://127.0.0.1:9/slack/events' };
  let url = '';
  const workspace = createWorkspace({ clock, faults, seed, requestUrl: () => app.url, publicUrl: () => url });
  const served = await serve({ routes: workspace.routes, port: 0, upgrade: workspace.upgrade });
  url = `http://127.0.0.1:${served.port}`;
  onTestFinished(async () => {
    workspace.close();
    await served.close();
  });

  const call: Running['call'] = async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    return { status: response.status, json: text.startsWith('{') ? JSON.parse(text) : text };
  };
  const must = ({ status, json }: { status: number; json: unknown }) => {
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`);
    return json as Screen;
  };
  return {
    workspace,
    clock,
    faults,
    url,
    app,
    call,
    web: createWebClient(url, botToken),
    drive: async (name, body) => must(await call('POST', `/sandbox/slack/${name}`, body)),
    screen: async (as) => must(await call('GET', `/sandbox/slack/screen?as=${as}`)),
  };
}

/** What the client thinks of refusals that a test asks for is of no interest. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export function createWebClient(url: string, token?: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: `${url}/api`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

export type Mode = 'http' | 'socket';

/** The real Bolt, connected to the workspace. */
export async function startApp(running: Running, mode: Mode, register: (app: App) => void): Promise<App> {
  const clientOptions = { slackApiUrl: `${running.url}/api`, retryConfig: { retries: 0 } };
  const common = { token: botToken, clientOptions, logLevel: LogLevel.ERROR, deferInitialization: true };
  const app = new App(
    mode === 'socket' ? { ...common, appToken, socketMode: true } : { ...common, signingSecret },
  );
  register(app);
  await app.init();
  const server = await app.start(0);
  if (mode === 'http') {
    const address = (server as import('node:http').Server).address();
    if (typeof address === 'object' && address)
      running.app.url = `http://127.0.0.1:${address.port}/slack/events`;
  }
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
export const section = (text: string, more: object = {}) => ({
  type: 'section' as const,
  text: mrkdwn(text),
  ...more,
});
export const button = (text: string, actionId: string, more: object = {}) => ({
  type: 'button' as const,
  text: plain(text),
  action_id: actionId,
  ...more,
});
export const option = (text: string, value = text) => ({ text: plain(text), value });
export const input = (label: string, blockId: string, element: object, more: object = {}) => ({
  type: 'input' as const,
  block_id: blockId,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});
export const modal = (blocks: unknown[], more: object = {}) => ({
  type: 'modal' as const,
  title: plain('A modal'),
  blocks: blocks as never[],
  ...more,
});
