import type { SpeakPolicy } from '../../../src/core/alerts/alert.ts';
import type { Actor, RightsPolicy } from '../../../src/core/authorize.ts';
import type { Clouds } from '../../../src/core/cloud/clouds.ts';
import type { CreateForm } from '../../../src/core/create-form.ts';
import { PeeringBotError } from '../../../src/core/errors.ts';
import type { Peering } from '../../../src/core/peering.ts';
import type { Clock, ManagedDb } from '../../../src/core/ports.ts';
import type { Confirmation, Intent, Operations } from '../../../src/operations/api.ts';
import { withClouds } from '../../../src/operations/observe-clouds.ts';
import { createOperations } from '../../../src/operations/operations.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import { createFakeYugabyte, type FakeYugabyte } from './fake-yugabyte.ts';
import { createGate, type Gate, gated } from './gate.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

/** Everything that outlives a process. */
export interface World {
  clock: ManualClock;
  yugabyte: FakeYugabyte;
  slack: FakeSlack;
  store: MemoryStore;
  logged: { level: string; fields: object; message: string }[];
}

export const CHANNEL = 'C0PEERINGS';
export const operator: Actor = {
  userId: 'U0OPERATOR',
  teamId: 'T0TEAM',
  membership: 'member',
  operator: true,
  approver: false,
};
export const other: Actor = { ...operator, userId: 'U0OTHER' };
export const approver: Actor = { ...operator, userId: 'U0APPROVER', operator: false, approver: true };
export const viewer: Actor = { ...operator, userId: 'U0VIEWER', operator: false };
export const rights: RightsPolicy = {
  operators: [operator.userId, other.userId],
  approvers: ['U0APPROVER'],
  protectedNames: ['prod-*'],
};

export const speakPolicy: SpeakPolicy = {
  pendingAfterMs: 3_600_000,
  remindEveryMs: 24 * 3_600_000,
  timezone: 'UTC',
};

export const form: CreateForm = {
  yugabyteVpcId: 'vpc-1',
  name: 'shop',
  cloudProject: '111122223333',
  externalVpcId: 'vpc-0a1b2c3d4e5f60718',
  region: 'us-west-2',
  cidr: '172.31.0.0/16',
  allowAccess: true,
};

/** A Yugabyte VPC in GCP beside the one in AWS: `vpc-g`. */
export function addGcpVpc({ yugabyte: { vpcs } }: Pick<World, 'yugabyte'>): void {
  const [vpc] = vpcs;
  if (!vpc) throw new Error('there is no VPC to draw from');
  vpcs.push({
    ...vpc,
    id: 'vpc-g',
    provider: 'GCP',
    cloudProject: 'yugabyte-project',
    externalVpcId: 'ybnetwork1',
  });
}

export function peering(change: Partial<Peering> = {}): Peering {
  const { name, cloudProject, externalVpcId, region = '', cidr = '' } = form;
  return {
    id: 'peering-0',
    name,
    state: 'ACTIVE',
    yugabyteVpcId: 'vpc-1',
    yugabyteVpcName: 'orders-vpc',
    application: { provider: 'AWS', cloudProject, externalVpcId, region, cidr },
    ...change,
  };
}

/** One Yugabyte VPC in AWS with two clusters, one of which has an allow list of its own. */
export function createWorld(start?: number): World {
  const clock = createManualClock(start);
  const yugabyte = createFakeYugabyte(clock);
  const cluster = {
    state: 'ACTIVE',
    tier: 'PAID',
    yugabyteVpcIds: ['vpc-1'],
    regions: ['us-west-2'],
    endpoints: [],
  };
  yugabyte.vpcs = [
    {
      id: 'vpc-1',
      name: 'orders-vpc',
      provider: 'AWS',
      state: 'ACTIVE',
      regions: [{ region: 'us-west-2', cidr: '10.10.0.0/24' }],
      clusterIds: ['cluster-1', 'cluster-2'],
      cloudProject: '999900001111',
      externalVpcId: 'vpc-0ffffffffffffffff',
    },
  ];
  yugabyte.clusters = [
    { ...cluster, id: 'cluster-1', name: 'orders-db' },
    { ...cluster, id: 'cluster-2', name: 'billing-db' },
  ];
  yugabyte.lists = [{ id: 'list-office', name: 'office', description: '', entries: ['203.0.113.0/24'] }];
  yugabyte.assigned = { 'cluster-1': ['list-office'], 'cluster-2': [] };
  return { clock, yugabyte, slack: createFakeSlack(clock), store: createMemoryStore(), logged: [] };
}

/** Its port, with the troubles that a test has set. */
function troubled(yugabyte: FakeYugabyte): ManagedDb {
  const { db } = yugabyte;
  const methods = Object.keys(db).map((name) => {
    if (name === 'peek') return [name, () => db.peek()];
    const call = async (...args: unknown[]) => {
      const trouble = yugabyte.troubles[name as keyof ManagedDb]?.shift();
      if (trouble) throw trouble;
      if (yugabyte.down) throw new PeeringBotError('unreachable', 'Yugabyte does not answer.');
      return Reflect.apply(db[name as keyof ManagedDb], db, args);
    };
    return [name, call];
  });
  return Object.fromEntries(methods) as ManagedDb;
}

/** A process of the bot in this world. */
export function startBot(
  world: World,
  {
    gate = createGate(),
    channel = CHANNEL,
    rights: mayDo = rights,
    policy = speakPolicy,
    nextTick,
    clouds = {},
  }: {
    gate?: Gate;
    channel?: string | null;
    rights?: RightsPolicy;
    policy?: SpeakPolicy;
    nextTick?: (after: number) => number | undefined;
    clouds?: Clouds;
  } = {},
) {
  const { clock, yugabyte, slack, store, logged } = world;
  const log = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message });
  const ownClock: Clock = {
    now: clock.now,
    after: (ms, work) => clock.after(ms, () => gate.dead() || work()),
    rest: clock.rest,
  };
  const db = gated('yugabyte', troubled(yugabyte), gate, ['peek']);
  const plain: ManagedDb = {
    ...db,
    observe: (options) => db.observe(options).catch((error: Error) => yugabyte.readingFailed(error)),
  };
  const managedDb = withClouds(plain, clouds, ownClock);
  const parts = {
    managedDb,
    clock: ownClock,
    clouds,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
  };
  const operations = createOperations({
    ...parts,
    store: gated('store', store, gate),
    notifier: gated('slack', slack, gate),
    rights: mayDo,
    ...(channel !== null && { channel }),
    policy,
    owners: new Map([[form.cloudProject, 'S0PLATFORM']]),
    approvalExpiresMs: 24 * 3_600_000,
    newId: () => 'ref-bot',
    ...(nextTick && { nextTick }),
  });
  return { ...operations, parts };
}

/** What a person who has seen the plan just now would confirm. */
export async function planned(bot: Operations, intent: Intent, confirmationId = 'V1'): Promise<Confirmation> {
  const answer = await bot.plan(intent);
  if (!answer.planned) throw new Error(answer.sentence);
  return { intent, digest: answer.digest, shownAt: answer.shownAt, confirmationId };
}
