import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createYugabyte } from '../../src/clouds/yugabyte/yugabyte.ts';
import type { PeeringSpec, Reading, YugabyteVpc } from '../../src/core/peering.ts';
import type { ManagedDb } from '../../src/core/ports.ts';
import { systemClock } from '../../src/system-clock.ts';

/** A server that speaks the Aeon API, with at least one ACTIVE Yugabyte VPC in AWS that has a cluster. */
export interface ManagedDbServer {
  /** As `YBM_HOST`. */
  host: string;
  apiKey: string;
  /** Lets pass what the server needs to finish what is under way, e.g. turns its clock. */
  settle?(): Promise<void>;
  stop(): Promise<void>;
}

/** What operations rely on, whatever stands behind the port. */
export function managedDbContract(name: string, start: () => Promise<ManagedDbServer>) {
  describe(`ManagedDb on ${name}`, () => {
    let server: ManagedDbServer;
    let db: ManagedDb;
    let vpc: YugabyteVpc;
    let cluster: string;

    beforeAll(async () => {
      server = await start();
      const { host, apiKey } = server;
      db = createYugabyte({ host, apiKey, clock: systemClock });
      const vpcs = readable((await db.observe()).vpcs);
      const usable = vpcs.find(({ provider, state, clusterIds }) => {
        return provider === 'AWS' && state === 'ACTIVE' && clusterIds.length > 0;
      });
      if (!usable?.clusterIds[0]) throw new Error('the contract needs an ACTIVE AWS VPC with a cluster');
      vpc = usable;
      cluster = usable.clusterIds[0];
    });
    afterAll(() => server?.stop());

    const settle = async () => {
      await server.settle?.();
      await sleep(10);
    };

    /** Asks until the answer is as hoped. */
    async function eventually<Value>(ask: () => Promise<Value>, hoped: (value: Value) => boolean) {
      for (let tries = 0; tries < 60; tries++) {
        const value = await ask();
        if (hoped(value)) return value;
        await settle();
      }
      throw new Error('it did not come about');
    }

    const spec = (): PeeringSpec => ({
      name: `contract-${randomUUID().slice(0, 8)}`,
      yugabyteVpcId: vpc.id,
      application: {
        provider: 'AWS',
        cloudProject: '111122223333',
        externalVpcId: `vpc-0${randomUUID().replaceAll('-', '').slice(0, 16)}`,
        region: 'us-west-2',
        cidr: '172.29.0.0/16',
      },
    });

    test('an observation has every side, and peek returns it', async () => {
      const observation = await db.observe();
      for (const side of [observation.vpcs, observation.clusters, observation.allowLists])
        expect(side.ok).toBe(true);
      expect(db.peek()).toBe(observation);
    });

    test('VPCs and clusters know each other', async () => {
      const clusters = readable((await db.observe()).clusters);
      expect(clusters.find(({ id }) => id === cluster)?.yugabyteVpcIds).toContain(vpc.id);
      expect(await db.getCluster(cluster)).toMatchObject({ id: cluster });
    });

    test('the observation and the live lists tell the same', async () => {
      const { peerings, allowLists } = await db.observe({ maxAgeMs: 0 });
      expect(await db.listPeerings()).toEqual(peerings);
      expect(await db.listAllowLists()).toEqual(readable(allowLists));
    });

    test('what does not exist is undefined, and removing it is success', async () => {
      const nobody = randomUUID();
      expect(await db.getPeering(nobody)).toBeUndefined();
      expect(await db.getCluster(nobody)).toBeUndefined();
      await db.terminatePeering(nobody);
      await db.deleteAllowList(nobody);
    });

    test('a peering is requested, waits, and is terminated', async () => {
      const asked = spec();
      const made = await db.requestPeering(asked);
      expect(made).toMatchObject(asked);
      expect((await db.listPeerings()).filter(({ name: there }) => there === asked.name)).toHaveLength(1);
      expect((await db.observe()).peerings.map(({ id }) => id)).toContain(made.id);
      const waiting = await eventually(
        () => db.getPeering(made.id),
        (now) => now?.state !== 'CREATING' || server.settle === undefined,
      );
      expect(waiting).toMatchObject({ ...asked, id: made.id });

      const [newest] = await db.tasks({ type: 'CREATE_VPC_PEERING', entityId: vpc.id, limit: 1 });
      expect(newest).toMatchObject({ type: 'CREATE_VPC_PEERING', entityId: vpc.id });

      await db.terminatePeering(made.id);
      await eventually(
        () => db.getPeering(made.id),
        (now) => now === undefined,
      );
      await db.terminatePeering(made.id);
      expect((await db.observe()).peerings.map(({ id }) => id)).not.toContain(made.id);
    });

    test('an allow list is made, put on a cluster beside the others, taken off and deleted', async () => {
      const asked = {
        name: `contract-${randomUUID().slice(0, 8)}`,
        description: 'made by the contract suite',
        entries: ['172.29.0.0/16', '172.28.0.0/24'],
      };
      const made = await db.createAllowList(asked);
      expect(made).toMatchObject(asked);
      expect((await db.listAllowLists()).map(({ id }) => id)).toContain(made.id);

      const ids = async () => (await db.clusterAllowLists(cluster)).map(({ id }) => id).sort();
      const before = await ids();
      const both = [...before, made.id].sort();
      await db.replaceClusterAllowLists(cluster, both);
      await eventually(ids, (now) => now.join() === both.join());
      await eventually(
        () => db.listAllowLists(),
        (lists) => lists.some(({ id, clusterIds }) => id === made.id && clusterIds.includes(cluster)),
      );

      await db.replaceClusterAllowLists(cluster, before);
      await eventually(ids, (now) => now.join() === before.join());
      await db.deleteAllowList(made.id);
      await eventually(
        () => db.listAllowLists(),
        (lists) => !lists.some(({ id }) => id === made.id),
      );
    });
  });
}

function readable<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(reading.reason);
  return reading.value;
}
