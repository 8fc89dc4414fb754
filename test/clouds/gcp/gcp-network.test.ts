import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGcpNetwork } from '../../../src/clouds/gcp/gcp-network.ts';
import type { GcpNetwork } from '../../../src/core/cloud/gcp-network.ts';
import { type Gcp, startGcp, useMetadataServer } from '../../sandbox/gcp/start-gcp.ts';

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

const connect = (mode: 'advise' | 'act', port = gcp.port, lookMs = PATIENT, requestMs = 10_000) =>
  createGcpNetwork({
    mode,
    computeEndpoint: `http://127.0.0.1:${port}/compute/v1/`,
    now: Date.now,
    deadlines: { lookMs, sweepMs: PATIENT, changeMs: PATIENT },
    requestMs,
    onCall: ({ action, outcome }) => calls.push(`${action} ${outcome}`),
  });

beforeEach(async () => {
  gcp = await startGcp();
  calls = [];
  useMetadataServer(gcp);
  bot = connect('act');
});
afterEach(async () => {
  bot.stop();
  vi.unstubAllEnvs();
  await gcp.stop();
});

const meanwhile = <T>(work: Promise<T>) => gcp.meanwhile(work);

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

test('a change that is never answered is given up in time, whatever is collected as garbage meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collect = setInterval(runInNewContext('gc') as () => void, 50);
  const impatient = connect('act', gcp.port, PATIENT, 2_000);
  try {
    gcp.faults.add({ target: 'gcp', kind: 'hang', match: { path: 'addPeering' } });
    const work = impatient.apply(ends, { change: 'add-mirror', name: 'orders' });
    // By the patience of the whole change it would end as well, with the words of its own deadline.
    await expect(work).rejects.toMatchObject({ code: 'timeout', cause: { code: 'ETIMEDOUT' } });
  } finally {
    clearInterval(collect);
    impatient.stop();
  }
});

test('an operation that takes longer than one exchange is waited for', async () => {
  const impatient = connect('act', gcp.port, PATIENT, 3_000);
  gcp.faults.add({ target: 'gcp', kind: 'hang', match: { path: '/wait' } });
  await meanwhile(impatient.apply(ends, { change: 'add-mirror', name: 'orders' }));
  impatient.stop();
  expect((await look()).network).toMatchObject({ ok: true, value: { peerings: [{ name: 'orders' }] } });
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
    gcp.simulator.turn({ do: 'deny', project: 'local-app', permission: 'compute.subnetworks.list' });
    const { subnets, network } = await look();
    expect(subnets).toMatchObject({ ok: false, why: 'denied', missing: 'compute.subnetworks.list' });
    expect(network.ok).toBe(true);
  });

  test('a right to act is known before, and handed over', async () => {
    gcp.simulator.turn({ do: 'deny', project: 'local-app', permission: 'compute.networks.addPeering' });
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

  test('the API that tells rights is switched off: that is said, not that Compute Engine is', async () => {
    const refusing = createServer((_request, response) => {
      const error = { code: 403, message: 'It is disabled.', details: [{ reason: 'SERVICE_DISABLED' }] };
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => refusing.once('listening', resolve));
    const asking = connect('act', (refusing.address() as AddressInfo).port);
    const rights = await asking.examine('local-app');
    expect(rights.length).toBeGreaterThan(5);
    for (const { permit } of rights) {
      expect(permit).toEqual({
        may: 'unknown',
        reason:
          'the Cloud Resource Manager API, which tells rights, is not switched on in GCP project local-app.',
      });
    }
    asking.stop();
    refusing.closeAllConnections();
    await new Promise((resolve) => refusing.close(resolve));
  });

  test.each([
    ['a file that is not there', { GOOGLE_APPLICATION_CREDENTIALS: '/nowhere/credentials.json' }],
    ['a file that is none of credentials', { GOOGLE_APPLICATION_CREDENTIALS: 'package.json' }],
    ['none at all', { METADATA_SERVER_DETECTION: 'none', HOME: '/nowhere', APPDATA: '/nowhere' }],
  ])(
    'credentials, %s: said, and nothing else suffers; once they are there it goes on',
    async (_what, env) => {
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      const lost = connect('act');
      const facts = await look(lost);
      for (const sight of [facts.network, facts.subnets])
        expect(sight).toMatchObject({ ok: false, why: 'no-credentials' });
      await expect(lost.apply(ends, { change: 'add-mirror', name: 'orders' })).rejects.toMatchObject({
        code: 'unauthorized',
      });
      expect((await lost.examine('local-app')).map(({ permit }) => permit.may)).toContain('unknown');

      vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
      vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
      expect((await look(lost)).network.ok).toBe(true);
      lost.stop();
    },
  );

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
    expect((await look(hung)).network).toMatchObject({
      ok: false,
      why: 'unreachable',
      reason: expect.stringContaining('did not answer in time'),
    });
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
