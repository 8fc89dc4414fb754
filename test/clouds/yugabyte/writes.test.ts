import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Aeon,
  allowListRow,
  awsVpc,
  breakOff,
  cluster,
  effectThen,
  gcpVpc,
  hang,
  html,
  lateEffect,
  lostAnswer,
  peeringRow,
  raw,
  reset,
  startAeon,
  status,
  type Trouble,
} from './aeon.ts';
import { apiKey, awsSpec, connect, failure } from './connect.ts';

let aeon: Aeon;
beforeEach(async () => {
  aeon = await startAeon();
});
afterEach(() => aeon.stop());

const nobody = '99999999-9999-4999-8999-999999999999';
const short = { timeouts: { answerMs: 1_000, overallMs: 2_000 } };
const allowList = {
  name: 'peering-app-peer',
  description: 'for app-peer',
  entries: ['10.1.0.0/16', '192.0.2.7'],
};

/** The effect happened, and the answer does not say so. */
const lost: [string, Trouble][] = [
  ['the connection breaks', lostAnswer],
  ['the connection breaks in the body', effectThen(breakOff)],
  ['the server hangs', effectThen(hang)],
  ['500', effectThen(status(500, 'boom'))],
  ['504', effectThen(status(504))],
  ['a page', effectThen(html(502))],
  ['a page with 200', effectThen(html(200))],
  ['truncated JSON', effectThen(raw(200, '{"data":{"spec"'))],
  ['an empty body', effectThen(raw(200, ''))],
  ['another body', effectThen(raw(200, '{"data":{}}'))],
];

/** It was refused: nothing happened, and that is sure. */
const refused: [number, string][] = [
  [400, 'rejected'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'conflict'],
  [422, 'rejected'],
];

