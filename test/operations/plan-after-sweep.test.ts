import { beforeEach, expect, it } from 'vitest';
import type { Operations } from '../../src/operations/api.ts';
import { saw } from '../core/cloud/given.ts';
import { createFakeClouds, type FakeClouds } from './world/fake-clouds.ts';
import { createWorld, peering, startBot, type World } from './world/world.ts';

let world: World;
let clouds: FakeClouds;
let bot: Operations & Pick<ReturnType<typeof startBot>, 'parts'>;

beforeEach(() => {
  world = createWorld();
  world.yugabyte.peerings = [peering()];
  clouds = createFakeClouds(world.clock);
  bot = startBot(world, { clouds });
});

const plan = () => bot.plan({ kind: 'complete', peeringId: 'peering-0' });
const sweep = async (dns: NonNullable<FakeClouds['shows']['aws']['dns']>) => {
  clouds.shows.aws.dns = dns;
  await bot.parts.managedDb.observe({ maxAgeMs: 0, clouds: 'all' });
  clouds.shows.aws.dns = saw({ support: true, hostnames: false });
  clouds.looks.length = 0;
  await world.clock.advance(1);
};

it.each([
  ['as they were before', () => saw({ support: true, hostnames: true, at: world.clock.now() - 3_600_000 })],
  ['not at all yet', () => ({ ok: false as const, why: 'unreachable' as const, reason: 'not its turn yet' })],
])('a tick has seen DNS settings %s: a plan looks for itself', async (_how, dns) => {
  await sweep(dns());
  expect(await plan()).toMatchObject({
    plan: { steps: expect.arrayContaining([expect.objectContaining({ do: 'turn-on-dns' })]) },
  });
  expect(clouds.looks).toHaveLength(1);
});

it('a tick has seen them with the rest a moment ago: that is good enough', async () => {
  await sweep(saw({ support: true, hostnames: true }));
  await plan();
  expect(clouds.looks).toEqual([]);
});

it('a cloud was in trouble a moment ago: a plan looks for itself', async () => {
  clouds.shows.aws.routeTables = { ok: false, why: 'unreachable', reason: 'AWS asks for patience' };
  await bot.parts.managedDb.observe({ maxAgeMs: 0, clouds: 'all' });
  delete clouds.shows.aws.routeTables;
  clouds.looks.length = 0;
  await world.clock.advance(1);
  await plan();
  expect(clouds.looks).toHaveLength(1);
});
