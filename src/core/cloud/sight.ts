/** One thing that was looked at in a cloud, or why it could not be seen. */
export type Sight<T> = { ok: true; value: T } | Unseen;

/** Not seen is not "not there": what depends on it is unknown. */
export interface Unseen {
  ok: false;
  why:
    | 'no-credentials'
    | 'expired-credentials'
    /** The role of the account may not be assumed. */
    | 'role-denied'
    /** The credentials are good, one action or permission is missing. */
    | 'denied'
    /** Dead, slow, throttled, or an answer that nobody understands. */
    | 'unreachable'
    /** The region is not switched on in the account, the API not in the project. */
    | 'not-enabled';
  /** One sentence, plain text, for people; no secret, no raw vendor message. */
  reason: string;
  /** The vendor's name of what is missing, e.g. `ec2:DescribeRouteTables`, `compute.networks.get`, `sts:AssumeRole`. */
  missing?: string;
  /** Who lacks it, where known: a role's ARN or name, a service account. */
  who?: string;
}
