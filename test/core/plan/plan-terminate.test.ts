import { describe, expect, test } from 'vitest';
import { allowListDescription } from '../../../src/core/own-allow-list.ts';
import { planTerminate } from '../../../src/core/plan/plan-terminate.ts';
import { allowList, awsPeering, awsVpc, cluster, gcpPeering, observed } from '../given.ts';
import { applyPlan } from './apply-plan.ts';

const active = awsPeering({ state: 'ACTIVE' });
const own = allowList('peering-shop', ['10.0.0.0/16'], ['orders', 'billing'], {
  description: allowListDescription('shop'),
});
const office = allowList('office', ['10.0.0.0/8'], ['orders']);
const elsewhere = allowList('elsewhere', ['172.16.0.0/12'], ['orders']);
const foreign = allowList('peering-shop-2', ['10.0.0.0/16'], ['orders'], { description: 'made by hand' });
const namesake = allowList('peering-shop-9', ['10.0.0.0/16'], [], {
  description: allowListDescription('shop-9'),
});
const world = observed({
  peerings: [active],
  vpcs: [
    awsVpc({
      regions: [
        { region: 'a', cidr: '10.1.0.0/24' },
        { region: 'b', cidr: '10.2.0.0/24' },
      ],
    }),
  ],
  clusters: [cluster('orders'), cluster('billing')],
  allowLists: [own, office, elsewhere, foreign, namesake],
});

function plan(peering = active, observation = world, withdrawAccess = true) {
  const made = planTerminate(peering, observation, { withdrawAccess });
  if ('nothing' in made) throw new Error(made.nothing);
  return made;
}

test('takes off and deletes the lists it made, and no other, then terminates', () => {
  expect(plan()).toEqual({
    kind: 'terminate',
    peeringName: 'shop',
    peeringId: 'peering-1',
    basedOnState: 'ACTIVE',
    steps: [
      {
        do: 'unassign-allow-list',
        listId: own.id,
        listName: own.name,
        clusterId: 'id-billing',
        clusterName: 'billing',
      },
      {
        do: 'unassign-allow-list',
        listId: own.id,
        listName: own.name,
        clusterId: 'id-orders',
        clusterName: 'orders',
      },
      { do: 'delete-allow-list', listId: own.id, listName: own.name },
      { do: 'terminate-peering', peeringId: 'peering-1', peeringName: 'shop' },
      { do: 'await-gone', peeringId: 'peering-1' },
    ],
    consequences: [
      'Applications in vpc-0a1b2c3d4e5f60718 lose their private path to billing and orders at once.',
      'Allow list peering-shop is taken off billing and orders and deleted.',
      'Allow list office (10.0.0.0/8) stays on orders.',
      'Allow list peering-shop-2 (10.0.0.0/16) stays on orders.',
      'Routes to 10.1.0.0/24 and 10.2.0.0/24 in the route tables of vpc-0a1b2c3d4e5f60718 in AWS account 111122223333 stay, leading nowhere, until somebody deletes them.',
    ],
    warnings: [],
  });
  const after = applyPlan(plan(), world);
  expect(after.peerings).toEqual([]);
  expect(after.allowLists).toEqual({ ok: true, value: [office, elsewhere, foreign, namesake] });
});

test('without withdrawing, the lists stay and that is said', () => {
  const kept = plan(active, world, false);
  expect(kept.steps.map((step) => step.do)).toEqual(['terminate-peering', 'await-gone']);
  expect(kept.consequences).toContain('Allow list peering-shop (10.0.0.0/16) stays on billing and orders.');
});

test('a list that is on no cluster is deleted all the same', () => {
  const unused = { ...own, clusterIds: [] };
  const made = plan(active, observed({ allowLists: [unused] }));
  expect(made.steps.map((step) => step.do)).toEqual(['delete-allow-list', 'terminate-peering', 'await-gone']);
  expect(made.consequences).toContain('Allow list peering-shop is deleted.');
});

describe('what is not certain', () => {
  test('unread allow lists stay, with a warning', () => {
    const made = plan(active, { ...world, allowLists: { ok: false, reason: 'Down.' } });
    expect(made.steps.map((step) => step.do)).toEqual(['terminate-peering', 'await-gone']);
    expect(made.warnings).toEqual([expect.stringContaining('Down.')]);
  });

  test('unread clusters are said', () => {
    const made = plan(active, { ...world, clusters: { ok: false, reason: 'Down.' } });
    expect(made.consequences[0]).toContain('Down.');
    expect(made.steps[0]).toMatchObject({ clusterId: 'id-billing', clusterName: 'id-billing' });
  });

  test('another peering of the same name keeps the lists', () => {
    const twin = awsPeering({ id: 'peering-2', state: 'ACTIVE' });
    const made = plan(active, { ...world, peerings: [active, twin] });
    expect(made.steps.map((step) => step.do)).toEqual(['terminate-peering', 'await-gone']);
    expect(made.warnings).toEqual([expect.stringContaining('same name')]);
  });

  test('an unread Yugabyte VPC leaves no hole in the sentence', () => {
    const made = plan(active, { ...world, vpcs: { ok: false, reason: 'Down.' } });
    expect(made.consequences.at(-1)).toContain("Routes to the Yugabyte VPC's networks in");
  });
});

test('one that carries nothing breaks nothing', () => {
  expect(plan(awsPeering({ state: 'EXPIRED' })).consequences[0]).toContain('no application loses a path');
  expect(plan(active, observed({})).consequences[0]).toContain('No cluster is known');
});

test('GCP leaves the mirror', () => {
  const made = plan(gcpPeering({ state: 'ACTIVE' }), observed({}));
  expect(made.consequences.at(-1)).toBe(
    'The mirror peering on network app-network in GCP project my-project stays, inactive, until somebody deletes it.',
  );
});

test('going or gone is nothing to do', () => {
  expect(planTerminate(awsPeering({ state: 'DELETING' }), world, { withdrawAccess: true })).toEqual({
    nothing: 'shop is being terminated already.',
  });
  expect(planTerminate(awsPeering({ state: 'DELETED' }), world, { withdrawAccess: true })).toEqual({
    nothing: 'shop is gone already.',
  });
});
