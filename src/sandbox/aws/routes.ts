import type { Answer, Route, SandboxRequest } from '../http.ts';
import type { Action } from './actions/action.ts';
import { actions } from './actions/actions.ts';
import type { AwsDatabase } from './database.ts';
import { failure, type Service, success } from './query/answers.ts';
import { authorize } from './query/authorize.ts';
import { AwsError } from './query/aws-error.ts';
import { identify } from './query/caller.ts';
import { requireParameter } from './query/parameters.ts';
import type { Xml } from './query/xml.ts';
import { regionOf } from './records.ts';
import { stsActions } from './sts.ts';

export const dryRunPrefix = '/DryRun:';

/**
 * The Query protocol names the action in the body; here each has a path of its own, and so has its dry run, by which
 * calls are counted and faults find them.
 */
export function pathOf(request: SandboxRequest): string {
  const { Action: action = '', DryRun } = parametersOf(request);
  return `${DryRun?.toLowerCase() === 'true' ? dryRunPrefix : '/'}${action}`;
}

const parametersOf = (request: SandboxRequest) =>
  request.method === 'GET' ? Object.fromEntries(request.query) : request.form();

/** `current` gives the database of the world as it is now. */
export function awsRoutes(current: () => AwsDatabase): Route[] {
  const route = (service: Service, path: string, work: (request: SandboxRequest) => Answer): Route[] =>
    ['POST', 'GET'].map((method) => ({
      method,
      path,
      handle(request) {
        try {
          return work(request);
        } catch (error) {
          if (error instanceof AwsError) return failure(service, error);
          throw error;
        }
      },
    }));
  const ec2 = Object.entries(actions).flatMap(([name, action]) => {
    const work = (request: SandboxRequest) => success('ec2', name, call(current(), name, action, request));
    const dryRun = action.hasNoDryRun ? [] : route('ec2', dryRunPrefix + name, work);
    return [...route('ec2', `/${name}`, work), ...dryRun];
  });
  const sts = Object.entries(stsActions).flatMap(([name, answer]) =>
    route('sts', `/${name}`, (request) => {
      const db = current();
      const caller = identify(request.headers, 'sts', db.data.accounts);
      return success('sts', name, answer(db, caller, parametersOf(request)));
    }),
  );
  return [...ec2, ...sts];
}

function call(
  db: AwsDatabase,
  name: string,
  action: Action,
  request: SandboxRequest,
): { [name: string]: Xml } {
  const caller = identify(request.headers, 'ec2', db.data.accounts);
  authorize(db.data, caller, name);
  const parameters = parametersOf(request);
  for (const parameter of action.requires ?? []) requireParameter(parameters, parameter);
  if (request.path.startsWith(dryRunPrefix))
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
  const { account, region } = caller;
  if (action.writes) db.remember();
  const result = action.answer({
    db,
    caller,
    parameters,
    seen: regionOf(db.seen(), account, region),
    region: regionOf(db.data, account, region),
  });
  if (action.writes) db.took(name);
  return result;
}
