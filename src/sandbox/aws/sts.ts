import type { AwsDatabase } from './database.ts';
import { AwsError } from './query/aws-error.ts';
import { type Caller, externalId, keyOfSession } from './query/caller.ts';
import { type Parameters, requireParameter } from './query/parameters.ts';
import type { Xml } from './query/xml.ts';

type StsAction = (db: AwsDatabase, caller: Caller, parameters: Parameters) => { [name: string]: Xml };

const lifetime = 3600 * 1000;
let sessions = 0;

/** The credentials end by the machine's clock, against which the SDK holds them, not by the world's. */
function assumeRole(db: AwsDatabase, caller: Caller, parameters: Parameters) {
  const arn = requireParameter(parameters, 'RoleArn');
  const sessionName = requireParameter(parameters, 'RoleSessionName');
  const [, accountId = '', role] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  const account = db.data.accounts.get(accountId);
  const isDenied = account?.denied.has('sts:AssumeRole') || parameters.ExternalId !== externalId;
  if (!account || account.role === undefined || account.role !== role || isDenied)
    throw new AwsError(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  sessions += 1;
  const key = keyOfSession(accountId, sessions);
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROALOCALROLE:${sessionName}`,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
    },
    Credentials: {
      AccessKeyId: key,
      SecretAccessKey: 'local-session-secret-not-real',
      SessionToken: 'local-session-token-not-real',
      Expiration: new Date(Date.now() + lifetime).toISOString(),
    },
  };
}

export const stsActions: Record<string, StsAction> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: (_db, { account, arn, userId }) => ({ Arn: arn, UserId: userId, Account: account }),
};
