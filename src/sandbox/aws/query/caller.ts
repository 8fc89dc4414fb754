import type { IncomingHttpHeaders } from 'node:http';
import type { Service } from './answers.ts';
import { AwsError } from './aws-error.ts';

/** Who calls, and where: the account follows the access key, as in moto. Nothing is verified. */
export interface Caller {
  account: string;
  region: string;
  arn: string;
  userId: string;
  /** The bot's own user and its roles can be denied something; people may do everything in their account. */
  isBot: boolean;
}

/** The bot's own account and its fixed, made up key. */
export const botAccount = '777788889999';
export const botKey = { id: 'AKIALOCALBOTNOTREAL0', secret: 'local-secret-access-key-not-real' };
export const botUser = `arn:aws:iam::${botAccount}:user/peering-bot`;
export const roleName = 'peering-bot';
export const externalId = 'local-external-id';

/** The key with which somebody of that account calls. */
export const keyOfPeople = (account: string) => `AKIALOCL${account}`;

/** Embeds the account, so that a key outlives the world that gave it. */
export const keyOfSession = (account: string, number: number) =>
  `ASIA${number.toString(36).toUpperCase().padStart(4, '0').slice(-4)}${account}`;

const scope = /Credential=([^/,\s]+)\/\d+\/([a-z0-9-]+)\/(ec2|sts)\/aws4_request/;

/** The key, the region and the service that a call was signed for. */
export function readScope(headers: IncomingHttpHeaders) {
  const found = scope.exec(headers.authorization ?? '');
  if (!found) return undefined;
  const [, key = '', region = '', service = ''] = found;
  return { key, region, service: service as Service };
}

/** Throws the service's own error for a key that nobody has. */
export function identify(
  headers: IncomingHttpHeaders,
  service: Service,
  accounts: Map<string, unknown>,
): Caller {
  const { key, region } = readScope(headers) ?? { key: '', region: '' };
  if (key === botKey.id)
    return { account: botAccount, region, arn: botUser, userId: 'AIDALOCALBOT', isBot: true };
  const [, kind, account = ''] = /^(ASIA|AKIALOCL)[0-9A-Z]{0,4}?(\d{12})$/.exec(key) ?? [];
  if (kind && accounts.has(account)) {
    return kind === 'ASIA'
      ? {
          account,
          region,
          arn: `arn:aws:sts::${account}:assumed-role/${roleName}/peering-bot`,
          userId: 'AROALOCALROLE:peering-bot',
          isBot: true,
        }
      : {
          account,
          region,
          arn: `arn:aws:iam::${account}:user/somebody`,
          userId: 'AIDALOCALUSER',
          isBot: false,
        };
  }
  if (service === 'sts')
    throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
  throw new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials');
}
