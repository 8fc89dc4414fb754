import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../../src/core/chain/judge.ts';
import { allowListDescription } from '../../../src/core/own-allow-list.ts';
import { planAllowAccess } from '../../../src/core/plan/plan-allow-access.ts';
import { allowList, awsPeering, cluster, gcpPeering, NOW, observed } from '../given.ts';
import { applyPlan, rulesOn } from './apply-plan.ts';

const active = awsPeering({ state: 'ACTIVE' });

test('only the clusters that do not let it in yet', () => {
  const plan = planAllowAccess(
    active,
    observed({
      clusters: [cluster('orders'), cluster('open')],
      allowLists: [allowList('all', ['0.0.0.0/0'], ['open'])],
    }),
  );
  expect(plan).toEqual({
    kind: 'allow-access',
    peeringName: 'shop',
    peeringId: 'peering-1',
    basedOnState: 'ACTIVE',
    steps: [
      {
        do: 'ensure-allow-list',
        name: 'peering-shop',
        description: allowListDescription('shop'),
        entries: ['10.0.0.0/16'],
      },
      { do: 'assign-allow-list', listName: 'peering-shop', clusterId: 'id-orders', clusterName: 'orders' },
    ],
    consequences: ['orders will let 10.0.0.0/16 in; the allow lists that it has stay as they are.'],
    warnings: [],
  });
});

test('the list the bot made before is put on again, also where the cluster is nearly full', () => {
  const own = allowList('peering-shop', ['10.0.0.0/16'], [], { description: allowListDescription('shop') });
  const full = Array.from({ length: 99 }, (_, at) => `192.0.2.${at}`);
  const observation = observed({
    clusters: [cluster('orders')],
    allowLists: [own, allowList('office', full, ['orders'])],
  });
  const plan = planAllowAccess(active, observation);
  if ('nothing' in plan) throw new Error(plan.nothing);
  expect(plan.steps.map((step) => step.do)).toEqual(['ensure-allow-list', 'assign-allow-list']);
  expect(rulesOn(cluster('orders'), applyPlan(plan, observation))).toBe(100);
});

test.each([
  [
    'already let in',
    active,
    observed({ clusters: [cluster('a')], allowLists: [allowList('all', ['10.0.0.0/8'], ['a'])] }),
    'already',
  ],
  ['no cluster', active, observed({}), 'No cluster is in'],
  [
    'no CIDR',
    gcpPeering({ state: 'ACTIVE' }),
    observed({ clusters: [cluster('a', { yugabyteVpcIds: ['yb-vpc-g'] })] }),
    'names no CIDR',
  ],
  [
    'clusters unread',
    active,
    { ...observed({}), clusters: { ok: false as const, reason: 'Down.' } },
    'Down.',
  ],
  [
    'lists unread',
    active,
    { ...observed({ clusters: [cluster('a')] }), allowLists: { ok: false as const, reason: 'Down.' } },
    'Down.',
  ],
  ['going', awsPeering({ state: 'DELETING' }), observed({ clusters: [cluster('a')] }), 'being terminated'],
  ['gone', awsPeering({ state: 'DELETED' }), observed({ clusters: [cluster('a')] }), 'has been terminated'],
  ['expired', awsPeering({ state: 'EXPIRED' }), observed({ clusters: [cluster('a')] }), 'expired'],
  ['failed', awsPeering({ state: 'FAILED' }), observed({ clusters: [cluster('a')] }), 'failed'],
  [
    'all full',
    active,
    observed({
      clusters: [cluster('a')],
      allowLists: [
        allowList(
          'full',
          Array.from({ length: 100 }, (_, at) => `192.0.2.${at}`),
          ['a'],
        ),
      ],
    }),
    'a is left out',
  ],
])('nothing to do: %s', (_words, peering, observation, sentence) => {
  expect(planAllowAccess(peering, observation)).toEqual({ nothing: expect.stringContaining(sentence) });
});

test('a CIDR that a person typed is checked and used', () => {
  const peering = gcpPeering({ state: 'ACTIVE' });
  const observation = observed({ clusters: [cluster('a', { yugabyteVpcIds: ['yb-vpc-g'] })] });
  expect(planAllowAccess(peering, observation, '10.0.0.5/16')).toEqual({
    nothing: expect.stringContaining('10.0.0.0/16'),
  });
  expect(planAllowAccess(peering, observation, '0.0.0.0/0')).toEqual({
    nothing: expect.stringContaining('whole internet'),
  });
  expect(planAllowAccess(peering, observation, ' 10.128.0.0/9 ')).toMatchObject({
    steps: [{ entries: ['10.128.0.0/9'] }, { clusterName: 'a' }],
  });
});

test('one that is not ACTIVE yet is warned about', () => {
  expect(planAllowAccess(awsPeering(), observed({ clusters: [cluster('a')] }))).toMatchObject({
    warnings: [expect.stringContaining('PENDING')],
  });
});

test('in any world, doing what the plan says makes the link ok and keeps the limits', () => {
  const entry = fc.constantFrom(
    '10.0.0.0/17',
    '10.0.128.0/17',
    '10.0.0.0/8',
    '10.0.0.9',
    '192.168.0.0/16',
    '::/0',
  );
  const names = ['a', 'b', 'c'];
  const world = fc
    .array(
      fc.record({
        name: fc.constantFrom('office', 'peering-shop', 'peering-shop-2', 'PEERING-SHOP', 'x'),
        own: fc.boolean(),
        entries: fc.oneof(
          fc.array(entry, { maxLength: 4 }),
          fc.constant<string[]>(['10.0.0.0/16']),
          fc.integer({ min: 95, max: 100 }).map((n) => Array.from({ length: n }, (_, at) => `192.0.2.${at}`)),
        ),
        on: fc.subarray(names),
      }),
      { maxLength: 5 },
    )
    .map((lists) =>
      observed({
        peerings: [active],
        clusters: names.map((name) => cluster(name)),
        allowLists: lists
          .filter((list, at) => lists.findIndex(({ name }) => name === list.name) === at)
          .map(({ name, own, entries, on }) =>
            allowList(name, [...entries], on, own ? { description: allowListDescription('shop') } : {}),
          ),
      }),
    );
  fc.assert(
    fc.property(world, (before) => {
      const plan = planAllowAccess(active, before);
      const link = (observation: typeof before) =>
        judge(active, observation, { now: NOW }).links.find(({ name }) => name === 'allowed');
      if ('nothing' in plan) {
        if (link(before)?.status !== 'ok') expect(plan.nothing).toContain('left out');
        return;
      }
      const after = applyPlan(plan, before);
      const leftOut = plan.warnings.filter((words) => words.includes('left out')).length;
      expect(link(after)?.findings.length).toBe(leftOut);
      if (leftOut === 0) {
        expect(link(after)?.status).toBe('ok');
        expect(planAllowAccess(active, after)).toHaveProperty('nothing');
      }
      for (const name of names) {
        const [had, has] = [rulesOn(cluster(name), before), rulesOn(cluster(name), after)];
        expect(has === had || has <= 100).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
