/** Stable codes of everything that can go wrong and is worth a sentence of its own. */
export type ErrorCode =
  // Yugabyte, and later the clouds
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'server-error'
  | 'bad-answer'
  | 'rejected'
  | 'write-uncertain'
  | 'account-ambiguous'
  // AWS and GCP
  | 'route-taken'
  | 'limit-reached'
  // Slack
  | 'not-in-channel'
  | 'channel-archived'
  | 'channel-not-found'
  | 'message-gone'
  | 'slack-failed'
  // store
  | 'store-conflict'
  | 'store-locked'
  | 'store-damaged'
  | 'store-unwritable'
  // operations
  | 'not-allowed'
  | 'plan-changed'
  | 'plan-expired'
  | 'peering-gone'
  | 'name-ambiguous'
  | 'stopping'
  | 'config';

/**
 * An error that people may read. `message` is one sentence saying what failed, `means` what that means,
 * `mend` what to do. The cause is kept for the log and never shown.
 */
export class PeeringBotError extends Error {
  readonly code: ErrorCode;
  readonly means: string | undefined;
  readonly mend: string | undefined;
  /** How long the other side asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { means?: string; mend?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'PeeringBotError';
    this.code = code;
    this.means = more.means;
    this.mend = more.mend;
    this.retryAfterMs = more.retryAfterMs;
  }
}

export function hasCode(error: unknown, ...codes: ErrorCode[]): error is PeeringBotError {
  return error instanceof PeeringBotError && codes.includes(error.code);
}
