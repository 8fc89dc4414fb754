import type { Unseen } from '../../core/cloud/sight.ts';
import { type FailureKind, kindOf, refusalOf } from './kind-of.ts';
import { sayWhere, type Where } from './where.ts';

/** Why something could not be seen, for people. `action`: the vendor's name of the call, e.g. `ec2:DescribeVpcs`. */
export function unseenBy(error: unknown, action: string, where: Where): Unseen {
  const kind = kindOf(error);
  const who = where.who === undefined ? {} : { who: where.who };
  const unseen = (why: Unseen['why'], reason: string): Unseen => ({ ok: false, why, reason });
  switch (kind) {
    case 'denied':
      return {
        ...unseen('denied', `the bot may not use ${action} in ${sayWhere(where)}.`),
        missing: action,
        ...who,
      };
    case 'role-denied':
      return {
        ...unseen('role-denied', `AWS does not let the bot assume ${where.who ?? 'the role it is to have'}.`),
        missing: 'sts:AssumeRole',
        ...who,
      };
    case 'other-account':
      return { ...unseen('role-denied', (error as Error).message), missing: 'sts:AssumeRole' };
    case 'no-credentials':
      return unseen(
        'no-credentials',
        error instanceof Error && error.name === 'CredentialsProviderError'
          ? 'the bot has no AWS credentials.'
          : `AWS does not accept the bot's credentials in ${where.region}. A region that is not switched on answers so, too.`,
      );
    case 'expired-credentials':
      return unseen('expired-credentials', "the bot's AWS credentials have expired.");
    case 'not-enabled':
      return unseen(
        'not-enabled',
        `region ${where.region} is not switched on in AWS account ${where.account}.`,
      );
    case 'refused':
      return unseen('unreachable', `${sayWhere(where)} refused the call with ${refusalOf(error)}.`);
    default:
      return unseen('unreachable', `${sayWhere(where)} ${UNREACHABLE[kind] ?? NOT_UNDERSTOOD}`);
  }
}

const NOT_UNDERSTOOD = 'gave an answer that the bot does not understand.';

const UNREACHABLE: Partial<Record<FailureKind, string>> = {
  unreachable: 'could not be reached.',
  timeout: 'did not answer in time.',
  throttled: 'has had too many calls; the bot waits.',
  server: 'has a fault of its own.',
  'not-found': 'does not know what was asked about.',
  state: 'says that it is not in the state for that.',
};
