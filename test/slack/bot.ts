import { createHmac } from 'node:crypto';
import type { Checked } from '../../src/core/checked.ts';
import type { Operations } from '../../src/operations/api.ts';
import { validateView } from '../../src/sandbox/slack/validate.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import type { Log } from '../../src/slack/log.ts';
import { frozenClock } from '../frozen-clock.ts';
import { type FakeOperations, fakeOperations } from './fake-operations.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { NOW } from './given.ts';

export const SECRET = 'local-signing-secret';

export interface Bot {
  slack: FakeSlack;
  operations: FakeOperations;
  app: SlackApp;
  port: number;
  log: { level: string; fields: Record<string, unknown>; message: string }[];
  interactions: { kind: string; ok: boolean }[];
  time: { now: number };
  command(text: string, as?: string): Promise<Answer>;
  press(press: Press, as?: string): Promise<Answer>;
  submit(view: GivenView, as?: string): Promise<Answer>;
  choices(actionId: string, query: string): Promise<Answer>;
  shortcut(as?: string): Promise<Answer>;
  event(event: Record<string, unknown>): Promise<Answer>;
  post(body: string, how?: { offset?: number; secret?: string; type?: string }): Promise<Answer>;
  /** The view that was drawn last; every one of them was accepted by the validator. */
  lastView(): DrawnView;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever Slack would get
  json: any;
}

export interface Press {
  action: string;
  value?: string;
  selected?: string | string[];
  view?: GivenView;
  /** Pressed in a message of this channel. */
  channel?: string;
}

export interface GivenView {
  id?: string;
  /** A modal otherwise. */
  type?: 'home';
  callback?: string;
  memory?: unknown;
  values?: Record<string, Record<string, unknown>>;
  blocks?: unknown[];
  previous?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a view as it went over the wire
export type DrawnView = any;

/** The real app on a free port, against a fake Slack and operations in memory. */
export async function startBot(
  options: {
    operations?: FakeOperations;
    more?: Partial<Operations>;
    slack?: FakeSlack;
    operators?: string[];
    approvers?: string[];
    protectedNames?: string[];
    channel?: string;
    doctor?: () => Promise<Checked[]>;
  } = {},
): Promise<Bot> {
  const slack = options.slack ?? (await startFakeSlack());
  const operations = options.operations ?? fakeOperations({}, options.more);
  const log: Bot['log'] = [];
  const interactions: Bot['interactions'] = [];
  const time = { now: NOW };
  const write = (level: string) => (fields: object, message: string) =>
    void log.push({ level, fields: fields as Record<string, unknown>, message });
  const logger: Log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  let refs = 0;
  const config = { botToken: 'xoxb-local-test', apiUrl: slack.apiUrl };
  const app = createSlackApp({
    config: {
      ...config,
      signingSecret: SECRET,
      port: 0,
      host: '127.0.0.1',
      channel: options.channel ?? 'C0PEERINGS',
    },
    client: createSlackClient(config, logger),
    operations,
    owners: new Map([['111122223333', 'S0PLATFORM']]),
    rights: {
      operators: options.operators ?? ['U0OPERATOR'],
      approvers: options.approvers ?? ['S0PLATFORM'],
      protectedNames: options.protectedNames ?? [],
    },
    clock: { ...frozenClock, now: () => time.now },
    log: logger,
    newRef: () => `ref-${++refs}`,
    doctor: options.doctor ?? (async () => []),
    customRoutes: [
      { path: '/healthz', method: ['GET'], handler: (_request, response) => void response.end('alive') },
    ],
    onInteraction: (kind, ok) => void interactions.push({ kind, ok }),
  });
  const port = await app.start();

  const post: Bot['post'] = async (body, { offset = 0, secret = SECRET, type } = {}) => {
    const timestamp = String(Math.floor(Date.now() / 1000) + offset);
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type ?? 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    });
    const text = await answer.text();
    return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : text };
  };
  const interactive = (payload: object) =>
    post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  const person = (as: string) => ({
    user: { id: as, team_id: as === 'U0EXTERNAL' ? 'T0OTHER' : 'T0TEAM' },
    team: { id: 'T0TEAM', domain: 'team' },
    api_app_id: 'A0APP',
    trigger_id: '1.2.abc',
  });

  return {
    slack,
    operations,
    app,
    port,
    log,
    interactions,
    time,
    post,
    command: (text, as = 'U0OPERATOR') =>
      post(
        new URLSearchParams({
          command: '/peering',
          text,
          user_id: as,
          team_id: 'T0TEAM',
          channel_id: 'C0GENERAL',
          trigger_id: '1.2.abc',
          response_url: slack.responseUrl,
          api_app_id: 'A0APP',
        }).toString(),
      ),
    press: ({ action, value, selected, view, channel }, as = 'U0OPERATOR') =>
      interactive({
        type: 'block_actions',
        ...person(as),
        ...(view
          ? { view: wireView(view), container: { type: 'view', view_id: view.id ?? 'V1' } }
          : {
              container: { type: 'message', message_ts: '1.1', channel_id: channel ?? 'C0PEERINGS' },
              channel: { id: channel ?? 'C0PEERINGS' },
              response_url: slack.responseUrl,
            }),
        actions: [
          {
            type: 'button',
            action_id: action,
            block_id: 'block',
            action_ts: '1.1',
            ...(value !== undefined && { value }),
            ...(typeof selected === 'string' && { selected_option: { value: selected } }),
            ...(Array.isArray(selected) && { selected_options: selected.map((one) => ({ value: one })) }),
          },
        ],
      }),
    submit: (view, as = 'U0OPERATOR') =>
      interactive({ type: 'view_submission', ...person(as), view: wireView(view) }),
    choices: (actionId, query) =>
      interactive({
        type: 'block_suggestion',
        ...person('U0OPERATOR'),
        action_id: actionId,
        block_id: 'create.vpc',
        value: query,
        view: wireView({}),
        container: { type: 'view', view_id: 'V1' },
      }),
    shortcut: (as = 'U0OPERATOR') =>
      interactive({ type: 'shortcut', ...person(as), callback_id: 'peering.list.open' }),
    event: (event) =>
      post(
        JSON.stringify({
          type: 'event_callback',
          team_id: 'T0TEAM',
          api_app_id: 'A0APP',
          event_id: 'Ev1',
          event,
        }),
        {
          type: 'application/json',
        },
      ),
    lastView() {
      const drawn = slack.calls
        .filter(({ method }) => method.startsWith('views.'))
        .map(({ args }) => args.view);
      const refused = drawn.flatMap((view) => validateView(view));
      if (refused.length > 0) throw new Error(`Slack would refuse: ${JSON.stringify(refused)}`);
      return drawn.at(-1);
    },
    async stop() {
      await app.stop();
      await slack.stop();
    },
  };
}

function wireView({
  id = 'V1',
  type,
  callback = 'peering.list',
  memory = {},
  values = {},
  blocks = [],
  previous,
}: GivenView) {
  return {
    id,
    hash: 'hash-1',
    type: type ?? 'modal',
    callback_id: callback,
    private_metadata: typeof memory === 'string' ? memory : JSON.stringify(memory),
    state: { values },
    blocks,
    root_view_id: previous ? 'V0' : id,
    previous_view_id: previous ?? null,
    team_id: 'T0TEAM',
  };
}

/** All words of a view, as one text. */
export function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const { text } = value as { text?: unknown };
  const own = typeof text === 'string' ? text : '';
  return [own, ...Object.values(value).map(wordsOf)].filter(Boolean).join('\n');
}
