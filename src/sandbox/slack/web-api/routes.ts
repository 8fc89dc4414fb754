import { type Faults, withFaults } from '../../faults.ts';
import type { Answer, Route, SandboxRequest } from '../../http.ts';
import type { Json } from '../block-kit/checks.ts';
import type { Context } from '../context.ts';
import { type Args, readArgs } from './args.ts';
import { type Method, SlackError, TooFast } from './method.ts';

const appScopes = ['connections:write'];

/** `/api/<method>` by POST or GET: https://docs.slack.dev/apis/web-api */
export function webApiRoutes(context: Context, methods: Record<string, Method>, faults: Faults): Route[] {
  const handle = (request: SandboxRequest) => answer(context, methods, request);
  const routes = ['POST', 'GET'].map((method) => ({ method, path: '/api/:method', handle }));
  return withFaults(routes, faults, 'slack', wordStatus).map((route) => ({
    ...route,
    handle: (request) => context.activity.during(Promise.resolve(route.handle(request))),
  }));
}

function wordStatus(status: number): Answer {
  const error = status === 429 ? 'ratelimited' : status === 503 ? 'service_unavailable' : 'internal_error';
  return { status, json: { ok: false, error } };
}

function answer(context: Context, methods: Record<string, Method>, request: SandboxRequest): Answer {
  const name = request.params.method ?? '';
  const { args, token } = readArgs(request);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const granted = token?.startsWith('xapp-') ? appScopes : context.state.app.scopes;
  const result = attempt(context, method, args, token, granted);
  context.journal.addCall({
    method: name,
    args: structuredClone(args.all),
    answer: structuredClone(result.body),
  });
  return {
    status: result.retryAfter === undefined ? 200 : 429,
    json: result.body,
    headers: {
      'x-oauth-scopes': granted.join(','),
      'x-accepted-oauth-scopes': method?.scopes.join(',') ?? '',
      ...(result.retryAfter !== undefined && { 'retry-after': String(result.retryAfter) }),
    },
  };
}

function attempt(
  context: Context,
  method: Method | undefined,
  args: Args,
  token: string | undefined,
  granted: string[],
): { body: Json; retryAfter?: number } {
  try {
    if (!method) throw new SlackError('unknown_method');
    checkToken(method, token);
    if (method.scopes.length > 0 && !method.scopes.some((scope) => granted.includes(scope))) {
      throw new SlackError('missing_scope', { needed: method.scopes.join(','), provided: granted.join(',') });
    }
    return { body: { ok: true, ...method.run(context, args) } };
  } catch (error) {
    if (error instanceof SlackError) return { body: { ok: false, error: error.message, ...error.more } };
    if (error instanceof TooFast)
      return { body: { ok: false, error: error.message }, retryAfter: error.seconds };
    throw error;
  }
}

/** A made-up token stands for the bot or the app by its prefix alone. */
function checkToken({ token: wanted }: Method, token: string | undefined) {
  if (wanted === 'any' && !token) return;
  if (!token) throw new SlackError('not_authed');
  const kind = /^(xoxb|xapp)-local-/.exec(token)?.[1];
  if (!kind) throw new SlackError('invalid_auth');
  if (wanted !== 'any' && (kind === 'xoxb') !== (wanted === 'bot'))
    throw new SlackError('not_allowed_token_type');
}
