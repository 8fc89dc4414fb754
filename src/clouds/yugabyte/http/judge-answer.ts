import { hash } from 'node:crypto';
import { z } from 'zod';
import { PeeringBotError } from '../../../core/errors.ts';
import type { Mask } from './mask.ts';
import type { Failure, Outcome } from './outcome.ts';
import { type Body, readBody } from './read-body.ts';
import type { ApiRequest } from './request.ts';
import { sayStatus } from './say-status.ts';

const errorBody = z.object({ error: z.object({ detail: z.string() }) });

interface Received {
  request: ApiRequest;
  host: string;
  status: number;
  text: string;
  retryAfterMs: number | undefined;
  mask: Mask;
}

/** Turns what was received whole into an outcome. */
export function judgeAnswer({ request, host, status, text, retryAfterMs, mask }: Received): Outcome {
  const isWell = status >= 200 && status < 300;
  const digest = isWell && request.seen !== undefined ? hash('sha256', text) : undefined;
  if (digest !== undefined && digest === request.seen) return { ok: true, status, body: undefined, digest };
  const body = readBody(text);
  if (isWell) {
    if (body.kind === 'json') return { ok: true, status, body: body.value, ...(digest && { digest }) };
    if (body.kind === 'empty' && request.method !== 'GET') return { ok: true, status, body: undefined };
    return unusable(body.kind, request, host, status);
  }
  const detail = detailOf(body);
  return sayStatus({
    doing: request.doing,
    write: request.method !== 'GET',
    host,
    status,
    page: body.kind === 'page',
    ...(detail && { detail: mask(detail) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function detailOf(body: Body): string | undefined {
  if (body.kind !== 'json') return undefined;
  return errorBody.safeParse(body.value).data?.error.detail;
}

const whatCame = {
  page: (host: string) => `${host} answered with a web page instead of data`,
  empty: (host: string) => `the answer of ${host} was empty`,
  cut: (host: string) => `the answer of ${host} was cut off`,
  other: (host: string) => `the answer of ${host} was no JSON`,
};

function unusable(kind: keyof typeof whatCame, { doing }: ApiRequest, host: string, status: number): Failure {
  const wrongPlace = kind === 'page' || kind === 'other';
  return {
    ...badAnswer(
      `${doing} failed: ${whatCame[kind](host)} (HTTP ${status}).`,
      wrongPlace
        ? 'Check YBM_HOST, and whether a proxy or a sign-in page stands in between.'
        : 'Try again; if it stays so, look for a proxy that cuts answers.',
    ),
    status,
    again: !wrongPlace,
  };
}

/** An answer came, and it says nothing usable: a write may have been carried out. */
export function badAnswer(message: string, mend: string, cause?: Error): Failure {
  return {
    ok: false,
    error: new PeeringBotError('bad-answer', message, {
      means: 'What answered there did not speak like the Yugabyte API.',
      mend,
      cause,
    }),
    effect: 'unknown',
    again: true,
    gone: false,
  };
}
