import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGcpNetwork } from '../../../src/clouds/gcp/gcp-network.ts';
import type { GcpNetwork } from '../../../src/core/cloud/gcp-network.ts';
import { type Gcp, startGcp } from '../../sandbox/gcp/start-gcp.ts';

const ends = {
  project: 'local-app',
  network: 'app',
  yugabyteProject: 'local-yugabyte',
  yugabyteNetwork: 'ybm',
  peeringName: 'orders',
};
const yugabyteSide = {
  project: 'local-yugabyte',
  network: 'ybm',
  yugabyteProject: 'local-app',
  yugabyteNetwork: 'app',
  peeringName: 'to-app',
};

let gcp: Gcp;
let bot: GcpNetwork;
let calls: string[];

/** Ample: a busy machine is slow, not wrong. */
const PATIENT = 60_000;

const connect = (mode: 'advise' | 'act', port = gcp.port, lookMs = PATIENT) =>
  createGcpNetwork({
    mode,
    computeEndpoint: `http://127.0.0.1:${port}/compute/v1/`,
    now: Date.now,
    deadlines: { lookMs, sweepMs: PATIENT, changeMs: PATIENT },
    onCall: ({ action, outcome }) => calls.push(`${action} ${outcome}`),
  });

beforeEach(async () => {
  gcp = await startGcp();
  calls = [];
  // Application Default Credentials come from the metadata server beside it.
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${gcp.port}`);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
  bot = connect('act');
});
afterEach(async () => {
  bot.stop();
  vi.unstubAllEnvs();
  await gcp.stop();
});

/** Operations take seconds of the world's time: it is turned while somebody waits. */
async function meanwhile<T>(work: Promise<T>): Promise<T> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  done.catch(() => {});
  while (!over) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await gcp.turn(5_000);
  }
  return done;
}

const look = async (network = bot) => {
  const [facts] = await network.look([ends]);
  if (!facts) throw new Error('nothing came back');
  return facts;
};

test('what is there is read: the network, its subnets with secondary ranges, what denies', async () => {
  const facts = await look();
  expect(facts.network).toMatchObject({
    ok: true,
    value: { name: 'app', project: 'local-app', peerings: [] },
  });
  expect(facts.subnets.ok && facts.subnets.value.flatMap(({ cidrs }) => cidrs)).toContain('10.11.0.0/20');
  expect(facts.egressRules.ok).toBe(true);
  expect(facts.peeringRoutes).toEqual({ ok: true, value: [] });
});

test('the mirror is made once, found by what it leads to, and removed by that', async () => {
  await meanwhile(connect('act').apply(yugabyteSide, { change: 'add-mirror', name: 'to-app' }));
  await meanwhile(bot.apply(ends, { change: 'add-mirror', name: 'orders' }));
  await meanwhile(bot.apply(ends, { change: 'add-mirror', name: 'another-name' }));
  const facts = await look();
  expect(facts.network.ok && facts.network.value?.peerings).toMatchObject([
    { name: 'orders', state: 'ACTIVE', peer: { project: 'local-yugabyte', network: 'ybm' } },
  ]);
  expect(facts.peeringRoutes).toMatchObject({ ok: true, value: [{ cidr: '10.20.0.0/24', imported: true }] });
  await expect(bot.apply(ends, { change: 'remove-mirror', name: 'somebody-elses' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await meanwhile(bot.apply(ends, { change: 'remove-mirror', name: 'orders' }));
  await meanwhile(bot.apply(ends, { change: 'remove-mirror', name: 'orders' }));
  expect((await look()).network).toMatchObject({ ok: true, value: { peerings: [] } });
  expect(gcp.simulator.effects()).toEqual({ 'gcp-add-peering': 2, 'gcp-remove-peering': 1 });
});

test('an operation that fails is an error, although the client throws none', async () => {
  const clashing = { ...yugabyteSide, network: 'clashing' };
  await meanwhile(connect('act').apply(clashing, { change: 'add-mirror', name: 'to-app' }));
  const work = bot.apply({ ...ends, yugabyteNetwork: 'clashing' }, { change: 'add-mirror', name: 'x' });
  await expect(meanwhile(work)).rejects.toMatchObject({ code: 'route-taken' });
});

test('another operation on one of the networks is a conflict, to be tried again', async () => {
  const first = connect('act').apply(yugabyteSide, { change: 'add-mirror', name: 'to-app' });
  await vi.waitFor(() => expect(calls).toContain('compute.networks.addPeering ok'));
  await expect(bot.apply(ends, { change: 'add-mirror', name: 'orders' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await meanwhile(first);
});

describe('what is missing', () => {
  test('a right to read: its name; the rest is seen', async () => {
    gcp.simulator.deny('local-app', 'compute.subnetworks.list');
    const { subnets, network } = await look();
    expect(subnets).toMatchObject({ ok: false, why: 'denied', missing: 'compute.subnetworks.list' });
    expect(network.ok).toBe(true);
  });

  test('a right to act is known before, and handed over', async () => {
    gcp.simulator.deny('local-app', 'compute.networks.addPeering');
    expect(await bot.rehearse(ends, { change: 'add-mirror', name: 'orders' })).toMatchObject({
      may: 'no',
      missing: 'compute.networks.addPeering',
    });
    await expect(bot.apply(ends, { change: 'add-mirror', name: 'orders' })).rejects.toMatchObject({
      code: 'forbidden',
      message: 'The bot may not use compute.networks.addPeering in GCP project local-app.',
    });
    const rights = await bot.examine('local-app');
    expect(rights.filter(({ permit }) => permit.may === 'no').map(({ action }) => action)).toEqual([
      'compute.networks.addPeering',
    ]);
  });

  test('a network that is not there is no failure', async () => {
    const [facts] = await bot.look([{ ...ends, network: 'nowhere' }]);
    expect(facts?.network).toEqual({ ok: true, value: undefined });
  });

  test('a dead endpoint is unreachable, and nobody waits long', async () => {
    const dead = connect('act', 9);
    expect((await look(dead)).network).toMatchObject({ ok: false, why: 'unreachable' });
    dead.stop();
  });

  test('one that never answers is given up', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const hung = connect('act', (silent.address() as AddressInfo).port, 500);
    expect((await look(hung)).network).toMatchObject({ ok: false, why: 'unreachable' });
    hung.stop();
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });
});

test('where it only advises it changes nothing, and asks for no right to', async () => {
  const adviser = connect('advise');
  await expect(adviser.apply(ends, { change: 'add-mirror', name: 'orders' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await adviser.rehearse(ends, { change: 'add-mirror', name: 'orders' })).toMatchObject({
    may: 'unknown',
  });
  expect(calls).toEqual([]);
  expect(gcp.simulator.effects()).toEqual({});
  adviser.stop();
});
