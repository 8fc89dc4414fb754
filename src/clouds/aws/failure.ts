import type { AwsPlace } from '../../core/cloud/aws-network.ts';
import type { Unseen } from '../../core/cloud/sight.ts';
import { type ErrorCode, PeeringBotError } from '../../core/errors.ts';

/** Whose call it was. */
export type Where = Omit<AwsPlace, 'vpcId'> & {
  /** The role that was assumed, if any. */
  role?: string;
};

/** What kind of failure it was; the vendor's spelling differs from case to case, so case does not count. */
export type FailureKind =
  | Unseen['why']
  | 'dry-run'
  | 'not-found'
  | 'route-exists'
  | 'limit'
  | 'state'
  | 'throttled'
  | 'timeout'
  | 'server'
  | 'other';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function kindOf(error: unknown): FailureKind {
  const name = nameOf(error);
  for (const [pattern, kind] of KINDS) if (pattern.test(name)) return kind;
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
  if (/^E[A-Z]+$/.test(code ?? '')) return 'unreachable';
  if (($metadata?.httpStatusCode ?? 0) >= 500) return 'server';
  return 'other';
}

const KINDS: [RegExp, FailureKind][] = [
  [/^DryRunOperation$/i, 'dry-run'],
  [
    /^(CredentialsProviderError|InvalidClientTokenId|AuthFailure|SignatureDoesNotMatch|UnrecognizedClientException|MissingAuthenticationToken)$/i,
    'no-credentials',
  ],
  [/^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/i, 'expired-credentials'],
  [/^AccessDenied$/i, 'role-denied'],
  [/^(UnauthorizedOperation|AccessDeniedException)$/i, 'denied'],
  [/^(OptInRequired|Blocked|PendingVerification|RegionDisabledException)$/i, 'not-enabled'],
  [/^RouteAlreadyExists$/i, 'route-exists'],
  [/LimitExceeded$/i, 'limit'],
  [/(\.NotFound|NotFoundException)$/i, 'not-found'],
  [/^(RequestLimitExceeded|Throttl|EC2Throttled|RequestThrottled|SlowDown|TooManyRequests)/i, 'throttled'],
  [
    /^(InvalidStateTransition|OperationNotPermitted|IncorrectState|InvalidVpcPeeringConnectionState|InvalidParameterException|VpcPeeringConnectionAlreadyExists)/i,
    'state',
  ],
  [/^(TimeoutError|AbortError|RequestTimeout)/i, 'timeout'],
  [/^(InternalError|InternalFailure|ServerInternal|Unavailable|ServiceUnavailable|Unknown)/i, 'server'],
];

const nameOf = (error: unknown): string => {
  const name = error instanceof Error ? error.name : '';
  // "RequestLimitExceeded" is throttling, whatever its ending.
  return name === 'RequestLimitExceeded' ? 'ThrottlingException' : name;
};

export const sayWhere = ({ account, region }: Where): string => `AWS account ${account}, ${region}`;

/** Why something could not be seen, for people. `action`: the vendor's name of the call. */
export function unseenBy(error: unknown, action: string, where: Where): Unseen {
  const kind = kindOf(error);
  const who = where.role === undefined ? {} : { who: where.role };
  switch (kind) {
    case 'denied':
      return {
        ok: false,
        why: 'denied',
        reason: `the bot may not use ${action} in ${sayWhere(where)}.`,
        missing: action,
        ...who,
      };
    case 'role-denied':
      return {
        ok: false,
        why: 'role-denied',
        reason: `AWS does not let the bot assume ${where.role ?? 'a role'}.`,
        missing: 'sts:AssumeRole',
        ...who,
      };
    case 'no-credentials':
      return { ok: false, why: 'no-credentials', reason: 'the bot has no AWS credentials that AWS accepts.' };
    case 'expired-credentials':
      return { ok: false, why: 'expired-credentials', reason: "the bot's AWS credentials have expired." };
    case 'not-enabled':
      return {
        ok: false,
        why: 'not-enabled',
        reason: `region ${where.region} is not switched on in AWS account ${where.account}.`,
      };
    default:
      return {
        ok: false,
        why: 'unreachable',
        reason: `${sayWhere(where)} ${UNREACHABLE[kind] ?? 'gave an answer that the bot does not understand.'}`,
      };
  }
}

const UNREACHABLE: Partial<Record<FailureKind, string>> = {
  unreachable: 'could not be reached.',
  timeout: 'did not answer in time.',
  throttled: 'has had too many calls; the bot waits.',
  server: 'has a fault of its own.',
};

/** Why a change was not made, for people. */
export function changeFailed(error: unknown, action: string, where: Where): PeeringBotError {
  const kind = kindOf(error);
  const [code, sentence, mend] = CHANGES[kind] ?? [
    'bad-answer',
    'gave an answer that the bot does not understand',
  ];
  const isDenied = kind === 'denied';
  return new PeeringBotError(
    code,
    isDenied
      ? `The bot may not use ${action} in ${sayWhere(where)}.`
      : `${sayWhere(where)} ${sentence} (${action}).`,
    {
      ...(isDenied
        ? {
            mend: `Whoever may change that account does it, or adds ${action} to the bot's role; it goes on by itself then.`,
          }
        : mend !== undefined && { mend }),
      cause: error,
    },
  );
}

const CHANGES: Partial<Record<FailureKind, [code: ErrorCode, sentence: string, mend?: string]>> = {
  denied: ['forbidden', ''],
  'role-denied': [
    'forbidden',
    'does not let the bot assume its role',
    'Look at the trust policy of that role.',
  ],
  'no-credentials': ['unauthorized', "does not accept the bot's credentials"],
  'expired-credentials': ['unauthorized', "no longer accepts the bot's credentials"],
  'not-enabled': ['forbidden', 'is not switched on', 'Switch the region on.'],
  'not-found': ['conflict', 'does not know it, or not yet'],
  state: ['conflict', 'says that it is not in the state for that'],
  limit: [
    'limit-reached',
    'has reached a quota',
    'Raise the quota in Service Quotas, or remove what is not needed.',
  ],
  throttled: ['rate-limited', 'has had too many calls'],
  timeout: ['timeout', 'did not answer in time'],
  unreachable: ['unreachable', 'could not be reached'],
  server: ['server-error', 'has a fault of its own'],
};
