import { describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { createFailingCalls, type Failure, isChange, kindOf } from './failing-calls.ts';
import { type Cloud, type Place, placesIn, scenarioOf } from './many-places.ts';
import { goThereAndBack } from './there-and-back.ts';

/** So many peerings share the calls that are to fail, each in its turn: those made side by side do not fail together. */
const SHARES = 5;

const failures: { failure: Failure; of(calls: string[]): string[] }[] = [
  { failure: 'lost answer', of: (calls) => calls },
  { failure: 'throttled', of: (calls) => calls },
  { failure: 'server error', of: (calls) => calls },
  // It takes the ten seconds after which a client library gives up; what only reads is given up by whoever waits for it.
  { failure: 'no answer', of: (calls) => calls.filter(isChange) },
];

/** The tests of one cloud. Which calls there are is told by an undisturbed life in the same world. */
export function failEveryCall(cloud: Cloud): void {
  describe.concurrent(`every call to ${cloud} fails once, and it ends as if nothing had happened`, () => {
    test.each(failures)('$failure', async ({ failure, of }) => {
      const [first, ...others] = placesIn(cloud, 1 + SHARES) as [Place, ...Place[]];
      let sandbox: Sandbox | undefined;
      const calls = createFailingCalls([first, ...others], () => sandbox?.world);
      sandbox = await startSandbox({ scenario: scenarioOf([first, ...others]), watch: calls.watch });
      try {
        const [plain] = await goThereAndBack(sandbox, [first]);
        const once = sandbox.world.effects();
        const due = of(calls.of(first));
        const failed = others.map((place, share) =>
          calls.fail(place, failure, (call) => due.indexOf(call) % SHARES === share),
        );
        const seen = await goThereAndBack(sandbox, others, plain?.plans);
        seen.forEach((one, share) => {
          expect(one, [...(failed[share] ?? [])].join('\n')).toEqual(plain);
        });
        expect(settled(sandbox.world.effects())).toEqual(settled(times(1 + SHARES, once)));
        expect(kinds(failed.flatMap((some) => [...some]))).toEqual(kinds(due));
      } finally {
        await sandbox.end();
      }
    });
  });
}

const kinds = (calls: string[]) => [...new Set(calls.map(kindOf))].toSorted();

const times = (count: number, effects: Record<string, number>) =>
  Object.fromEntries(Object.entries(effects).map(([name, once]) => [name, count * once]));

/** EC2 takes an attribute that is set as it is for another change: there it is no matter how often. */
const settled = (effects: Record<string, number>) => ({
  ...effects,
  ...(effects.ModifyVpcAttribute && { ModifyVpcAttribute: 'set' }),
});
