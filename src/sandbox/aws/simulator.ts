import type { ApplicationCloud } from '../application-cloud.ts';
import type { WorldClock } from '../clock.ts';
import type { Fields } from '../control-body.ts';
import { type Faults, withFaults } from '../faults.ts';
import type { Answer, Route, SandboxRequest } from '../http.ts';
import { type Journal, withJournal } from '../journal.ts';
import { createApplicationSide } from './application-side.ts';
import { turnAws } from './controls.ts';
import { createAwsDatabase } from './database.ts';
import { failure } from './query/answers.ts';
import { AwsError } from './query/aws-error.ts';
import { botAccount, readScope, roleName } from './query/caller.ts';
import { awsRoutes, pathOf } from './routes.ts';
import type { ApplicationVpcSeed } from './seed/aws-seed.ts';
import { accountOf, plantVpc } from './seed/plant-vpc.ts';
import { type AwsState, awsState } from './state.ts';
import { stsActions } from './sts.ts';

/** EC2 and STS of many accounts in every region, on one address. */
export interface AwsSimulator {
  /** One path for each action: `/CreateRoute`, and `/DryRun:CreateRoute`. */
  routes: Route[];
  /** For `serve`: puts the action into the path, and refuses a call that nobody signed. */
  before(request: SandboxRequest): Answer | undefined;
  /** For `serve`: the API's own error shape. */
  refuse(status: number, sentence: string): Answer;
  /** Where Yugabyte's requests appear. */
  cloud: ApplicationCloud;
  /** What a control turns that is not about one peering; throws `Refusal`. */
  turn(fields: Fields): Record<string, unknown>;
  state(): AwsState;
  /** How often each kind of write took effect, e.g. `{"CreateRoute": 1}`. */
  effects(): Record<string, number>;
  reset(vpcs: ApplicationVpcSeed[], seed: string): void;
  /** Nothing happens any more. */
  stop(): void;
}

export function createAws(options: { clock: WorldClock; faults: Faults; journal: Journal }): AwsSimulator {
  const { clock, faults, journal } = options;
  const listeners: ((id: string) => void)[] = [];
  const fresh = (seed: string) =>
    createAwsDatabase(clock, seed, (id) => {
      for (const listener of listeners) listener(id);
    });
  let db = fresh('');
  const faulty = withFaults(
    awsRoutes(() => db),
    faults,
    'aws',
    wordFault,
  );
  return {
    routes: withJournal(faulty, journal, 'aws', (route) => route.path),
    before(request) {
      request.path = pathOf(request);
      if (readScope(request.headers)) return undefined;
      return failure('ec2', new AwsError('AuthFailure', 'The request must be signed', 401));
    },
    refuse(status, sentence) {
      const isUnknown = status === 404 || status === 405;
      return failure(
        'ec2',
        isUnknown
          ? new AwsError('InvalidAction', `The action is not valid for this web service. ${sentence}`, 400)
          : new AwsError(status < 500 ? 'InvalidRequest' : 'InternalError', sentence, status),
      );
    },
    cloud: createApplicationSide(
      () => db,
      (listener) => void listeners.push(listener),
    ),
    turn: (fields) => turnAws(db, fields),
    state: () => awsState(db),
    effects: () => ({ ...db.effects }),
    reset(vpcs, seed) {
      db.retire();
      db = fresh(seed);
      accountOf(db.data, botAccount);
      for (const vpc of vpcs) {
        plantVpc(db.data, vpc);
        accountOf(db.data, vpc.account).role = roleName;
      }
    },
    stop: () => db.retire(),
  };
}

/** Throttling is 503 here. */
const faultCodes: Record<number, [code: string, message: string]> = {
  401: ['AuthFailure', 'AWS was not able to validate the provided access credentials'],
  403: ['UnauthorizedOperation', 'You are not authorized to perform this operation.'],
  429: ['ThrottlingException', 'Rate exceeded'],
  500: ['InternalError', 'An internal error has occurred'],
  503: ['RequestLimitExceeded', 'Request limit exceeded.'],
};

function wordFault(status: number, { path }: SandboxRequest): Answer {
  const isSts = Object.hasOwn(stsActions, path.slice(1));
  const [code, message] = faultCodes[status] ?? ['Unavailable', 'Simulated fault'];
  const said = isSts && status === 403 ? 'AccessDenied' : code;
  return failure(isSts ? 'sts' : 'ec2', new AwsError(said, message, status));
}
