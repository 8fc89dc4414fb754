import { beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '../../src/core/peering.ts';
import { type ObservedDb, withClouds } from '../../src/operations/observe-clouds.ts';
import { createFakeClouds, type FakeClouds } from './world/fake-clouds.ts';
import { addGcpVpc, createWorld, peering, type World } from './world/world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const inAws = (id: string, externalVpcId: string, change = {}) =>
  peering({ id, name: id, application: { ...peering().application, externalVpcId }, ...change });
const inGcp = peering({
  id: 'g',
  name: 'g',
  yugabyteVpcId: 'vpc-g',
  application: { provider: 'GCP', cloudProject: 'my-project', externalVpcId: 'app-network' },
});

let world: World;
let clouds: FakeClouds;
let db: ObservedDb;

beforeEach(() => {
  world = createWorld();
  addGcpVpc(world);
  world.yugabyte.peerings = [inAws('a', 'vpc-a'), inAws('b', 'vpc-b'), inGcp];
  clouds = createFakeClouds(world.clock);
  db = withClouds(world.yugabyte.db, clouds, world.clock);
});

const seen = ({ clouds }: Observation) => [...(clouds?.keys() ?? [])].sort();
const looks = () => clouds.looks.splice(0);

/** Turns the clock while somebody waits. */
async function turning<T>(ms: number, work: Promise<T>): Promise<T> {
  await world.clock.advance(ms);
  return work;
}

describe('where the bot looks', () => {
  it('nowhere, unless it is asked to', async () => {
    expect(seen(await db.observe())).toEqual([]);
    expect(looks()).toEqual([]);
  });

  it('at the peerings that are asked for, and no others', async () => {
    expect(seen(await db.observe({ clouds: ['b'] }))).toEqual(['b']);
    expect(looks()).toEqual(['aws vpc-b']);
  });

  it('at all of them in one look into each cloud', async () => {
    expect(seen(await db.observe({ clouds: 'all' }))).toEqual(['a', 'b', 'g']);
    expect(looks().sort()).toEqual(['aws vpc-a,vpc-b', 'gcp app-network']);
  });

  it('not again within a moment, also when two ask at once', async () => {
    await Promise.all([db.observe({ clouds: ['a'] }), db.observe({ clouds: ['a'] })]);
    await db.observe({ clouds: ['a'] });
    expect(looks()).toEqual(['aws vpc-a']);
    await world.clock.advance(2 * SECOND);
    await db.lookAt(['a'], MINUTE);
    expect(looks()).toEqual([]);
    await db.observe({ clouds: ['a'] });
    expect(looks()).toEqual(['aws vpc-a']);
  });

  it('again at once where something was changed', async () => {
    await db.observe({ clouds: ['a', 'b'] });
    looks();
    db.outdate('a');
    await Promise.all([db.observe({ clouds: ['a', 'b'] }), db.observe({ clouds: ['a'] })]);
    expect(looks()).toEqual(['aws vpc-a']);
  });

  it('again where something was changed while it looked', async () => {
    clouds.hang('aws');
    const before = db.observe({ clouds: ['a'] });
    await world.clock.settle();
    db.outdate('a');
    const after = db.observe({ clouds: ['a'] });
    clouds.answer();
    await Promise.all([before, after]);
    expect(looks()).toEqual(['aws vpc-a', 'aws vpc-a']);
  });

  it('not where it is not known what to look for', async () => {
    world.yugabyte.peerings = [inAws('a', 'vpc-a', { yugabyteVpcId: 'not-listed' })];
    expect(seen(await db.observe({ clouds: 'all' }))).toEqual([]);
    expect(looks()).toEqual([]);
  });

  it('not into a cloud that is switched off', async () => {
    const { gcp } = clouds;
    db = withClouds(world.yugabyte.db, { gcp }, world.clock);
    expect(seen(await db.observe({ clouds: 'all' }))).toEqual(['g']);
    db = withClouds(world.yugabyte.db, {}, world.clock);
    expect(await db.observe({ clouds: 'all' })).not.toHaveProperty('clouds');
    await db.lookAt(['a'], 0);
    expect(looks()).toEqual(['gcp app-network']);
  });
});

describe('what is known', () => {
  it('stays, and is the same object as long as nothing has changed', async () => {
    const first = await db.observe({ clouds: ['a'] });
    expect(await db.observe()).toBe(first);
    expect(db.peek()).toBe(first);
    await world.clock.advance(2 * SECOND);
    const second = await db.observe({ clouds: ['b'], maxAgeMs: MINUTE });
    expect(second).not.toBe(first);
    expect(seen(second)).toEqual(['a', 'b']);
  });

  it('goes with its peering', async () => {
    await db.observe({ clouds: 'all' });
    world.yugabyte.peerings = [inGcp];
    await world.clock.advance(MINUTE);
    expect(seen(await db.observe())).toEqual(['g']);
  });

  it.each([
    ['act', ['AWS', 'GCP']],
    ['advise', []],
  ] as const)('in mode %s it says where the bot may act', async (mode, mayAct) => {
    db = withClouds(world.yugabyte.db, createFakeClouds(world.clock, mode), world.clock);
    expect((await db.observe()).mayAct).toEqual(mayAct);
  });
});

describe('a cloud that does not answer', () => {
  const connectionOf = (observation: Observation, id = 'a') => {
    const facts = observation.clouds?.get(id);
    return facts?.provider === 'AWS' ? facts.connection : undefined;
  };

  it('keeps nobody for longer than three seconds, and takes nothing else along', async () => {
    clouds.hang('aws');
    const observation = await turning(3 * SECOND, db.observe({ clouds: ['a', 'g'] }));
    expect(connectionOf(observation)).toEqual({
      ok: false,
      why: 'unreachable',
      reason: 'AWS did not answer in time.',
    });
    expect(observation.clouds?.get('g')).toMatchObject({ network: { ok: true } });
  });

  it('is taken in when it answers at last, and asked again only then', async () => {
    clouds.hang('aws');
    await turning(3 * SECOND, db.observe({ clouds: ['a'] }));
    await turning(3 * SECOND, db.observe({ clouds: ['a'] }));
    expect(looks()).toEqual(['aws vpc-a']);
    clouds.answer();
    await world.clock.settle();
    expect(connectionOf(db.peek() as Observation)).toMatchObject({ ok: true });
  });

  it('what it told a moment ago still holds; what it told long ago is not shown as if it were so now', async () => {
    await db.observe({ clouds: ['a'] });
    clouds.hang('aws');
    await world.clock.advance(MINUTE);
    expect(connectionOf(await turning(3 * SECOND, db.observe({ clouds: ['a'] })))).toMatchObject({
      ok: true,
    });
    await world.clock.advance(2 * MINUTE);
    expect(connectionOf(await turning(3 * SECOND, db.observe({ clouds: ['a'] })))).toMatchObject({
      ok: false,
    });
  });

  it('does not keep a form waiting', async () => {
    clouds.hang('aws');
    const place = inAws('a', 'vpc-new').application;
    const observation = await turning(3 * SECOND, db.observe({ place }));
    expect(observation.places?.size).toBe(0);
    clouds.answer();
    await world.clock.settle();
    expect((await db.observe({ place, maxAgeMs: MINUTE })).places?.size).toBe(1);
    expect(looks()).toEqual(['aws place vpc-new']);
  });
});

it('a form that is filled in looks at its VPC once, and only the last few are kept', async () => {
  const place = (externalVpcId: string) => inAws('a', externalVpcId).application;
  for (let count = 0; count < 60; count++) await db.observe({ place: place(`vpc-${count}`) });
  const { places } = await db.observe({ place: place('vpc-59') });
  expect(looks()).toHaveLength(60);
  expect(places?.size).toBeLessThanOrEqual(50);
  expect([...(places?.keys() ?? [])].at(-1)).toContain('vpc-59');
});
