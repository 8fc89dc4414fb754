import { z } from 'zod';
import type { Answer, Route, SandboxRequest } from '../../http.ts';
import type { ClientCalls } from '../client-api.ts';
import type { Context } from '../context.ts';
import { act } from '../hand/act.ts';
import { close } from '../hand/close.ts';
import { openChannel, openHome } from '../hand/open.ts';
import { say } from '../hand/say.ts';
import { useShortcut } from '../hand/shortcut.ts';
import { submit } from '../hand/submit.ts';
import { suggest } from '../hand/suggest.ts';
import { person, visibleChannel } from '../people.ts';
import { readBody } from '../read-body.ts';
import type { User } from '../state.ts';
import { eventStream } from './event-stream.ts';
import { pageState } from './page-state.ts';

const as = z.string();
const container = z.union([
  z.strictObject({ view: z.string() }),
  z.strictObject({ message: z.strictObject({ channel: z.string(), ts: z.string() }) }),
]);
const touch = { as, container, blockId: z.string(), actionId: z.string() };
const value = z.record(z.string(), z.unknown());

const schemas = {
  say: z.strictObject({ as, channel: z.string(), text: z.string(), threadTs: z.string().optional() }),
  shortcut: z.strictObject({ as, callbackId: z.string() }),
  input: z.strictObject({ ...touch, value, entered: z.boolean().optional() }),
  action: z.strictObject({ ...touch, value }),
  options: z.strictObject({ ...touch, query: z.string() }),
  submit: z.strictObject({ as, view: z.string() }),
  close: z.strictObject({ as, view: z.string(), all: z.boolean() }),
  'open-channel': z.strictObject({ as, channel: z.string() }),
  'open-home': z.strictObject({ as }),
} satisfies Record<keyof ClientCalls, z.ZodObject>;

type Calls = { [Name in keyof typeof schemas]: z.infer<(typeof schemas)[Name]> };
type Work = {
  [Name in keyof Calls]: (context: Context, user: User, call: Calls[Name]) => Promise<object | undefined>;
};

const work: Work = {
  say: (context, user, { channel, text, threadTs }) =>
    say(context, user, visibleChannel(context, user, channel), text, threadTs).then(nothing),
  shortcut: (context, user, { callbackId }) => useShortcut(context, user, callbackId).then(nothing),
  input: (context, user, { entered, ...rest }) =>
    act(context, user, { ...rest, entered: entered ?? false }).then(nothing),
  action: (context, user, call) => act(context, user, call).then(nothing),
  options: (context, user, call) => suggest(context, user, call),
  submit: (context, user, { view }) => submit(context, user, view).then(nothing),
  close: (context, user, { view, all }) => close(context, user, view, all).then(nothing),
  'open-channel': (context, user, { channel }) =>
    openChannel(context, user, visibleChannel(context, user, channel)).then(nothing),
  'open-home': (context, user) => openHome(context, user).then(nothing),
};

const nothing = () => undefined;

/** What the page calls; see client-api.ts. */
export function clientRoutes(context: Context): Route[] {
  const names = Object.keys(schemas) as (keyof Calls)[];
  return [
    {
      method: 'GET',
      path: '/client/state',
      handle: ({ query }) => ({ json: pageState(context, person(context, query.get('as') ?? '')) }),
    },
    { method: 'GET', path: '/client/events', handle: () => eventStream(context) },
    ...names.map((name) => ({
      method: 'POST',
      path: `/client/${name}`,
      handle: (request: SandboxRequest) => call(context, name, request),
    })),
  ];
}

async function call<Name extends keyof Calls>(
  context: Context,
  name: Name,
  request: SandboxRequest,
): Promise<Answer> {
  const body = readBody(request, schemas[name]) as Calls[Name];
  const result = await work[name](context, person(context, body.as), body);
  return { json: result ?? { ok: true } };
}
