import { type Answer, Refusal } from '../http.ts';

/** A refusal with the reason that Compute Engine's error envelope names. */
export class ComputeError extends Refusal {
  readonly reason: string;
  constructor(status: number, reason: string, message: string) {
    super(status, message);
    this.reason = reason;
  }
}

export const notFound = (resource: string) =>
  new ComputeError(404, 'notFound', `The resource '${resource}' was not found`);

export const invalid = (field: string, value: unknown, why: string) =>
  new ComputeError(400, 'invalid', `Invalid value for field '${field}': '${String(value)}'. ${why}`);

const reasons: Record<number, string> = {
  400: 'badRequest',
  401: 'authError',
  403: 'forbidden',
  404: 'notFound',
  409: 'alreadyExists',
  429: 'rateLimitExceeded',
  503: 'backendError',
};

/** The envelope of all Google APIs over REST. */
export function refuseCompute(
  status: number,
  message: string,
  reason = reasons[status] ?? 'backendError',
): Answer {
  return {
    status,
    json: { error: { code: status, message, errors: [{ message, domain: 'global', reason }] } },
  };
}
