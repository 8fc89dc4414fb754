import { beforeEach, describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { Operations } from '../../src/operations/api.ts';
import { connection, local, PCX, saw, table } from '../core/cloud/given.ts';
import { createFakeClouds, type FakeClouds } from './world/fake-clouds.ts';
import { createWorld, operator, peering, planned, startBot, type World } from './world/world.ts';

const MINUTE = 60_000;
const account = '111122223333';
let world: World;
let clouds: FakeClouds;
let bot: Operations;
/** What the bot may not do, and what it was let do. */
let forbidden: string[];
let made: string[];

const network = '10.10.0.0/24';
const toPeering = { cidr: network, state: 'active' as const, target: PCX };
const status = (is: string) => {
  clouds.shows.aws.connection = saw(
    connection({
      status: is,
      requester: { ownerId: '999900001111', vpcId: 'vpc-0ffffffffffffffff', cidrs: [network] },
    }),
  );
};
const tables = (...routed: string[]) => {
  clouds.shows.aws.routeTables = saw(
    ['rtb-1', 'rtb-2'].map((id, index) =>
      table(id, {
        isMain: index === 0,
        subnetIds: index === 0 ? [] : ['subnet-a'],
        routes: [local, ...(routed.includes(id) ? [toPeering] : [])],
      }),
    ),
  );
};

beforeEach(async () => {
  world = createWorld();
  world.yugabyte.peerings = [peering({ state: 'PENDING' })];
  clouds = createFakeClouds(world.clock);
  forbidden = [];
  made = [];
  status('pending-acceptance');
  tables();
  const routed: string[] = [];
  clouds.aws.apply = async (_ends, change) => {
    if (forbidden.includes(change.change)) {
      throw new PeeringBotError(
        'forbidden',
        `The bot may not use ec2:${change.change} in AWS account ${account}.`,
        {
          mend: 'Whoever may change that account does it; it goes on by itself then.',
        },
      );
    }
    made.push(change.change);
    if (change.change === 'accept') status('active');
    if (change.change === 'create-route') {
      routed.push(change.routeTableId);
      tables(...routed);
    }
  };
  bot = startBot(world, { clouds });
  await bot.ready();
});

async function complete() {
  const answer = await bot.confirm(
    await planned(bot, { kind: 'complete', peeringId: 'peering-0' }),
    operator,
    'ref-1',
  );
  if (!answer.started) throw new Error('not started');
  await world.clock.advance(MINUTE);
  return answer.operationId;
}

const handedOver = () =>
  world.slack
    .notes()
    .flatMap(({ note }) =>
      note?.text.startsWith('Handed over') ? [{ text: note.text, mention: note.mention }] : [],
    );

describe('a right is missing in the midst of it', () => {
  it('tells who looks after that account what is to be done, in the thread, once', async () => {
    forbidden = ['accept'];
    await complete();
    await world.clock.advance(30 * MINUTE);
    expect(handedOver()).toEqual([
      {
        text: `Handed over: accepting the request in AWS account ${account}. The bot may not use ec2:accept in AWS account ${account}. Whoever may change that account does it; it goes on by itself then.`,
        mention: 'S0PLATFORM',
      },
    ]);
    expect(world.slack.cards().at(-1)?.card?.progress?.sentence).toMatch(
      /accepting the request .* Held up since .*ec2:accept/,
    );
  });

  it('goes on by itself when somebody has done it, and says so at the end', async () => {
    forbidden = ['accept'];
    const id = await complete();
    status('active');
    await world.clock.advance(10 * MINUTE);
    world.yugabyte.setState('peering-0', 'ACTIVE');
    await world.clock.advance(10 * MINUTE);
    expect(made).toEqual(['create-route', 'create-route']);
    expect(await bot.operation(id)).toMatchObject({ status: 'done' });
    expect(handedOver()).toHaveLength(1);
  });

  it('goes on by itself when the right was granted', async () => {
    forbidden = ['accept'];
    const id = await complete();
    forbidden = [];
    await world.clock.advance(10 * MINUTE);
    world.yugabyte.setState('peering-0', 'ACTIVE');
    await world.clock.advance(10 * MINUTE);
    expect(made).toEqual(['accept', 'create-route', 'create-route']);
    expect(await bot.operation(id)).toMatchObject({ status: 'done' });
  });

  it('routes in many tables are one matter: nobody is called for each of them', async () => {
    forbidden = ['create-route'];
    await complete();
    await world.clock.advance(5 * MINUTE);
    expect(handedOver()).toHaveLength(1);
    tables('rtb-1');
    await world.clock.advance(10 * MINUTE);
    expect(handedOver()).toHaveLength(1);
  });

  it('a restart repeats nothing', async () => {
    forbidden = ['accept'];
    await complete();
    await bot.stop();
    bot = startBot(world, { clouds });
    await bot.resume();
    await world.clock.advance(30 * MINUTE);
    expect(handedOver()).toHaveLength(1);
  });

  it('where nobody is named for the account, it is the one who asked', async () => {
    world.yugabyte.peerings = [
      peering({ state: 'PENDING', application: { ...peering().application, cloudProject: '666677778888' } }),
    ];
    await world.clock.advance(5 * MINUTE);
    bot = startBot(world, { clouds });
    await bot.ready();
    forbidden = ['accept'];
    await complete();
    expect(handedOver()).toMatchObject([{ mention: operator.userId }]);
  });

  it('an account that cannot be reached for a moment is nobody else’s turn', async () => {
    clouds.aws.apply = async () => {
      throw new PeeringBotError('unreachable', 'AWS could not be reached.');
    };
    await complete();
    await world.clock.advance(5 * MINUTE);
    expect(handedOver()).toEqual([]);
  });
});
