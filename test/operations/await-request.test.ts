import { beforeEach, expect, it } from 'vitest';
import type { Operations } from '../../src/operations/api.ts';
import { connection, saw } from '../core/cloud/given.ts';
import { createFakeClouds, type FakeClouds } from './world/fake-clouds.ts';
import { createWorld, operator, peering, planned, startBot, type World } from './world/world.ts';

const MINUTE = 60_000;
let world: World;
let clouds: FakeClouds;
let bot: Operations;
let id: string;

const requester = { ownerId: '999900001111', vpcId: 'vpc-0ffffffffffffffff', cidrs: ['10.10.0.0/24'] };
const shows = (status: string) => {
  clouds.shows.aws.connection = saw(connection({ status, requester }));
};
const operation = () => bot.operation(id);

/** A peering that is just being requested, where an earlier one has expired yesterday. */
beforeEach(async () => {
  world = createWorld();
  world.yugabyte.peerings = [peering({ state: 'CREATING' })];
  clouds = createFakeClouds(world.clock);
  shows('expired');
  bot = startBot(world, { clouds });
  await bot.ready();
  const confirmation = await planned(bot, { kind: 'complete', peeringId: 'peering-0' });
  const answer = await bot.confirm(confirmation, operator, 'ref-1');
  if (!answer.started) throw new Error('not started');
  id = answer.operationId;
  await world.clock.advance(MINUTE);
});

it('waits for the request beside one that has ended, and goes on once it is there', async () => {
  expect(await operation()).toMatchObject({ status: 'running', progress: { step: 1 } });
  world.yugabyte.setState('peering-0', 'PENDING');
  await world.clock.advance(MINUTE);
  expect(await operation()).toMatchObject({ status: 'running', progress: { step: 1 } });
  shows('active');
  await world.clock.advance(5 * MINUTE);
  expect((await operation())?.progress.step).not.toBe(1);
});

it('ends in words when Yugabyte says that the request has failed', async () => {
  world.yugabyte.setState('peering-0', 'FAILED');
  await world.clock.advance(5 * MINUTE);
  expect(await operation()).toMatchObject({
    status: 'failed',
    failure: { sentence: 'shop failed at the cloud.', mend: expect.stringContaining('the CIDR') },
  });
});
