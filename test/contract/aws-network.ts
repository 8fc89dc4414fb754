import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAwsNetwork } from '../../src/clouds/aws/aws-network.ts';
import type { AwsFacts } from '../../src/core/cloud/aws-facts.ts';
import type { AwsChange, AwsNetwork } from '../../src/core/cloud/aws-network.ts';
import { ENDED } from '../../src/core/cloud/ended.ts';
import type { Sight } from '../../src/core/cloud/sight.ts';
import { hasCode } from '../../src/core/errors.ts';
import type { AwsEnds } from '../../src/core/next-step/aws-ends.ts';
import { systemClock } from '../../src/system-clock.ts';
import { failure } from '../clouds/yugabyte/connect.ts';

/** An EC2 with STS, in which the bot has a role in every account. */
export interface AwsServer {
  ec2Endpoint: string;
  stsEndpoint: string;
  /** As `PEERING_AWS_ROLE_ARN`. */
  roleArn: string;
  /** As `PEERING_AWS_EXTERNAL_ID`, where it asks for one. */
  externalId?: string;
  /** It takes a while until a write is seen by others. */
  showsLate?: boolean;
  /**
   * A request that waits to be accepted, from a VPC of Yugabyte to an application VPC that no other request is for. The
   * application VPC has at least two subnets, one of them with a route table of its own; its DNS hostnames are off.
   */
  request(): Promise<AwsRequest>;
  /** Lets pass what the server needs to finish what is under way, e.g. turns its clock. */
  settle?(): Promise<void>;
  stop(): Promise<void> | void;
}

export interface AwsRequest {
  ends: AwsEnds;
  connectionId: string;
}

/** Long enough for any machine. */
const deadlines = { lookMs: 30_000, sweepMs: 30_000, changeMs: 30_000 };

/**
 * What completing, watching and cleaning up rely on, whatever EC2 stands behind the port. `rehearses`: whether it knows
 * `DryRun`; with one that does not, a rehearsal would be the real thing.
 */
