import { type ErrorCode, PeeringBotError } from '../../core/errors.ts';
import { type FailureKind, kindOf, refusalOf } from './kind-of.ts';
import { unseenBy } from './unseen-by.ts';
import { sayWhere, type Where } from './where.ts';

type Saying = [code: ErrorCode, sentence: string, mend?: string];

/** Why a change was not made, or what it is about not read, for people. `action`: e.g. `ec2:CreateRoute`. */
export function changeFailed(error: unknown, action: string, where: Where): PeeringBotError {
  const kind = kindOf(error);
  if (kind === 'denied') {
    return new PeeringBotError('forbidden', `The bot may not use ${action} in ${sayWhere(where)}.`, {
      mend: `Whoever may change that account does it, or adds ${action} to the bot's role; it goes on by itself then.`,
      cause: error,
    });
  }
  if (kind === 'role-denied' || kind === 'other-account') {
    const { reason } = unseenBy(error, action, where);
    return new PeeringBotError('forbidden', reason.replace(/^t/, 'T'), {
      mend: "Make the role of PEERING_AWS_ROLE_ARN in that account, with a trust policy for the bot's own identity.",
      cause: error,
    });
  }
  if (kind === 'refused') {
    return new PeeringBotError(
      'rejected',
      `${sayWhere(where)} refused it with ${refusalOf(error)} (${action}).`,
      {
        mend: 'Look up that code in the Amazon EC2 API Reference; the log has the words of AWS.',
        cause: error,
      },
    );
  }
  const [code, sentence, mend] = byName(error) ?? SAYINGS[kind] ?? NOT_UNDERSTOOD;
  return new PeeringBotError(code, `${sayWhere(where)} ${sentence} (${action}).`, {
    ...(mend !== undefined && { mend }),
    cause: error,
  });
}

const byName = (error: unknown): Saying | undefined =>
  error instanceof Error ? NAMED.find(([name]) => name.test(error.name))?.[1] : undefined;

const RAISE = 'Raise the quota in Service Quotas, or remove what is not needed.';

/** Where the vendor's code tells more than its kind. */
const NAMED: [RegExp, Saying][] = [
  [/^RouteLimitExceeded$/i, ['limit-reached', 'has no room for another route in that table', RAISE]],
  [
    /^(Active)?VpcPeeringConnections?PerVpcLimitExceeded$/i,
    ['limit-reached', 'has as many peerings of that VPC as the quota allows', RAISE],
  ],
  [
    /^InvalidVpcPeeringConnectionState\.DnsHostnamesDisabled$/i,
    [
      'conflict',
      'says that DNS resolution or DNS hostnames are off in one of the two VPCs',
      'Both have to be on in both VPCs.',
    ],
  ],
];

const NOT_UNDERSTOOD: Saying = ['bad-answer', 'gave an answer that the bot does not understand'];

const SAYINGS: Partial<Record<FailureKind, Saying>> = {
  'no-credentials': [
    'unauthorized',
    "does not accept the bot's credentials",
    "Look at the bot's credentials.",
  ],
  'expired-credentials': [
    'unauthorized',
    "no longer accepts the bot's credentials",
    "Renew the bot's credentials.",
  ],
  'not-enabled': ['forbidden', 'is not switched on', 'Switch the region on in that account.'],
  'not-found': ['conflict', 'does not know it, or not yet'],
  'route-exists': ['conflict', 'has a route to that network already, which it does not show yet'],
  state: ['conflict', 'says that it is not in the state for that'],
  limit: ['limit-reached', 'has reached a quota', RAISE],
  throttled: ['rate-limited', 'has had too many calls'],
  timeout: ['timeout', 'did not answer in time'],
  unreachable: ['unreachable', 'could not be reached'],
  server: ['server-error', 'has a fault of its own'],
};
