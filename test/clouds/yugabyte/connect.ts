import { createYugabyte, type YugabyteOptions } from '../../../src/clouds/yugabyte/yugabyte.ts';
import type { PeeringBotError } from '../../../src/core/errors.ts';
import type { Clock, ManagedDb } from '../../../src/core/ports.ts';
import { systemClock } from '../../../src/system-clock.ts';

/** Looks like a real key, is none. */
export const apiKey = 'eyJhbGciOiJub25lIn0.local-test-key.not-a-signature';

/** A clock that stands still until it is turned; what waits on it waits in real time. */
export function turnedClock(start = Date.UTC(2026, 0, 1)) {
  let now = start;
  const clock: Clock = { ...systemClock, now: () => now };
  return { clock, turn: (ms: number) => (now += ms) };
}

/** The client with pauses so short that nobody waits for them. */
export function connect(host: string, options: Partial<YugabyteOptions> = {}): ManagedDb {
  return createYugabyte({
    apiKey,
    host,
    clock: turnedClock().clock,
    random: () => 0,
    ...options,
    timeouts: { answerMs: 30_000, overallMs: 30_000, budgetMs: 60_000, ...options.timeouts },
    retry: {
      pauseMs: 1,
      longestPauseMs: 2,
      longestRetryAfterMs: 20,
      lookAfterMs: [1, 5, 20],
      ...options.retry,
    },
  });
}

/** What a promise failed with. */
export async function failure(promise: Promise<unknown>): Promise<PeeringBotError> {
  const nothing = Symbol('no failure');
  const error = await promise.then(
    () => nothing,
    (thrown: unknown) => thrown,
  );
  if (error === nothing) throw new Error('it did not fail');
  return error as PeeringBotError;
}

export const awsSpec = {
  name: 'app-peer',
  yugabyteVpcId: '3762dd44-23d6-4152-9734-414182959ebd',
  application: {
    provider: 'AWS',
    cloudProject: '111122223333',
    externalVpcId: 'vpc-0a1b2c3d4e5f60718',
    region: 'us-west-2',
    cidr: '172.31.0.0/16',
  },
};
