import type { Unseen } from '../../core/cloud/sight.ts';
import { type ErrorCode, PeeringBotError } from '../../core/errors.ts';
import { CredentialsMissing } from './sdk.ts';

/** A failure of Compute Engine in one shape, whichever client version has thrown it. */
export interface Failure {
  kind:
    | Exclude<Unseen['why'], 'role-denied'>
    | 'not-found'
    | 'in-progress'
    | 'same-peer'
    | 'overlap'
    | 'quota'
    | 'throttled'
    | 'timeout'
    | 'server'
    | 'other';
  /** Compute Engine's own words; for the log, and to find the missing permission in. */
  message: string;
}

interface ErrorBody {
  code?: number;
  message?: string;
  errors?: { reason?: string; message?: string }[];
  details?: { reason?: string }[];
}

/**
 * https://cloud.google.com/compute/docs/api/how-tos/api-requests-responses#error_codes. The client of Node 20 puts the
 * raw body into the message; its numbers are HTTP's, those of later versions gRPC's. Plain calls have it in their response.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof CredentialsMissing) return { kind: 'no-credentials', message: error.message };
  const {
    code,
    httpStatusCode,
    message = '',
    response,
  } = error as {
    code?: number | string;
    httpStatusCode?: number;
    message?: string;
    response?: { data?: { error?: ErrorBody } };
  };
  const body = bodyIn(message) ?? response?.data?.error;
  // That of a DOMException is a number as well, and no status.
  const ownCode = typeof code === 'number' && !(error instanceof DOMException) ? code : undefined;
  const status = body?.code ?? httpStatusCode ?? ownCode;
  const words = body?.message ?? message;
  const reasons = [...(body?.errors ?? []), ...(body?.details ?? [])]
    .map(({ reason = '' }) => reason)
    .join(' ');
  return {
    kind: kindOf(status, reasons, words, typeof code === 'string' ? code : String((error as Error).name)),
    message: words,
  };
}

function bodyIn(message: string): ErrorBody | undefined {
  try {
    return (JSON.parse(message) as { error?: ErrorBody }).error;
  } catch {
    return undefined;
  }
}

function kindOf(status: number | undefined, reasons: string, words: string, code: string): Failure['kind'] {
  if (/Could not load the default credentials|invalid_grant.*no such account/i.test(words))
    return 'no-credentials';
  if (/invalid_grant|token.*expired|reauth/i.test(words)) return 'expired-credentials';
  if (/operation in progress on the local or peer network/i.test(words)) return 'in-progress';
  if (/already a peering .* with the same network/i.test(words)) return 'same-peer';
  if (/overlaps with|IP range in the peer network/i.test(words)) return 'overlap';
  if (/accessNotConfigured|SERVICE_DISABLED/.test(reasons)) return 'not-enabled';
  if (/quotaExceeded/.test(reasons) || /QUOTA|limit exceeded|exceeds the limit/i.test(words)) return 'quota';
  if (/rateLimitExceeded|CONCURRENT_OPERATIONS/.test(reasons) || status === 429) return 'throttled';
  if (/TIMEDOUT|TimeoutError|AbortError|ESOCKETTIMEDOUT/i.test(code)) return 'timeout';
  if (/^E[A-Z]+$/.test(code)) return 'unreachable';
  switch (status) {
    case 401:
      return 'no-credentials';
    case 403:
      return 'denied';
    case 404:
      return 'not-found';
    case 409:
      return 'in-progress';
    default:
      return (status ?? 0) >= 500 ? 'server' : 'other';
  }
}

/** Why something could not be seen, for people. `permission`: what the call takes. */
export function unseenBy(error: unknown, permission: string, project: string): Unseen {
  const { kind } = failureOf(error);
  switch (kind) {
    case 'denied':
      return {
        ok: false,
        why: 'denied',
        reason: `the bot may not use ${permission} in GCP project ${project}.`,
        missing: permission,
      };
    case 'no-credentials':
      return {
        ok: false,
        why: 'no-credentials',
        reason: 'the bot has no GCP credentials that Google accepts.',
      };
    case 'expired-credentials':
      return { ok: false, why: 'expired-credentials', reason: "the bot's GCP credentials have expired." };
    case 'not-enabled':
      return {
        ok: false,
        why: 'not-enabled',
        reason: `the Compute Engine API is not switched on in GCP project ${project}.`,
      };
    default:
      return {
        ok: false,
        why: 'unreachable',
        reason: `Compute Engine ${UNREACHABLE[kind] ?? 'gave an answer that the bot does not understand'} (project ${project}).`,
      };
  }
}

const UNREACHABLE: Partial<Record<Failure['kind'], string>> = {
  unreachable: 'could not be reached',
  timeout: 'did not answer in time',
  throttled: 'has had too many calls; the bot waits',
  quota: 'has had too many calls; the bot waits',
  server: 'has a fault of its own',
  'not-found': 'does not know the project',
};

/** Why a change was not made, for people. */
export function changeFailed(error: unknown, permission: string, project: string): PeeringBotError {
  const { kind } = failureOf(error);
  if (kind === 'denied') {
    return new PeeringBotError('forbidden', `The bot may not use ${permission} in GCP project ${project}.`, {
      mend: `Whoever may change that project does it, or adds ${permission} to the bot's role; it goes on by itself then.`,
      cause: error,
    });
  }
  const [code, sentence, mend] = CHANGES[kind] ?? [
    'bad-answer',
    'gave an answer that the bot does not understand',
  ];
  return new PeeringBotError(code, `Compute Engine ${sentence} (project ${project}).`, {
    ...(mend !== undefined && { mend }),
    cause: error,
  });
}

const CHANGES: Partial<Record<Failure['kind'], [code: ErrorCode, sentence: string, mend?: string]>> = {
  'no-credentials': ['unauthorized', "does not accept the bot's credentials"],
  'expired-credentials': ['unauthorized', "no longer accepts the bot's credentials"],
  'not-enabled': ['forbidden', 'is not switched on', 'Switch the Compute Engine API on.'],
  'not-found': ['not-found', 'does not know the network'],
  'in-progress': ['conflict', 'is busy with another operation on one of the two networks'],
  'same-peer': ['conflict', 'says that there is such a peering already'],
  overlap: [
    'route-taken',
    'refused: ranges of the two networks, or of others that they are peered with, overlap',
    'One of the overlapping ranges has to change.',
  ],
  quota: [
    'limit-reached',
    'has reached a quota',
    'Raise the quota of peerings per network, or remove what is not needed.',
  ],
  throttled: ['rate-limited', 'has had too many calls'],
  timeout: ['timeout', 'did not answer in time'],
  unreachable: ['unreachable', 'could not be reached'],
  server: ['server-error', 'has a fault of its own'],
};
