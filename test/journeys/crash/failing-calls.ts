import type { Answer } from '../../../src/sandbox/http.ts';
import type { WatchedCall } from '../../../src/sandbox/watch.ts';
import type { World } from '../../../src/sandbox/world.ts';
import type { Place } from './many-places.ts';

/** How a call goes wrong. */
export type Failure = 'lost answer' | 'no answer' | 'throttled' | 'server error';

/** Sees every call to a cloud that is about one of the places, and lets those fail that are to fail. */
export interface FailingCalls {
  watch(call: WatchedCall, carryOut: () => Promise<Answer>): Promise<Answer>;
  /** From now on the calls of that place which `isMeant` fail once, each. Gives those that have failed by then. */
  fail(place: Place, failure: Failure, isMeant: (call: string) => boolean): Set<string>;
  /** The calls about a place, each by what it asks and the how manieth of that kind it is. */
  of(place: Place): string[];
}

export function createFailingCalls(places: Place[], world: () => World | undefined): FailingCalls {
  const seen = new Map(places.map((place) => [place, [] as string[]]));
  const failing = new Map<Place, { failure: Failure; isMeant(call: string): boolean; failed: Set<string> }>();
  const lastFailed = new Map<Place, string>();

  return {
    of: (place) => [...(seen.get(place) ?? [])],
    fail(place, failure, isMeant) {
      const failed = new Set<string>();
      failing.set(place, { failure, isMeant, failed });
      return failed;
    },
    async watch(call, carryOut) {
      const place = placeOf(call);
      if (!place) return carryOut();
      const kind = nameOf(call, place);
      // The client library's own second try is not another call.
      if (lastFailed.get(place) === kind) {
        lastFailed.delete(place);
        return carryOut();
      }
      const calls = seen.get(place) ?? [];
      const name = `${kind}, number ${calls.filter((one) => one.startsWith(`${kind},`)).length + 1}`;
      calls.push(name);
      const plan = failing.get(place);
      if (!plan?.isMeant(name)) return carryOut();
      plan.failed.add(name);
      lastFailed.set(place, kind);
      return fail(call, plan.failure, carryOut);
    },
  };

  function placeOf({ target, request }: WatchedCall): Place | undefined {
    if (target !== 'aws' && target !== 'gcp') return undefined;
    const text = `${request.path} ${request.headers.authorization} ${request.body.toString()}`;
    return places.find(({ project }) => text.includes(project));
  }

  async function fail({ target }: WatchedCall, failure: Failure, carryOut: () => Promise<Answer>) {
    if (failure === 'no answer') {
      await carryOut();
      return { raw: () => {} };
    }
    // Met by this very call: it begins before anything else can.
    world()?.faults.add({ target, ...faults[failure](target === 'aws') });
    return carryOut();
  }
}

const faults = {
  'lost answer': () => ({ kind: 'lost-answer' as const }),
  /** EC2 says RequestLimitExceeded, Compute Engine rateLimitExceeded. */
  throttled: (isAws: boolean) => ({ kind: 'status' as const, status: isAws ? 503 : 429 }),
  'server error': () => ({ kind: 'status' as const, status: 500 }),
};

const nameOf = ({ target, request: { method, path } }: WatchedCall, { project }: Place) =>
  `${target} ${method} ${path.replace(project, ':project').replace(/operation-[0-9a-f-]+/, ':operation')}`;

/** What a call asks. */
export const kindOf = (call: string) => call.replace(/, number \d+$/, '');

/** Whether that call changes something; what it asked for happens before anybody sees that its answer does not come. */
export const isChange = (call: string) =>
  !/^aws \w+ \/(Describe|DryRun:|AssumeRole)|^gcp GET|:testIamPermissions|\/wait,/.test(call);
