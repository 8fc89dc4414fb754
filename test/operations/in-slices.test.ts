import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Pausable } from '../../src/core/pausable.ts';
import { inSlices } from '../../src/operations/in-slices.ts';
import { systemClock } from '../../src/system-clock.ts';
import { eachTurn } from '../each-turn.ts';

const hurry = () => true;

/** So many steps, ten of which take as long as a slice may. */
function* steps(count: number, step: () => void = () => {}): Pausable<number> {
  for (let taken = 0; taken < count; taken++) {
    const until = performance.now() + 0.05;
    while (performance.now() < until);
    step();
    yield;
  }
  return count;
}

/** The turns of the event loop in which nothing of the work was done, and those in which some was. */
async function turnsBeside(
  work: (step: () => void) => Promise<unknown>,
): Promise<{ idle: number; busy: number }> {
  const turns = { idle: 0, busy: 0 };
  let stepped = false;
  const seen = () => {
    turns[stepped ? 'busy' : 'idle'] += 1;
    stepped = false;
  };
  await eachTurn(seen, () =>
    work(() => {
      stepped = true;
    }),
  );
  return turns;
}

it('lets others in between the slices of one work, and of several', async () => {
  const { idle, busy } = await turnsBeside(async (step) =>
    expect(
      await Promise.all([
        inSlices(steps(600, step), systemClock, hurry),
        inSlices(steps(600, step), systemClock, hurry),
      ]),
    ).toEqual([600, 600]),
  );
  expect(busy).toBeGreaterThan(30);
  expect(idle).toBeLessThan(busy / 2);
});

it('rests in between where nobody waits for it', async () => {
  const { idle, busy } = await turnsBeside((step) => inSlices(steps(1_200, step), systemClock));
  expect(busy).toBeGreaterThan(30);
  expect(idle).toBeGreaterThan(busy);
});

it('hurries as soon as somebody does', async () => {
  let isWaitedFor = false;
  let heard = () => {};
  const work = inSlices(
    steps(4_000, () => heard()),
    systemClock,
    () => isWaitedFor,
  );
  await sleep(20);
  isWaitedFor = true;
  // The rest that had begun.
  await sleep(10);
  const { idle, busy } = await turnsBeside((step) => {
    heard = step;
    return work;
  });
  expect(busy).toBeGreaterThan(30);
  expect(idle).toBeLessThan(busy / 2);
});

it('does few steps at once', async () => {
  let others = 0;
  setImmediate(() => {
    others += 1;
  });
  await inSlices(steps(9), systemClock);
  expect(others).toBe(0);
});

it('hands on what the work throws', async () => {
  const broken = (function* (): Pausable<never> {
    yield;
    throw new Error('broken');
  })();
  await expect(inSlices(broken, systemClock)).rejects.toThrow('broken');
});