describe('requesting a peering', () => {
  test('sends the bare spec and returns what was made', async () => {
    const made = await connect(aeon.host).requestPeering(awsSpec);
    expect(aeon.calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'app-peer',
      internal_yugabyte_vpc_id: awsVpc,
      customer_vpc: {
        external_vpc_id: 'vpc-0a1b2c3d4e5f60718',
        cloud_provider_project: '111122223333',
        cidr: '172.31.0.0/16',
        cloud_info: { code: 'AWS', region: 'us-west-2' },
      },
    });
    expect(made).toMatchObject({ ...awsSpec, state: 'CREATING', id: aeon.world.peerings[0].info.id });
  });

  test('leaves region and CIDR out for GCP', async () => {
    const network = { provider: 'GCP', cloudProject: 'my-project-1', externalVpcId: 'app-network' };
    const application = { ...network, region: 'us-east1' };
    await connect(aeon.host).requestPeering({ name: 'g', yugabyteVpcId: gcpVpc, application });
    expect(aeon.calls.at(-1)?.body).toMatchObject({
      customer_vpc: {
        external_vpc_id: 'app-network',
        cloud_provider_project: 'my-project-1',
        cloud_info: { code: 'GCP' },
      },
    });
    expect(inspect(aeon.calls.at(-1)?.body, { depth: 9 })).not.toMatch(/region|cidr/);
  });

  test.each(lost)('answer lost (%s): it is looked up, and not made twice', async (_, trouble) => {
    aeon.trouble('POST', '/vpc-peerings', trouble);
    const made = await connect(aeon.host, short).requestPeering(awsSpec);
    expect(made.id).toBe(aeon.world.peerings[0].info.id);
    expect(aeon.world.peerings).toHaveLength(1);
    expect(aeon.count('POST')).toBe(1);
  });

  test('answer lost and the effect comes late: it is looked for more than once', async () => {
    aeon.trouble('POST', '/vpc-peerings', lateEffect(15));
    const lookAfterMs = [1, 60];
    await connect(aeon.host, { retry: { lookAfterMs } }).requestPeering(awsSpec);
    expect(aeon.world.peerings).toHaveLength(1);
    expect(aeon.count('POST')).toBe(1);
  });

  test('lost on the way there: sent again after every look found nothing', async () => {
    aeon.trouble('POST', '/vpc-peerings', reset, 2);
    await connect(aeon.host).requestPeering(awsSpec);
    expect(aeon.world.peerings).toHaveLength(1);
    expect(aeon.count('POST')).toBe(3);
    // One list before the first, three looks after each that was lost.
    expect(aeon.count('GET', '/vpc-peerings')).toBe(7);
  });

  test('lost, sent again, and the first one arrives after all: one effect, found', async () => {
    let late = (): unknown => undefined;
    aeon.trouble('POST', '/vpc-peerings', (response, effect) => {
      late = effect;
      response.destroy();
    });
    aeon.trouble('POST', '/vpc-peerings', (response, effect) => {
      late();
      // So answers a server that holds names unique.
      status(409, 'name is taken')(response, effect);
    });
    const made = await connect(aeon.host).requestPeering(awsSpec);
    expect(made.id).toBe(aeon.world.peerings[0].info.id);
    expect(aeon.world.peerings).toHaveLength(1);
    expect(aeon.count('POST')).toBe(2);
  });

  test('never heard of: uncertain after two repetitions, with the last trouble in it', async () => {
    aeon.trouble('POST', '/vpc-peerings', status(500, 'boom'), 9);
    const error = await failure(connect(aeon.host).requestPeering(awsSpec));
    expect(error.code).toBe('write-uncertain');
    expect(error.message).toBe(
      'Requesting the peering app-peer is uncertain: the answer was lost, and what came of it could not be seen.',
    );
    expect(error.means).toContain('(HTTP 500): boom.');
    expect(error.mend).toContain('look at the list');
    expect(aeon.count('POST')).toBe(3);
  });

  test('lost, and the list cannot be read: uncertain, and not sent again', async () => {
    aeon.trouble('POST', '/vpc-peerings', (response, effect) => {
      aeon.trouble('GET', '/vpc-peerings', status(500), 99);
      lostAnswer(response, effect);
    });
    const error = await failure(connect(aeon.host).requestPeering(awsSpec));
    expect(error.code).toBe('write-uncertain');
    expect(aeon.count('POST')).toBe(1);
  });

  test('lost, and a new row cannot be understood: it may be that one', async () => {
    aeon.world.peerings.push({ strange: 'from the beginning' });
    aeon.trouble('POST', '/vpc-peerings', (response) => {
      aeon.world.peerings.push({ strange: 'new' });
      response.destroy();
    });
    expect((await failure(connect(aeon.host).requestPeering(awsSpec))).code).toBe('write-uncertain');
    expect(aeon.count('POST')).toBe(1);
  });

  test('an older peering with the same values is not taken for the new one', async () => {
    aeon.world.peerings.push(peeringRow('app-peer', { state: 'EXPIRED' }));
    aeon.trouble('POST', '/vpc-peerings', lostAnswer);
    const made = await connect(aeon.host).requestPeering(awsSpec);
    expect(made.id).toBe(aeon.world.peerings[1].info.id);
    expect(aeon.count('POST')).toBe(1);
  });

  test('what somebody else requests meanwhile is not taken for it', async () => {
    aeon.trouble('POST', '/vpc-peerings', (response) => {
      const elsewhere = peeringRow('app-peer');
      elsewhere.spec.customer_vpc.external_vpc_id = 'vpc-0ffffffffffffffff';
      aeon.world.peerings.push(peeringRow('other-name'), elsewhere);
      response.destroy();
    });
    const made = await connect(aeon.host).requestPeering(awsSpec);
    expect(made.id).toBe(aeon.world.peerings[2].info.id);
    expect(aeon.count('POST')).toBe(2);
  });

  test.each(refused)('%i is a refusal: said, and not sent again', async (code, as) => {
    aeon.trouble('POST', '/vpc-peerings', status(code, 'because'), 9);
    const error = await failure(connect(aeon.host).requestPeering(awsSpec));
    expect(error.code).toBe(as);
    expect(error.message).toMatch(/^Requesting the peering app-peer failed: .*because\.$/);
    if (code !== 401) expect(error.means).toContain('nothing was changed');
    expect(aeon.count('POST')).toBe(1);
    expect(aeon.world.peerings).toEqual([]);
  });

  test('429 is a refusal for a while: sent again after Retry-After, without looking', async () => {
    aeon.trouble('POST', '/vpc-peerings', status(429, 'slow down', { 'retry-after': '1' }), 2);
    await connect(aeon.host).requestPeering(awsSpec);
    expect(aeon.world.peerings).toHaveLength(1);
    expect(aeon.count('POST')).toBe(3);
    expect(aeon.count('GET', '/vpc-peerings')).toBe(1);
  });

  test('429 for ever is said as such: nothing is uncertain', async () => {
    aeon.trouble('POST', '/vpc-peerings', status(429), 9);
    expect((await failure(connect(aeon.host).requestPeering(awsSpec))).code).toBe('rate-limited');
    expect(aeon.count('POST')).toBe(3);
  });

  test('a read-only control plane is said as such', async () => {
    aeon.trouble('POST', '/vpc-peerings', status(503, 'Read-only: maintenance window'), 9);
    const error = await failure(connect(aeon.host).requestPeering(awsSpec));
    expect(error.code).toBe('server-error');
    expect(error.message).toContain('Yugabyte is in maintenance and takes no changes');
    expect(error.means).toContain('until it ends');
  });

  test('nothing is sent when the list cannot be read before', async () => {
    aeon.trouble('GET', '/vpc-peerings', status(500), 99);
    expect((await failure(connect(aeon.host).requestPeering(awsSpec))).code).toBe('server-error');
    expect(aeon.count('POST')).toBe(0);
  });

  test('the key is in no error of a write', async () => {
    for (const trouble of [status(400, apiKey), status(500, `Bearer ${apiKey}`), reset])
      aeon.trouble('POST', '/vpc-peerings', trouble, 3);
    const db = connect(aeon.host);
    const errors = [];
    for (let times = 0; times < 3; times++) errors.push(await failure(db.requestPeering(awsSpec)));
    expect(inspect(errors, { depth: 12, showHidden: true })).not.toMatch(/eyJ|local-test-key|Bearer/);
  });
});

