import type { Unseen } from '../../core/cloud/sight.ts';
import { OtherAccount } from './other-account.ts';

export type FailureKind =
  | Unseen['why']
  | 'other-account'
  | 'dry-run'
  | 'not-found'
  | 'route-exists'
  | 'limit'
  | 'state'
  | 'throttled'
  | 'timeout'
  | 'server'
  /** With a code that says nothing to the bot. */
  | 'refused'
  /** An answer that is none. */
  | 'other';

/**
 * What kind of failure the SDK has thrown. The vendor's spelling differs from call to call, so case does not count.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function kindOf(error: unknown): FailureKind {
  if (!(error instanceof Error)) return 'other';
  if (error instanceof OtherAccount) return 'other-account';
  const { $metadata, code = '' } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
  // Before the name: to the SDK a broken connection is a "TimeoutError", too.
  if (code === 'ETIMEDOUT') return 'timeout';
  if (SOCKET.test(code)) return 'unreachable';
  for (const [pattern, kind] of KINDS) if (pattern.test(error.name)) return kind;
  const status = $metadata?.httpStatusCode ?? 0;
  if (status >= 500) return 'server';
  return status >= 400 ? 'refused' : 'other';
}

/** What AWS has refused a call with: its code, or the HTTP status where a web page came instead. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason';
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return /^[A-Z][\w.]{1,80}$/.test(error.name) && error.name !== 'Unknown'
    ? error.name
    : `HTTP ${$metadata?.httpStatusCode}`;
}

/** Node's codes for a connection that did not come about, or not securely, or broke. */
const SOCKET =
  /^(ECONN|EPIPE|EHOST|ENET|ENOTFOUND|EAI_|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_)/;

/** The first that fits. */
const KINDS: [RegExp, FailureKind][] = [
  [/^DryRunOperation$/i, 'dry-run'],
  [
    /^(CredentialsProviderError|InvalidClientTokenId|InvalidAccessKeyId|AuthFailure|SignatureDoesNotMatch|IncompleteSignature|UnrecognizedClientException|MissingAuthenticationToken|InvalidIdentityToken(Exception)?|IDPRejectedClaim(Exception)?)$/i,
    'no-credentials',
  ],
  [
    /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired|TokenProviderError)$/i,
    'expired-credentials',
  ],
  // EC2 says UnauthorizedOperation: this is STS.
  [/^AccessDenied$/i, 'role-denied'],
  [/^(UnauthorizedOperation|AccessDeniedException)$/i, 'denied'],
  [/^(OptInRequired|Blocked|PendingVerification|RegionDisabledException)$/i, 'not-enabled'],
  [/^(RequestLimitExceeded|Throttl|EC2Throttled|RequestThrottled|SlowDown|TooManyRequests)/i, 'throttled'],
  [/^RouteAlreadyExists$/i, 'route-exists'],
  [/LimitExceeded$/i, 'limit'],
  [/(\.NotFound|\.Malformed|NotFoundException)$/i, 'not-found'],
  [
    /^(InvalidStateTransition|OperationNotPermitted|IncorrectState|InvalidVpcPeeringConnectionState|InvalidParameterException|VpcPeeringConnectionAlreadyExists)/i,
    'state',
  ],
  [/^(TimeoutError|AbortError|RequestTimeout)/i, 'timeout'],
  [/^(InternalError|InternalFailure|ServerInternal|Unavailable|ServiceUnavailable)/i, 'server'],
];
