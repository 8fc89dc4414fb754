import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createWorld, peering, startBot } from './world/world.ts';

const MINUTE = 60_000;
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    peering({ id: `${index}`, name: `shop-${index}`, state: 'ACTIVE' }),
  );

it('counts a few hundred peerings as they are now', async () => {
  const world = createWorld();
  world.yugabyte.peerings = many(200);
  const bot = startBot(world);
  await bot.ready();
  world.yugabyte.peerings = many(201);
  await world.clock.advance(10 * MINUTE);
  await bot.findByName('shop-1');
  expect(bot.overview()?.total).toBe(201);
});

it('counts thousands as they were a moment ago, says of when that is, and is right as soon as it can be', async () => {
  const world = createWorld();
  world.yugabyte.peerings = many(5_000);
  const bot = startBot(world);
  await bot.ready();
  const before = bot.overview();
  expect(before?.total).toBe(5_000);
  world.yugabyte.peerings = many(5_001);
  await world.clock.advance(10 * MINUTE);
  // Reads anew.
  await bot.findByName('shop-1');
  for (let tries = 0; bot.overview()?.freshness.at === before?.freshness.at; tries++) {
    expect(bot.overview()?.total).toBe(5_000);
    expect(tries).toBeLessThan(5_000);
    await sleep(1);
  }
  expect(bot.overview()).toMatchObject({ total: 5_001, freshness: { at: world.clock.now() } });
  expect((await bot.list()).total).toBe(5_001);
});