describe('terminating a peering', () => {
  const id = '0b7d6a0e-6a57-4a55-9a0e-3a1f6f1b2c3d';
  beforeEach(() => {
    aeon.world.peerings.push(peeringRow('app-peer', { id }));
  });

  test('removes it', async () => {
    await connect(aeon.host).terminatePeering(id);
    expect(aeon.world.peerings).toEqual([]);
  });

  test('already gone is success', async () => {
    await connect(aeon.host).terminatePeering(nobody);
    expect(aeon.count('DELETE')).toBe(1);
  });

  test('a web page with 404 is no proof that it is gone', async () => {
    aeon.trouble('DELETE', '/vpc-peerings', html(404));
    expect((await failure(connect(aeon.host).terminatePeering(id))).code).toBe('bad-answer');
  });

  test('answer lost: seen to be gone, not sent again', async () => {
    aeon.trouble('DELETE', '/vpc-peerings', lostAnswer);
    await connect(aeon.host).terminatePeering(id);
    expect(aeon.count('DELETE')).toBe(1);
  });

  test('answer lost: seen to be DELETING, not sent again', async () => {
    aeon.trouble('DELETE', '/vpc-peerings', (response) => {
      aeon.world.peerings[0].info.state = 'DELETING';
      response.destroy();
    });
    await connect(aeon.host).terminatePeering(id);
    expect(aeon.count('DELETE')).toBe(1);
  });

  test('lost on the way there: sent again', async () => {
    aeon.trouble('DELETE', '/vpc-peerings', reset);
    await connect(aeon.host).terminatePeering(id);
    expect(aeon.world.peerings).toEqual([]);
    expect(aeon.count('DELETE')).toBe(2);
  });

  test('refused because it is being removed already: that is success', async () => {
    aeon.world.peerings[0].info.state = 'DELETING';
    aeon.trouble('DELETE', '/vpc-peerings', status(409, 'it is already being deleted'));
    await connect(aeon.host).terminatePeering(id);
    expect(aeon.count('DELETE')).toBe(1);
  });

  test('refused: said', async () => {
    aeon.trouble('DELETE', '/vpc-peerings', status(409, 'it is being created'));
    const error = await failure(connect(aeon.host).terminatePeering(id));
    expect(error.message).toBe(
      'Terminating the peering failed: it conflicts with the present state at Yugabyte: it is being created.',
    );
    expect(aeon.count('DELETE')).toBe(1);
  });

  test('never heard of: uncertain', async () => {
    aeon.trouble('DELETE', '/vpc-peerings', reset, 9);
    expect((await failure(connect(aeon.host).terminatePeering(id))).code).toBe('write-uncertain');
    expect(aeon.count('DELETE')).toBe(3);
  });
});

