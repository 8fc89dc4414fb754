import type { AllowList, Cluster, Observation, Peering, YugabyteVpc } from '../../../../src/core/peering.ts';
import { awsPeering, awsVpc, cluster, DAY } from '../../given.ts';

export interface Thing {
  id: string;
  state: string;
  /** Known to the bot, which made it; `undefined` where somebody else did. */
  requestedAt: number | undefined;
  /** When it really was requested. */
  bornAt: number;
  covered: boolean;
  /** The cluster behind it, where it is not one of its own. */
  cluster?: string;
  /** Nobody drops its request. */
  waitsForever?: boolean;
  /** It speaks for a cluster with entries that Yugabyte ignores. */
  ignored?: boolean;
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Peerings to which things happen at random, each with a Yugabyte VPC, a cluster and an allow list of its own. */
export function createWorld(size: number, roll: () => number, from: number) {
  let born = 0;
  const bear = (now: number): Thing => ({
    id: `p-${++born}`,
    state: 'PENDING',
    bornAt: now,
    requestedAt: roll() < 0.5 ? now : undefined,
    covered: roll() < 0.6,
  });
  const things = Array.from({ length: size }, () => bear(from - Math.floor(roll() * 5) * DAY));

  /** What `hours` bring; answers with those that the bot itself terminated. */
  function live(now: number, hours: number): string[] {
    const byBot: string[] = [];
    const happens = (everyDays: number) => roll() < 1 - 0.5 ** (hours / 24 / everyDays);
    for (const [index, thing] of things.entries()) {
      if (thing.state === 'PENDING') {
        if (happens(4)) thing.state = 'ACTIVE';
        else if (now >= thing.bornAt + 7 * DAY) thing.state = 'EXPIRED';
      } else if (thing.state === 'ACTIVE') {
        if (happens(6)) thing.covered = !thing.covered;
        if (happens(60)) thing.state = 'PENDING';
      }
      const ends = thing.state === 'EXPIRED' ? 3 : 30;
      if (!happens(ends)) continue;
      if (roll() < 0.4) byBot.push(thing.id);
      things[index] = bear(now);
    }
    return byBot;
  }

  function observe(at: number, read: 'ok' | 'partial'): Observation {
    return {
      at,
      peerings: things.map(peeringOf),
      vpcs: { ok: true, value: things.map(vpcOf) },
      clusters: { ok: true, value: things.map(clusterOf) },
      allowLists:
        read === 'ok'
          ? { ok: true, value: things.filter(({ covered }) => covered).map(listOf) }
          : { ok: false, reason: 'Down.' },
    };
  }

  return { things, live, observe };
}

const APPLICATION = awsPeering().application;

const peeringOf = ({ id, state }: Thing): Peering =>
  awsPeering({ id, name: id, state, yugabyteVpcId: `vpc-${id}`, application: APPLICATION });

const vpcOf = ({ id }: Thing): YugabyteVpc => awsVpc({ id: `vpc-${id}`, name: `vpc-${id}` });

const clusterOf = ({ id }: Thing): Cluster => cluster(id, { yugabyteVpcIds: [`vpc-${id}`] });

const listOf = ({ id }: Thing): AllowList => ({
  id: `list-${id}`,
  name: `list-${id}`,
  description: '',
  entries: ['10.0.0.0/16'],
  clusterIds: [`id-${id}`],
});
