import { expect, it } from 'vitest';
import { carryOut } from '../../src/operations/carry-out-step.ts';
import type { StepContext, StepWork } from '../../src/operations/steps/step-work.ts';

const BEGUN_AT = 1_000_000;
const step = { do: 'await-gone', peeringId: 'peering-0' } as const;

/** A step that a former process had begun, some time ago by this one's clock; each look answers after so long. */
async function goOn(looks: { takesMs: number; holds: boolean }[], agoMs = 1_000): Promise<number> {
  let now = BEGUN_AT + agoMs;
  let acts = 0;
  const work: StepWork<typeof step> = {
    async holds() {
      const look = looks.shift();
      if (!look) throw new Error('looked at too often');
      now += look.takesMs;
      return look.holds;
    },
    async act() {
      acts += 1;
    },
    conflicts: 0,
  };
  const context = { clock: { now: () => now }, operation: () => ({ id: 'o', ref: 'r' }) };
  const nothing = async () => {};
  await carryOut(step, work, {
    context: context as unknown as StepContext,
    waits: { wait: nothing } as never,
    progress: { goesOn: () => false } as never,
    log: { warn() {} } as never,
    proceed() {},
    begin: nothing,
    show() {},
    handOver: nothing,
    begunAt: BEGUN_AT,
  });
  return acts;
}

it('what was asked for before a process died is not asked for again because an early look was answered late', async () => {
  const early = { takesMs: 60_000, holds: false };
  expect(await goOn([early, { takesMs: 1, holds: true }])).toBe(0);
});

it('it is once it had its time to show', async () => {
  const early = { takesMs: 60_000, holds: false };
  const late = { takesMs: 1, holds: false };
  expect(await goOn([early, late, { takesMs: 1, holds: true }])).toBe(1);
});

it('nor is it because the clock was set back since, for longer than it takes to show', async () => {
  const early = { takesMs: 1, holds: false };
  expect(await goOn([early, early, { takesMs: 1, holds: true }], -2_000)).toBe(0);
  const slow = { takesMs: 60_000, holds: false };
  expect(await goOn([early, slow, early, { takesMs: 1, holds: true }], -3 * 3_600_000)).toBe(1);
});