describe('allow lists', () => {
  test('creating sends the three fields', async () => {
    const made = await connect(aeon.host).createAllowList(allowList);
    expect(aeon.calls.at(-1)?.body).toEqual({
      name: 'peering-app-peer',
      description: 'for app-peer',
      allow_list: ['10.1.0.0/16', '192.0.2.7'],
    });
    expect(made).toMatchObject({ ...allowList, clusterIds: [] });
  });

  test.each(lost)(
    'creating, answer lost (%s): found by name and entries, not made twice',
    async (_, trouble) => {
      // Another list by that name, and the server's own way to write the entries.
      aeon.world.allowLists.push(allowListRow('peering-app-peer', ['10.9.0.0/16']));
      aeon.trouble('POST', '/allow-lists', (response, effect) =>
        trouble(response, () => {
          const answer = effect();
          aeon.world.allowLists[1].spec.allow_list = ['192.0.2.7/32', '10.1.0.0/16'];
          return answer;
        }),
      );
      const made = await connect(aeon.host, short).createAllowList(allowList);
      expect(made.id).toBe(aeon.world.allowLists[1].info.id);
      expect(aeon.world.allowLists).toHaveLength(2);
      expect(aeon.count('POST')).toBe(1);
    },
  );

  test('creating: what somebody else creates meanwhile is not taken for it', async () => {
    aeon.trouble('POST', '/allow-lists', (response) => {
      aeon.world.allowLists.push(
        allowListRow('peering-app-peer', ['10.2.0.0/16']),
        allowListRow('other-name', allowList.entries),
      );
      response.destroy();
    });
    const made = await connect(aeon.host).createAllowList(allowList);
    expect(made.id).toBe(aeon.world.allowLists[2].info.id);
    expect(aeon.count('POST')).toBe(2);
  });

  test('deleting: gone is success, a lost answer is looked up', async () => {
    const row = allowListRow('old', []);
    aeon.world.allowLists.push(row);
    const db = connect(aeon.host);
    aeon.trouble('DELETE', '/allow-lists', lostAnswer);
    await db.deleteAllowList(row.info.id);
    expect(aeon.count('DELETE')).toBe(1);
    await db.deleteAllowList(row.info.id);
    expect(aeon.world.allowLists).toEqual([]);
  });

  test('deleting, lost on the way there: sent again', async () => {
    const row = allowListRow('old', []);
    aeon.world.allowLists.push(row);
    aeon.trouble('DELETE', '/allow-lists', reset);
    await connect(aeon.host).deleteAllowList(row.info.id);
    expect(aeon.world.allowLists).toEqual([]);
    expect(aeon.count('DELETE')).toBe(2);
  });
});

describe("a cluster's set of allow lists", () => {
  const ids = () => aeon.world.allowLists.map((row) => row.info.id as string);
  beforeEach(() => {
    aeon.world.allowLists.push(allowListRow('a', [], [cluster]), allowListRow('b', []));
  });

  test('is sent as a bare array, and may be empty', async () => {
    const db = connect(aeon.host);
    await db.replaceClusterAllowLists(cluster, ids());
    expect(aeon.calls.at(-1)?.body).toEqual(ids());
    expect((await db.clusterAllowLists(cluster)).map(({ id }) => id)).toEqual(ids());
    await db.replaceClusterAllowLists(cluster, []);
    expect(aeon.calls.at(-1)?.body).toEqual([]);
    expect(await db.clusterAllowLists(cluster)).toEqual([]);
  });

  test('answer lost: the set is read, and not sent again when it shows', async () => {
    aeon.trouble('PUT', '/allow-lists', lostAnswer);
    await connect(aeon.host).replaceClusterAllowLists(cluster, ids());
    expect(aeon.count('PUT')).toBe(1);
  });

  test('lost on the way there: sent again', async () => {
    aeon.trouble('PUT', '/allow-lists', reset);
    const db = connect(aeon.host);
    await db.replaceClusterAllowLists(cluster, ids());
    expect(await db.clusterAllowLists(cluster)).toHaveLength(2);
    expect(aeon.count('PUT')).toBe(2);
  });

  test('refused: said', async () => {
    aeon.trouble('PUT', '/allow-lists', status(409, 'Cluster is not in an active state'));
    const error = await failure(connect(aeon.host).replaceClusterAllowLists(cluster, ids()));
    expect(error.code).toBe('conflict');
    expect(error.message).toContain('Cluster is not in an active state.');
  });
});
