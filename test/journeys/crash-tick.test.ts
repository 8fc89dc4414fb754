import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleBot } from './crash/bundle-bot.ts';
import { liveThroughTicks, type TickLife } from './crash/tick-life.ts';

let folder: string;
let script: string;
let plain: TickLife;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-crash-tick-'));
  script = await bundleBot(folder);
  plain = await liveThroughTicks(script);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

test('undisturbed, what is due is said once, and once that it is over', () => {
  expect(plain.messages).toEqual([
    expect.stringMatching(/^:bell: \*30 peerings need somebody\*/),
    expect.stringMatching(/> inventory-app-03: Resolved after <time>: Somebody with rights/),
    expect.stringMatching(/> orders-app-04: Resolved after <time>: Somebody with rights/),
    expect.stringMatching(/^Peering \*payments-app-05\*: Failed/),
    expect.stringMatching(/^Peering \*payments-app-05\*.* > <!subteam\^S0PLATFORM> Yugabyte could not make/s),
  ]);
});

test('killed at any instant of its ticks and started again, it says the same', {
  timeout: 300_000,
}, async () => {
  const left = plain.points.map((_, index) => index + 1);
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { deaths, messages } = await liveThroughTicks(script, (number) => number === next);
      expect(messages, `killed at ${next}: ${deaths}`).toEqual(plain.messages);
    }
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work));
});

test('killed again and again, it says the same', { timeout: 120_000 }, async () => {
  const { deaths, messages } = await liveThroughTicks(script, (number) => number % 3 === 0);
  expect(deaths.length).toBeGreaterThan(5);
  expect(messages, deaths.join()).toEqual(plain.messages);
});