export function awsNetworkContract(
  name: string,
  { rehearses }: { rehearses: boolean },
  start: () => Promise<AwsServer>,
) {
  describe(`AwsNetwork on ${name}`, () => {
    let server: AwsServer;
    let aws: AwsNetwork;
    let request: AwsRequest;

    beforeAll(async () => {
      server = await start();
      aws = connect('act');
      request = await server.request();
    });
    afterAll(async () => {
      aws?.stop();
      await server?.stop();
    });

    function connect(mode: AwsNetwork['mode']): AwsNetwork {
      const { ec2Endpoint, stsEndpoint, roleArn, externalId } = server;
      return createAwsNetwork({
        mode,
        now: systemClock.now,
        ec2Endpoint,
        stsEndpoint,
        roleArn,
        ...(externalId !== undefined && { externalId }),
        deadlines,
      });
    }

    async function look(ends = request.ends): Promise<AwsFacts> {
      const [facts] = await aws.look([ends]);
      if (!facts) throw new Error('nothing was seen');
      return facts;
    }

    /** Looks until it is as hoped. */
    async function eventually(hoped: (facts: AwsFacts) => boolean, ends = request.ends): Promise<AwsFacts> {
      for (let tries = 0; tries < 60; tries++) {
        const facts = await look(ends);
        if (hoped(facts)) return facts;
        await server.settle?.();
        await sleep(10);
      }
      throw new Error('it did not come about');
    }

    const apply = (change: AwsChange) => aws.apply(request.ends, change);

    /** A second time, as after a crash; what EC2 does not show yet is a conflict, which operations wait for. */
    async function again(change: AwsChange) {
      try {
        await apply(change);
      } catch (error) {
        if (!server.showsLate || !hasCode(error, 'conflict')) throw error;
        await server.settle?.();
        await apply(change);
      }
    }

    const place = () => ({ account: request.ends.account, region: request.ends.region });
    const tables = async () => seen((await look()).routeTables);
    const accept = (): AwsChange => ({ change: 'accept', connectionId: request.connectionId });
    const routeTo = (routeTableId: string) => ({
      routeTableId,
      cidr: request.ends.yugabyteNetworks[0] ?? '',
      connectionId: request.connectionId,
    });

    test('a waiting request is found by both owners and both VPCs', async () => {
      const { ends, connectionId } = request;
      const { connection, connections } = await look();
      expect(seen(connection)).toMatchObject({
        connectionId,
        status: 'pending-acceptance',
        requester: { ownerId: ends.yugabyteAccount, vpcId: ends.yugabyteVpcId, cidrs: ends.yugabyteNetworks },
        accepter: { ownerId: ends.account, vpcId: ends.vpcId },
      });
      expect(seen(connections).map((one) => one.connectionId)).toEqual([connectionId]);
    });

    test('the VPC is seen whole', async () => {
      const facts = await look();
      expect(seen(facts.vpc)).toMatchObject({ vpcId: request.ends.vpcId, ownerId: request.ends.account });
      expect(seen(facts.vpc)?.cidrs).not.toEqual([]);
      expect(seen(facts.dns)).toEqual({ support: expect.any(Boolean), hostnames: false });
      const subnets = seen(facts.subnets);
      const routeTables = seen(facts.routeTables);
      expect(subnets.length).toBeGreaterThanOrEqual(2);
      expect(routeTables.filter(({ isMain }) => isMain)).toHaveLength(1);
      const served = routeTables.flatMap(({ subnetIds }) => subnetIds);
      expect(served).not.toEqual([]);
      expect(subnets.map(({ subnetId }) => subnetId)).toEqual(expect.arrayContaining(served));
      for (const { routes } of routeTables) {
        expect(routes).toContainEqual({
          cidr: seen(facts.vpc)?.cidrs[0],
          state: 'active',
          target: 'local',
        });
      }
      const acl = seen(facts.networkAcls)[0];
      expect(acl?.rules.filter(({ egress }) => egress).at(-1)).toMatchObject({
        ruleNumber: 32767,
        allow: false,
      });
      expect(seen(facts.securityGroups).find((group) => group.name === 'default')?.egress).toContainEqual({
        protocol: '-1',
        cidrs: ['0.0.0.0/0'],
        others: [],
      });
    });

    test('the VPC is among those to choose from, and seen before there is a peering', async () => {
      const { vpcId } = request.ends;
      const listed = seen(await aws.listVpcs(place()));
      const { vpc, at } = await aws.lookAtVpc({ ...place(), vpcId });
      expect(listed.find((one) => one.vpcId === vpcId)?.cidrs).toEqual(seen(vpc)?.cidrs);
      expect(at).toBeGreaterThan(0);
    });

    test('a VPC, an account and a region that have nothing', async () => {
      const nothing = { ok: true, value: [] };
      const { vpc, subnets, routeTables, connections, dns } = await aws.lookAtVpc({
        ...place(),
        vpcId: 'vpc-0dddddddddddddddd',
      });
      expect(vpc).toEqual({ ok: true, value: undefined });
      expect({ subnets, routeTables, connections }).toEqual({
        subnets: nothing,
        routeTables: nothing,
        connections: nothing,
      });
      expect(dns.ok).toBe(false);
      for (const elsewhere of [{ account: request.ends.yugabyteAccount }, { region: 'eu-central-1' }]) {
        expect((await look({ ...request.ends, ...elsewhere })).vpc).toEqual({ ok: true, value: undefined });
      }
    });

    test('every right of reading is there', async () => {
      const adviser = connect('advise');
      const rights = await adviser.examine(place());
      adviser.stop();
      expect(rights).toHaveLength(7);
      for (const { permit } of rights) expect(permit).toEqual({ may: 'yes' });
    });

    test('a request of others is neither found nor acted on', async () => {
      for (const other of [
        { yugabyteAccount: '666677778888' },
        { yugabyteVpcId: 'vpc-0eeeeeeeeeeeeeeee' },
        { vpcId: 'vpc-0eeeeeeeeeeeeeeee' },
      ]) {
        const ends = { ...request.ends, ...other };
        expect((await look(ends)).connection).toEqual({ ok: true, value: undefined });
        for (const change of ['accept', 'delete-connection'] as const) {
          const refused = await failure(aws.apply(ends, { change, connectionId: request.connectionId }));
          expect(refused).toMatchObject({ code: 'rejected' });
        }
      }
      expect(seen((await look()).connection)).toMatchObject({ status: 'pending-acceptance' });
    });

    test('mode advise changes nothing', async () => {
      const adviser = connect('advise');
      expect(await failure(adviser.apply(request.ends, accept()))).toMatchObject({ code: 'forbidden' });
      expect(await adviser.rehearse(request.ends, accept())).toMatchObject({ may: 'unknown' });
      adviser.stop();
      expect(seen((await look()).connection)).toMatchObject({ status: 'pending-acceptance' });
    });

    const rehearsal = async () => {
      const [table] = await tables();
      const route = routeTo(table?.routeTableId ?? '');
      const changes: AwsChange[] = [
        accept(),
        { change: 'create-route', ...route },
        { change: 'delete-connection', connectionId: request.connectionId },
      ];
      for (const change of changes) expect(await aws.rehearse(request.ends, change)).toEqual({ may: 'yes' });
      expect(seen((await look()).connection)).toMatchObject({ status: 'pending-acceptance' });
      expect(await tables()).toContainEqual(table);
    };
    if (rehearses) test('a rehearsal says yes and changes nothing', rehearsal);

    test('a connection that is not there is a conflict: it may be there soon', async () => {
      const connectionId = 'pcx-0dddddddddddddddd';
      expect(await failure(apply({ change: 'accept', connectionId }))).toMatchObject({ code: 'conflict' });
      await apply({ change: 'delete-connection', connectionId });
    });

    test('DNS is turned on', async () => {
      await apply({ change: 'turn-on-dns', attribute: 'support' });
      await apply({ change: 'turn-on-dns', attribute: 'hostnames' });
      const { dns } = await eventually((facts) => seen(facts.dns).hostnames);
      expect(dns).toEqual({ ok: true, value: { support: true, hostnames: true } });
    });

    test('accepted, once or twice, it becomes active', async () => {
      await apply(accept());
      await eventually(({ connection }) => seen(connection)?.status === 'active');
      await again(accept());
      expect(seen((await look()).connection)).toMatchObject({ status: 'active' });
    });

    test('a route is made in every table, once or twice', async () => {
      for (const { routeTableId } of await tables()) {
        await apply({ change: 'create-route', ...routeTo(routeTableId) });
        await again({ change: 'create-route', ...routeTo(routeTableId) });
      }
      const route = { cidr: request.ends.yugabyteNetworks[0], target: request.connectionId, state: 'active' };
      const { routeTables } = await eventually((facts) =>
        seen(facts.routeTables).every(({ routes }) => routes.some(({ target }) => target === route.target)),
      );
      for (const { routes } of seen(routeTables)) expect(routes).toContainEqual(route);
    });

    test('a route that is somebody else’s is left alone', async () => {
      const [table] = await tables();
      const local = table?.routes.find(({ target }) => target === 'local');
      const { connectionId } = request;
      const change = { routeTableId: table?.routeTableId ?? '', cidr: local?.cidr ?? '', connectionId };
      for (const kind of ['create-route', 'replace-route'] as const) {
        expect(await failure(apply({ change: kind, ...change }))).toMatchObject({
          code: 'route-taken',
          message: expect.stringContaining('local'),
        });
      }
      expect(await failure(apply({ change: 'delete-route', ...change }))).toMatchObject({ code: 'conflict' });
      expect(await tables()).toContainEqual(table);
    });

    test('the other side is let resolve names', async () => {
      await apply({ change: 'allow-remote-dns', connectionId: request.connectionId });
      await eventually(({ connection }) => seen(connection)?.accepter.remoteDns === true);
    });

    test('many peerings at once, each its own', async () => {
      const more = [await server.request(), await server.request(), await server.request()];
      const all = [...more, request];
      const facts = await aws.look(all.map(({ ends }) => ends));
      expect(facts.map(({ connection }) => seen(connection)?.connectionId)).toEqual(
        all.map(({ connectionId }) => connectionId),
      );
      expect(facts.map(({ vpc }) => seen(vpc)?.vpcId)).toEqual(all.map(({ ends }) => ends.vpcId));
      for (const { subnets, routeTables } of facts) {
        expect(seen(subnets).length).toBeGreaterThanOrEqual(2);
        expect(seen(routeTables).filter(({ isMain }) => isMain)).toHaveLength(1);
      }
    });

    test('routes are deleted, once or twice', async () => {
      for (const { routeTableId } of await tables()) {
        await apply({ change: 'delete-route', ...routeTo(routeTableId) });
        await again({ change: 'delete-route', ...routeTo(routeTableId) });
      }
      await eventually((facts) =>
        seen(facts.routeTables).every(({ routes }) =>
          routes.every(({ target }) => target !== request.connectionId),
        ),
      );
    });

    test('the connection is deleted, once or twice, and no longer counted', async () => {
      const change: AwsChange = { change: 'delete-connection', connectionId: request.connectionId };
      await apply(change);
      await again(change);
      const { connections } = await eventually(({ connection }) => {
        const one = seen(connection);
        return !one || ENDED.includes(one.status);
      });
      expect(seen(connections)).toEqual([]);
      expect(await failure(apply(accept()))).toMatchObject({ code: 'conflict' });
    });
  });
}

function seen<T>(sight: Sight<T>): T {
  if (!sight.ok) throw new Error(`not seen: ${sight.reason}`);
  return sight.value;
}
