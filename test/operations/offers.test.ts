import { beforeEach, describe, expect, it } from 'vitest';
import type { CreateForm } from '../../src/core/create-form.ts';
import type { Operations } from '../../src/operations/api.ts';
import { denied, saw } from '../core/cloud/given.ts';
import { createFakeClouds, type FakeClouds } from './world/fake-clouds.ts';
import { addGcpVpc, createWorld, form, startBot, type World } from './world/world.ts';

const SECOND = 1_000;
let world: World;
let clouds: FakeClouds;
let bot: Operations;

beforeEach(async () => {
  world = createWorld();
  clouds = createFakeClouds(world.clock);
  clouds.vpcs = [
    { vpcId: 'vpc-0a1b2c3d4e5f60718', name: 'shop', cidrs: ['172.31.0.0/16', '10.77.0.0/16'] },
    { vpcId: 'vpc-0a1b2c3d4e5f60719', cidrs: ['10.78.0.0/16'] },
  ];
  clouds.networks = ['app-network', 'default'];
  clouds.shows.aws = {
    vpc: saw({
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      ownerId: '111122223333',
      cidrs: ['172.31.0.0/16', '10.77.0.0/16'],
    }),
  };
  addGcpVpc(world);
  bot = startBot(world, { clouds });
  await bot.ready();
  clouds.looks = [];
});

const { cidr: _, ...withoutCidr } = form;
const empty: CreateForm = { ...withoutCidr, cloudProject: '', externalVpcId: '', region: '' };
const gcp: CreateForm = { ...empty, yugabyteVpcId: 'vpc-g', cloudProject: 'my-project' };

describe('while the form is filled in', () => {
  it('nothing is offered, and nobody is asked, before account and region are there', async () => {
    for (const half of [
      empty,
      { ...empty, cloudProject: '111122223333' },
      { ...empty, region: 'us-west-2' },
    ]) {
      expect(await bot.offers(half)).toEqual({ vpcs: [], cidrs: [] });
    }
    expect(await bot.offers({ ...empty, cloudProject: '1111-2222-3333', region: 'us-west-2' })).toEqual({
      vpcs: [],
      cidrs: [],
    });
    expect(clouds.looks).toEqual([]);
  });

  it('the VPCs of the account and region, each with its networks', async () => {
    expect(await bot.offers({ ...form, externalVpcId: '', cidr: '' })).toEqual({
      vpcs: [
        { id: 'vpc-0a1b2c3d4e5f60718', name: 'shop', cidrs: ['172.31.0.0/16', '10.77.0.0/16'] },
        { id: 'vpc-0a1b2c3d4e5f60719', cidrs: ['10.78.0.0/16'] },
      ],
      cidrs: [],
    });
    expect(clouds.looks).toEqual(['aws list 111122223333']);
  });

  it('all networks of the VPC that is chosen, also secondary ones', async () => {
    expect((await bot.offers({ ...form, cidr: '' })).cidrs).toEqual(['172.31.0.0/16', '10.77.0.0/16']);
  });

  it('in GCP the networks of the project, then the ranges of its subnets', async () => {
    expect(await bot.offers(gcp)).toMatchObject({
      vpcs: [
        { id: 'app-network', cidrs: [] },
        { id: 'default', cidrs: [] },
      ],
    });
    expect((await bot.offers({ ...gcp, externalVpcId: 'app-network' })).cidrs).toEqual([
      '10.20.0.0/20',
      '10.30.0.0/16',
    ]);
  });
});

describe('a cloud that fails leaves the form as it is', () => {
  it('not allowed to list: nothing to choose from, and no complaint', async () => {
    clouds.aws.listVpcs = async () => denied('ec2:DescribeVpcs');
    clouds.shows.aws = { vpc: denied('ec2:DescribeVpcs') };
    expect(await bot.offers(form)).toEqual({ vpcs: [], cidrs: [] });
    expect(await bot.checkCreate(form)).toEqual([]);
  });

  it('broken in a way that nobody has foreseen: the same', async () => {
    clouds.broken.aws = new Error('the SDK has a bug');
    expect(await bot.offers(form)).toEqual({ vpcs: [], cidrs: [] });
    expect(await bot.checkCreate(form)).toEqual([]);
  });

  it('hung: what is typed is checked, and the offers end, within three seconds', async () => {
    clouds.hang('aws');
    const work = Promise.all([bot.offers(form), bot.checkCreate({ ...form, cidr: '10.10.0.0/16' })]);
    let ended = false;
    work.then(() => {
      ended = true;
    });
    await world.clock.advance(3 * SECOND);
    expect(ended).toBe(true);
    const [offers, problems] = await work;
    expect(offers).toEqual({ vpcs: [], cidrs: [] });
    expect(problems.map(({ field }) => field)).toEqual(['cidr']);
  });

  it('switched off: nothing is offered', async () => {
    bot = startBot(world);
    await bot.ready();
    expect(await bot.offers(form)).toEqual({ vpcs: [], cidrs: [] });
  });
});

describe('what the cloud says against a form stands below its field', () => {
  it.each([
    [
      'a VPC that is not there',
      { vpc: saw(undefined) },
      'externalVpcId',
      /There is no VPC vpc-0a1b2c3d4e5f60718/,
    ],
    [
      'a secondary block that overlaps Yugabyte’s',
      { vpc: saw({ vpcId: 'v', ownerId: '111122223333', cidrs: ['172.31.0.0/16', '10.10.0.0/20'] }) },
      'externalVpcId',
      /10\.10\.0\.0\/20, which overlaps/,
    ],
    [
      'a CIDR that it has not',
      { vpc: saw({ vpcId: 'v', ownerId: '111122223333', cidrs: ['10.77.0.0/16'] }) },
      'cidr',
      /is not in vpc-0a1b2c3d4e5f60718: it has 10\.77\.0\.0\/16/,
    ],
  ])('%s', async (_words, shows, field, sentence) => {
    clouds.shows.aws = shows;
    const problems = await bot.checkCreate(form);
    expect(problems).toMatchObject([{ field, sentence: expect.stringMatching(sentence) }]);
  });
});
