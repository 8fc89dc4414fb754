import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../src/sandbox/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ port: 0, scenario: 'both-clouds' });
});
afterEach(() => world.stop());

const turn = async (body: object) => {
  const answer = await fetch(`${world.addresses.slack}/sandbox/world`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.text()).toBe(200);
};

test('packets arrive where everything is well, and end where something is broken', async () => {
  const answer = await fetch(`${world.addresses.slack}/sandbox/probe`);
  expect(await answer.json()).toEqual({
    'orders-web': 'arrives',
    'orders-checkout': 'no-connection',
    'orders-reports': 'no-route',
    // A name that is not found is no packet that is lost.
    'payments-ledger': 'arrives',
    'payments-fraud': 'stopped-on-the-way-out',
    'analytics-jobs': 'arrives',
    'analytics-notebooks': 'no-connection',
    'search-web': 'stopped-on-the-way-out',
    'search-partners': 'not-let-in',
  });
});

test.each([
  ['orders-web', 'break-route', 'no-route'],
  ['orders-web', 'misdirect-route', 'no-route'],
  ['orders-web', 'block-acl', 'stopped-on-the-way-out'],
  ['orders-web', 'delete', 'no-connection'],
  ['analytics-jobs', 'block-egress', 'stopped-on-the-way-out'],
  ['analytics-jobs', 'remove-mirror', 'no-connection'],
])('%s, %s: %s', async (peering, what, end) => {
  await turn({ peering, do: what });
  await world.advance(60_000);
  expect(world.probe()[peering]).toBe(end);
});

test('a cluster without its allow list lets nobody in', async () => {
  await turn({ cluster: 'orders-db', do: 'remove-allow-lists' });
  expect(world.probe()['orders-web']).toBe('not-let-in');
});
