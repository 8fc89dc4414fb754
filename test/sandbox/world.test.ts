import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../src/sandbox/world.ts';
import { freePort } from '../free-port.ts';
import { timeless } from './yugabyte/timeless.ts';

const hour = 3600_000;

let world: World;
beforeEach(async () => {
  world = await createWorld({ port: 0, scenario: 'small-company' });
});
afterEach(() => world.stop());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${world.addresses.slack}/sandbox/${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, json: JSON.parse(await response.text()) };
}
const post = (path: string, body?: unknown) => control('POST', path, body);
const state = async () => (await control('GET', 'state')).json;
const peeringState = (name: string) =>
  world.state().yugabyte.peerings.find((row) => row.spec.name === name)?.info.state;

async function yugabyte(path: string) {
  const { account } = world.state().yugabyte;
  const url = `${world.addresses.yugabyte}/api/public/v1/accounts/${account.id}/projects/${account.projectId}${path}`;
  return fetch(url, { headers: { authorization: `Bearer ${world.environment().YBM_APIKEY}` } });
}

describe('the controls', () => {
  it('show the whole world', async () => {
    const shown = await state();
    expect(Object.keys(shown).sort()).toEqual([
      'aws',
      'clock',
      'faults',
      'gcp',
      'scenario',
      'slack',
      'yugabyte',
    ]);
    expect(shown.scenario).toBe('small-company');
    expect(new Date(shown.clock.now).getTime()).toBe(shown.clock.ms);
    for (const key of ['vpcs', 'peerings', 'clusters', 'allowLists'])
      expect(shown.yugabyte[key].length).toBeGreaterThan(2);
    expect(shown.yugabyte.peerings[0]).toMatchObject({
      spec: { name: 'orders-web' },
      info: { state: 'ACTIVE' },
    });
  });

  it('list the scenarios, and make a fresh world of one', async () => {
    const { json } = await control('GET', 'scenarios');
    const names = json.map((one: { name: string }) => one.name);
    expect(names).toEqual(
      expect.arrayContaining(['empty', 'small-company', 'thirty-in-trouble', 'thousand']),
    );
    for (const one of json) expect(one.description).not.toBe('');
    for (const scenario of names) {
      expect(await post('reset', { scenario })).toEqual({ status: 200, json: { ok: true, scenario } });
      expect(world.state().scenario).toBe(scenario);
    }
    expect(world.state().yugabyte.peerings).toHaveLength(1000);
    await post('reset', { scenario: 'empty' });
    expect(world.state().yugabyte.vpcs).toEqual([]);
  });

  it('make the same world again: faults, calls and what was under way are gone', async () => {
    const before = timeless(world.state().yugabyte);
    await post('faults', { target: 'yugabyte', kind: 'hang', times: 'always' });
    await post('world', { peering: 'orders-checkout', do: 'accept' });
    await post('reset');
    await post('clock', { advance: '1m' });
    expect(world.state().faults).toEqual([]);
    expect(timeless(world.state().yugabyte)).toEqual(before);
    expect(world.calls()).toEqual([]);
  });

  it('let a bot end before its world does and begin again after', async () => {
    const order: string[] = [];
    const seen = () => peeringState('orders-web');
    await post('world', { peering: 'orders-web', do: 'delete' });
    await post('clock', { advance: '10s' });
    world.onReset({
      before: async () => void order.push(`before: ${seen()}`),
      after: async () => void order.push(`after: ${seen()}`),
    });
    await post('reset', {});
    expect(order).toEqual(['before: DELETED', 'after: ACTIVE']);
  });

  it('turn the clock, and with it what falls due in between', async () => {
    const { ms } = world.state().clock;
    const { status, json } = await post('clock', { advance: '26h' });
    expect([status, json.ok]).toEqual([200, true]);
    expect(json.clock.ms - ms).toBeGreaterThanOrEqual(26 * hour);
    expect(json.clock.ms - ms).toBeLessThan(27 * hour);
    expect(peeringState('orders-checkout')).toBe('PENDING');
    await post('clock', { advance: '4d' });
    expect(peeringState('orders-checkout')).toBe('EXPIRED');
  });

  it('turn the clock no further than what the bot did at each instant', async () => {
    const seen: { hours: number; state: string }[] = [];
    const begun = world.clock.now();
    let looks = 0;
    const look = () => {
      looks += 1;
      world.clock.after(hour, look);
      void (async () => {
        const at = world.clock.now();
        const answer = (await (await yugabyte('/vpc-peerings')).json()) as {
          data: { spec: { name: string }; info: { state: string } }[];
        };
        const row = answer.data.find((one) => one.spec.name === 'orders-checkout');
        // Nothing else may have happened since it began to look.
        expect(world.clock.now()).toBe(at);
        seen.push({ hours: Math.floor((at - begun) / hour), state: row?.info.state ?? '' });
      })();
    };
    world.clock.after(hour, look);
    await post('clock', { advance: '150h' });
    expect(looks).toBe(150);
    expect(seen).toHaveLength(150);
    expect(seen.map((one) => one.hours)).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
    // 5 days and an hour were left of the seven days.
    expect(seen.findIndex((one) => one.state === 'EXPIRED')).toBeGreaterThanOrEqual(120);
    expect(seen.findIndex((one) => one.state === 'EXPIRED')).toBeLessThanOrEqual(121);
  });

  it('make the cloud act, which Yugabyte notices later', async () => {
    const { status, json } = await post('world', { peering: 'orders-checkout', do: 'accept' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ ok: true, peering: { info: { state: 'PENDING' } } });
    await post('clock', { advance: '10s' });
    expect(peeringState('orders-checkout')).toBe('ACTIVE');
    await post('world', { peering: 'orders-checkout', do: 'delete' });
    await post('clock', { advance: '10s' });
    expect(peeringState('orders-checkout')).toBe('DELETED');
    const again = await post('world', { peering: 'orders-checkout', do: 'accept' });
    expect(again.status).toBe(409);
    expect(again.json.error).toMatch(/^The cloud cannot accept orders-checkout: it is deleted there/);
  });

  it('reject at the cloud', async () => {
    await post('world', { peering: 'orders-checkout', do: 'reject' });
    await post('clock', { advance: '10s' });
    expect(peeringState('orders-checkout')).toBe('FAILED');
  });

  it("remove a cluster's allow lists", async () => {
    const { status } = await post('world', { cluster: 'orders-db', do: 'remove-allow-lists' });
    expect(status).toBe(200);
    const lists = world.state().yugabyte.allowLists;
    expect(lists.every((list) => list.info.cluster_list.every((one) => one.name !== 'orders-db'))).toBe(true);
  });

  it('add faults, show them, and end them', async () => {
    await post('faults', { target: 'yugabyte', kind: 'status', status: 429, times: 3 });
    const added = await post('faults', { target: 'slack', kind: 'delay' });
    expect(added.json.faults).toEqual([
      { target: 'yugabyte', kind: 'status', status: 429, times: 3, retryAfter: 1 },
      { target: 'slack', kind: 'delay', ms: 10_000, times: 1 },
    ]);
    const answer = await yugabyte('/vpcs');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await control('GET', 'faults')).json.faults[0].times).toBe(2);
    expect((await post('faults', { clear: true })).json.faults).toEqual([]);
    expect((await yugabyte('/vpcs')).status).toBe(200);
  });

  it('reach the Slack side with faults as well', async () => {
    await post('faults', { target: 'slack', kind: 'status', status: 429, retryAfter: 3 });
    const { SLACK_API_URL, SLACK_BOT_TOKEN } = world.environment();
    const call = () =>
      fetch(`${SLACK_API_URL}auth.test`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SLACK_BOT_TOKEN}` },
      });
    const limited = await call();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    expect(await (await call()).json()).toMatchObject({ ok: true });
  });

  it('count calls by route, and the writes that took effect', async () => {
    await yugabyte('/vpcs');
    await yugabyte('/vpcs?limit=1');
    const { json } = await control('GET', 'calls');
    const path = '/accounts/:account/projects/:project/vpcs';
    expect(json).toEqual({
      calls: [{ target: 'yugabyte', method: 'GET', path, count: 2, statuses: { 200: 2 } }],
      effects: {},
    });
    world.resetCalls();
    expect(world.calls()).toEqual([]);
  });

  it('show what the simulators cover', async () => {
    const { json } = await control('GET', 'coverage');
    expect(json.yugabyte.length).toBeGreaterThan(20);
    expect(json.slack.length).toBeGreaterThan(20);
    for (const { call, covers } of [...json.slack, ...json.yugabyte]) expect(call && covers).not.toBe('');
  });

  it.each([
    [
      'reset',
      { scenario: 'big' },
      /There is no scenario "big"; there are: empty, small-company, .*thousand\./,
    ],
    ['reset', { name: 'empty' }, /Unknown field "name": the body may have "scenario"\./],
    ['reset', { scenario: 1 }, /"scenario" cannot be 1: it must be a text\./],
    ['reset', [], /must be a JSON object/],
    ['reset', '{', /not JSON/],
    ['clock', {}, /"advance" is missing: it must be a duration such as "90s"/],
    ['clock', { advance: 'tomorrow' }, /"advance" cannot be "tomorrow": it must be a duration/],
    ['clock', { advance: '401d' }, /at most "400d"/],
    ['clock', { advance: '-1h' }, /"advance" cannot be "-1h"/],
    ['clock', { advance: 5 }, /"advance" cannot be 5/],
    ['clock', { turn: '1h' }, /Unknown field "turn"/],
    [
      'faults',
      { target: 'azure', kind: 'hang' },
      /"target" cannot be "azure": it must be one of slack, yugabyte, aws, gcp\./,
    ],
    [
      'faults',
      { target: 'slack', kind: 'explode' },
      /"kind" cannot be "explode": it must be one of status, delay, hang, html, lost-answer\./,
    ],
    ['faults', { target: 'slack', kind: 'status' }, /"status" is missing/],
    [
      'faults',
      { target: 'slack', kind: 'status', status: 200 },
      /"status" cannot be 200: it must be a whole number from 400 to 599\./,
    ],
    [
      'faults',
      { target: 'slack', kind: 'hang', status: 500 },
      /Unknown field "status": a fault of kind hang may have/,
    ],
    ['faults', { target: 'slack', kind: 'hang', times: 0 }, /"times" cannot be 0/],
    [
      'faults',
      { target: 'slack', kind: 'hang', times: 'often' },
      /"times" cannot be "often": .* or "always"/,
    ],
    ['faults', { target: 'slack', kind: 'hang', match: { host: 'x' } }, /Unknown field "host"/],
    ['faults', { target: 'slack', kind: 'hang', retry: 1 }, /Unknown field "retry"/],
    ['faults', { clear: false }, /"clear" cannot be false: it must be true\./],
    ['faults', { clear: true, target: 'slack' }, /leave out "target"/],
    ['world', {}, /either "peering" or "cluster"/],
    ['world', { peering: 'a', cluster: 'b', do: 'accept' }, /either "peering" or "cluster"/],
    [
      'world',
      { peering: 'orders-web', do: 'fly' },
      /"do" cannot be "fly": it must be one of accept, reject, delete, break-route, misdirect-route, dns-off, dns-on, block-acl, unblock-acl, block-egress, unblock-egress, remove-mirror\./,
    ],
    ['world', { peering: 'orders-web' }, /"do" is missing/],
    ['world', { peering: 'nope', do: 'accept' }, /There is no peering named "nope"; there are: orders-web/],
    ['world', { cluster: 'nope', do: 'remove-allow-lists' }, /There is no cluster named "nope"/],
    [
      'world',
      { cluster: 'orders-db', do: 'accept' },
      /"do" cannot be "accept": it must be one of remove-allow-lists\./,
    ],
    ['world', { peering: 'orders-web', do: 'accept', when: 'now' }, /Unknown field "when"/],
  ])('answer %s %j with a 400 that names what is wrong', async (path, body, sentence) => {
    const answer = await post(path, body);
    expect(answer.json.error).toMatch(sentence);
    expect(answer.status).toBe(400);
  });

  it('answer what they do not have in JSON', async () => {
    expect(await control('GET', 'nope')).toEqual({
      status: 404,
      json: { error: 'There is nothing at /sandbox/nope.' },
    });
    expect((await control('DELETE', 'state')).status).toBe(405);
  });
});

describe('the world', () => {
  it('gives the settings with which a bot talks to it, all of them made up', async () => {
    const settings = world.environment();
    expect(settings).toMatchObject({
      SLACK_API_URL: `${world.addresses.slack}/api/`,
      YBM_HOST: world.addresses.yugabyte,
      SLACK_SIGNING_SECRET: expect.stringMatching(/local/),
      SLACK_BOT_TOKEN: expect.stringMatching(/^xoxb-local-/),
    });
    expect(settings).not.toHaveProperty('SLACK_APP_TOKEN');
    expect(world.environment('socket').SLACK_APP_TOKEN).toMatch(/^xapp-local-/);
    expect((await yugabyte('/vpcs')).status).toBe(200);
  });

  it('takes the ports in a row, and says when one is taken', async () => {
    const other = await createWorld({ port: await freePort([1, 2, 3]) });
    expect(Number(new URL(other.addresses.yugabyte).port)).toBe(
      Number(new URL(other.addresses.slack).port) + 1,
    );
    const same = Number(new URL(other.addresses.slack).port);
    await expect(createWorld({ port: same })).rejects.toThrow(/EADDRINUSE/);
    await other.stop();
  });

  it('refuses a scenario that there is not', async () => {
    await expect(createWorld({ port: 0, scenario: 'nope' })).rejects.toThrow(/There is no scenario "nope"/);
  });
});
