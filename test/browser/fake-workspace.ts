import type { ServerResponse } from 'node:http';
import { type Answer, type Route, serve } from '../../src/sandbox/http.ts';
import { bundlePage, type PageBundle, pageRoutes } from '../../src/sandbox/page-bundle.ts';
import type { ClientCalls, ClientState, PersonaName } from '../../src/sandbox/slack/client-api.ts';
import { pictureHost } from './fixture-blocks.ts';
import { fixtureState, now } from './fixture-state.ts';
import { fixtureWorld } from './fixture-world.ts';

type Call = { [Name in keyof ClientCalls]: { name: Name; body: ClientCalls[Name] } }[keyof ClientCalls];

/** A server with just enough of `/client/` and `/sandbox/` to try the page alone. */
export interface FakeWorkspace {
  url: string;
  /** What the page sent, in order. */
  calls: Call[];
  /** Bodies that were sent to `/sandbox/*`. */
  turns: { path: string; body: Record<string, unknown> }[];
  state(as: PersonaName): ClientState;
  /** Changes what that persona sees and tells the page. */
  change(as: PersonaName, edit: (state: ClientState) => void): void;
  /** Takes over the answer to a call; what it returns goes out as JSON. */
  answer<N extends keyof ClientCalls>(
    name: N,
    work: (body: ClientCalls[N]) => Answer | Promise<Answer>,
  ): void;
  /** Breaks all event streams, as a restart would. */
  breakStreams(): void;
  /** Everything as in the beginning. */
  reset(): void;
  close(): Promise<void>;
}

const names: (keyof ClientCalls)[] = [
  'say',
  'shortcut',
  'input',
  'action',
  'options',
  'submit',
  'close',
  'open-channel',
  'open-home',
];

const teal =
  '<svg xmlns="http://www.w3.org/2000/svg" width="76" height="76"><rect width="76" height="76" fill="teal"/></svg>';

let bundled: Promise<PageBundle> | undefined;

export async function createFakeWorkspace(): Promise<FakeWorkspace> {
  bundled ??= bundlePage();
  const states = new Map<PersonaName, ClientState>();
  const answers = new Map<string, (body: never) => Answer | Promise<Answer>>();
  const streams = new Set<{ as: PersonaName; response: ServerResponse }>();
  const fake: FakeWorkspace = {
    url: '',
    calls: [],
    turns: [],
    state(as) {
      const state = states.get(as) ?? fixtureState(as);
      states.set(as, state);
      return state;
    },
    change(as, edit) {
      const state = fake.state(as);
      edit(state);
      state.revision += 1;
      for (const stream of streams) {
        if (stream.as === as) stream.response.write(`data: {"revision": ${state.revision}}\n\n`);
      }
    },
    answer: (name, work) => void answers.set(name, work),
    breakStreams() {
      for (const { response } of streams) response.destroy();
    },
    reset() {
      const revision = Math.max(1, ...[...states.values()].map((state) => state.revision));
      states.clear();
      answers.clear();
      fake.calls.length = 0;
      fake.turns.length = 0;
      for (const as of ['operator', 'approver', 'viewer', 'guest'] as const)
        fake.state(as).revision = revision + 1;
    },
    close: () => Promise.resolve(),
  };

  const routes: Route[] = [
    ...pageRoutes(await bundled),
    {
      method: 'GET',
      path: '/client/state',
      handle({ query }) {
        const text = JSON.stringify(fake.state(query.get('as') as PersonaName));
        return { json: JSON.parse(text.replaceAll(pictureHost, fake.url)) };
      },
    },
    {
      method: 'GET',
      path: '/client/events',
      handle: ({ query }) => ({
        raw(response) {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(':\n\n');
          const stream = { as: query.get('as') as PersonaName, response };
          streams.add(stream);
          response.on('close', () => streams.delete(stream));
        },
      }),
    },
    ...names.map(
      (name): Route => ({
        method: 'POST',
        path: `/client/${name}`,
        async handle(request) {
          const body = request.json() as never;
          fake.calls.push({ name, body } as Call);
          const own = answers.get(name);
          return own ? await own(body) : { json: behave(fake, name, body) };
        },
      }),
    ),
    {
      method: 'GET',
      path: '/teal.svg',
      handle: () => ({ text: teal, headers: { 'content-type': 'image/svg+xml' } }),
    },
    { method: 'GET', path: '/sandbox/state', handle: () => ({ json: fixtureWorld(now) }) },
    {
      method: 'GET',
      path: '/sandbox/scenarios',
      handle: () => ({
        json: [
          { name: 'empty', description: 'An account on its first day.' },
          { name: 'small-company', description: 'Six peerings, two of them pending.' },
          { name: 'thousand', description: '1,000 peerings.' },
        ],
      }),
    },
    {
      method: 'GET',
      path: '/sandbox/coverage',
      handle: () => ({
        json: { yugabyte: [{ method: 'GET', path: '/ping', covers: 'answers', differs: 'nothing' }] },
      }),
    },
    {
      method: 'POST',
      path: '/sandbox/:what',
      handle(request) {
        const body = request.json() as Record<string, unknown>;
        fake.turns.push({ path: request.params.what ?? '', body });
        if (body.advance === 'soon')
          return { status: 400, json: { error: 'Write a duration, such as 26h.' } };
        return { json: { ok: true } };
      },
    },
  ];

  const served = await serve({ port: 0, routes });
  fake.url = `http://127.0.0.1:${served.port}`;
  fake.close = served.close;
  return fake;
}

/** What a workspace does by itself. */
function behave<N extends keyof ClientCalls>(fake: FakeWorkspace, name: N, body: ClientCalls[N]): object {
  const { as } = body;
  const call = { name, body } as Call;
  switch (call.name) {
    case 'say': {
      const { channel, text, threadTs } = call.body;
      fake.change(as, (state) => {
        const ts = `${Math.floor(now / 1000)}.${String(state.revision).padStart(6, '0')}`;
        const said = { channel, ts, user: state.me.id, text, edited: false, ephemeral: false, replyCount: 0 };
        state.messages[channel] = [
          ...(state.messages[channel] ?? []),
          threadTs ? { ...said, threadTs } : said,
        ];
      });
      break;
    }
    case 'input': {
      const { container, blockId, actionId, value } = call.body;
      fake.change(as, (state) => {
        const view =
          'view' in container
            ? [...state.views, state.home].find((one) => one?.id === container.view)
            : undefined;
        if (view) view.values[blockId] = { ...view.values[blockId], [actionId]: value };
      });
      break;
    }
    case 'submit':
      fake.change(as, (state) => state.views.pop());
      break;
    case 'close': {
      const { all } = call.body;
      fake.change(as, (state) => {
        state.views = all ? [] : state.views.slice(0, -1);
      });
      break;
    }
    case 'open-channel': {
      const { channel } = call.body;
      fake.change(as, (state) => {
        const opened = state.channels.find((one) => one.id === channel);
        Object.assign(opened ?? {}, { unread: 0, mentions: 0 });
      });
      break;
    }
    case 'options':
      return { options: suggest(call.body.query) };
    default:
  }
  return { ok: true };
}

function suggest(query: string): object[] {
  return ['orders-vpc', 'payments-vpc', 'analytics-vpc']
    .filter((name) => name.includes(query))
    .map((name) => ({ text: { type: 'plain_text', text: name }, value: `id of ${name}` }));
}
