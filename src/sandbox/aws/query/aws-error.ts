/** An error of EC2 or STS: its code, the HTTP status that goes with it, a sentence. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = statuses[code] ?? 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const statuses: Record<string, number> = {
  AuthFailure: 401,
  OptInRequired: 401,
  UnauthorizedOperation: 403,
  AccessDenied: 403,
  InvalidClientTokenId: 403,
  DryRunOperation: 412,
  RequestLimitExceeded: 503,
};
