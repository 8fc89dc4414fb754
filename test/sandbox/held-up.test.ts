import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { abortAfter } from '../../src/sandbox/abort-after.ts';
import { heldUp } from '../../src/sandbox/held-up.ts';

function block(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

test('time in which the process was held up is counted, and no other', async () => {
  const began = performance.now() - heldUp();
  const before = heldUp();
  block(400);
  expect(heldUp() - before).toBeGreaterThan(350);
  // Goes on as soon as there are turns again.
  while (performance.now() - heldUp() - began < 300) await sleep(10);
  expect(performance.now() - began).toBeGreaterThan(650);
});

test('a process that was held up for longer than the limit is not late; one that lets it pass is', async () => {
  const signal = abortAfter(200);
  block(600);
  await sleep(1);
  expect(signal.aborted).toBe(false);
  while (!signal.aborted) await sleep(10);
});
