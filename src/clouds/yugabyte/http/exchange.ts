import { type ErrorCode, PeeringBotError } from '../../../core/errors.ts';
import { badAnswer, judgeAnswer } from './judge-answer.ts';
import type { Mask } from './mask.ts';
import type { Failure, Outcome } from './outcome.ts';
import { type ApiRequest, requestTarget } from './request.ts';
import { retryAfterMs } from './retry-after.ts';
import { sayNetwork } from './say-network.ts';
import type { Timeouts } from './settings.ts';

/** For metrics: the path as template, the HTTP status (or why there was none), the duration. */
export interface YugabyteCall {
  method: string;
  path: string;
  status: number | ErrorCode;
  ms: number;
}

/** Makes one call, once. A failure is an outcome, never thrown. */
export type Exchange = (request: ApiRequest) => Promise<Outcome>;

interface ExchangeOptions {
  /** Scheme and host, e.g. `https://cloud.yugabyte.com`. */
  origin: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
  timeouts: Timeouts;
  mask: Mask;
  now: () => number;
  onCall: ((call: YugabyteCall) => void) | undefined;
}

export function createExchange(options: ExchangeOptions): Exchange {
  return async (request) => {
    const started = performance.now();
    const outcome = await call(request, options);
    options.onCall?.({
      method: request.method,
      path: request.path,
      status: outcome.status ?? (outcome.ok ? 200 : outcome.error.code),
      ms: performance.now() - started,
    });
    return outcome;
  };
}

async function call(request: ApiRequest, options: ExchangeOptions): Promise<Outcome> {
  const { origin, apiKey, fetch, timeouts, mask, now } = options;
  const { host } = new URL(origin);
  const url = `${origin}/api/public/v1${requestTarget(request)}`;
  const { answerMs, overallMs } = timeouts;
  // One controller with plain timers: AbortSignal.any leaks (https://github.com/nodejs/node/issues/54614).
  const giveUp = new AbortController();
  const untilAnswer = setTimeout(() => giveUp.abort(), answerMs);
  const untilEnd = setTimeout(() => giveUp.abort(), overallMs);
  let answered = false;
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: 'application/json',
        'user-agent': 'peering-bot',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      // A followed redirect could turn a write into a read.
      redirect: 'manual',
      signal: giveUp.signal,
    });
    answered = true;
    clearTimeout(untilAnswer);
    const text = await response.text();
    return judgeAnswer({
      request,
      host,
      status: response.status,
      text,
      retryAfterMs: retryAfterMs(response.headers, now()),
      mask,
    });
  } catch (error) {
    if (giveUp.signal.aborted) return tooSlow(request, host, answered ? overallMs : answerMs);
    const cause = plainCause(error, mask);
    if (!answered) return sayNetwork(error, request.doing, host, cause);
    return badAnswer(
      `${request.doing} failed: the answer of ${host} was cut off.`,
      'Try again; if it stays so, look for a proxy that cuts answers.',
      cause,
    );
  } finally {
    clearTimeout(untilAnswer);
    clearTimeout(untilEnd);
  }
}

function tooSlow({ doing }: ApiRequest, host: string, ms: number): Failure {
  const waited = ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`;
  return {
    ok: false,
    error: new PeeringBotError('timeout', `${doing} failed: ${host} did not answer within ${waited}.`, {
      means: 'Yugabyte is slow or out of reach; what is shown may be old.',
      mend: "Try again in a minute; if it stays so, look at Yugabyte's status page and at the network.",
    }),
    effect: 'unknown',
    again: true,
    gone: false,
  };
}

/** The words of an error and its causes, and nothing else: request headers must not travel along with it. */
function plainCause(error: unknown, mask: Mask): Error {
  const words: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) words.push(at.message);
  return new Error(mask(words.join(': ') || 'no reason given'));
}
