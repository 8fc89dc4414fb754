import { describe, expect, test } from 'vitest';
import type { Condition, Look } from '../../../src/core/alerts/alert.ts';
import type { AwsFacts } from '../../../src/core/cloud/aws-facts.ts';
import type { GcpFacts } from '../../../src/core/cloud/gcp-facts.ts';
import type { Unseen } from '../../../src/core/cloud/sight.ts';
import { unseenFacts } from '../../../src/core/cloud/unseen-facts.ts';
import type { Observation } from '../../../src/core/peering.ts';
import {
  awsFacts,
  connection,
  denied,
  gcpFacts,
  local,
  lookedAt,
  mirror,
  saw,
  table,
  toPeering,
  YUGABYTE,
} from '../cloud/given.ts';
import { HOUR, NOW } from '../given.ts';
import { MINUTE, policy, watching } from './watched.ts';

/** What one look at the cloud shows, of a peering that is Active at Yugabyte unless told otherwise. */
const shown = (facts: AwsFacts | GcpFacts, more: Parameters<typeof lookedAt>[1] = {}): Observation =>
  lookedAt(facts, more).observation;

/** Nobody has looked at the cloud this time. */
const notLooked = (facts: AwsFacts | GcpFacts): Observation => ({ ...shown(facts), clouds: new Map() });

const without = (network: AwsFacts['routeTables']) => awsFacts({ routeTables: network });
const inMain = (...routes: (typeof local)[]) =>
  without(saw([table('rtb-main', { isMain: true, routes: [local, ...routes] })]));
const noRoute = inMain();
const network = (peerings: (typeof mirror)[]) =>
  gcpFacts({
    network: saw({ project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings }),
  });

function only(look: Look): Condition {
  const [condition, ...more] = look.conditions;
  if (!condition || more.length > 0) throw new Error(JSON.stringify(look.conditions, null, 1));
  return condition;
}

const lost: [
  words: string,
  well: AwsFacts | GcpFacts,
  facts: AwsFacts | GcpFacts,
  rule: string,
  sentence: RegExp,
  fix: string | undefined,
][] = [
  [
    'a route has gone',
    awsFacts(),
    noRoute,
    'routed',
    /\(rtb-main\) has no route to 10\.1\.0\.0\/24/,
    'Repair',
  ],
  [
    'a route leads to a dead peering',
    awsFacts(),
    inMain({ cidr: YUGABYTE, state: 'blackhole', target: 'pcx-00000000000000001' }),
    'routed',
    /\(rtb-main\) has no route to 10\.1\.0\.0\/24 but one that leads nowhere/,
    'Repair',
  ],
  [
    'a route was pointed elsewhere',
    awsFacts(),
    inMain({ cidr: YUGABYTE, state: 'active', target: 'tgw-1' }),
    'routed',
    /rtb-main sends 10\.1\.0\.0\/24 to tgw-1/,
    undefined,
  ],
  [
    'the peering was deleted from the other side',
    awsFacts(),
    awsFacts({
      connection: saw(connection({ status: 'deleted', statusMessage: 'Deleted by 111122223333' })),
    }),
    'accepted',
    /somebody has deleted it \(“Deleted by 111122223333”\)/,
    'Request again',
  ],
  [
    'the peering was rejected',
    awsFacts(),
    awsFacts({ connection: saw(connection({ status: 'rejected' })) }),
    'accepted',
    /is rejected in AWS account 111122223333/,
    'Request again',
  ],
  [
    'the peering is nowhere',
    awsFacts(),
    awsFacts({ connection: saw(undefined) }),
    'accepted',
    /has no such peering connection any more/,
    'Request again',
  ],
  [
    'DNS was switched off',
    awsFacts(),
    awsFacts({ dns: saw({ support: true, hostnames: false }) }),
    'resolvable',
    /DNS hostnames is off/,
    'Repair',
  ],
  [
    'a network ACL came to stop it',
    awsFacts(),
    awsFacts({
      networkAcls: saw([
        {
          networkAclId: 'acl-1',
          subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
          rules: [{ egress: true, ruleNumber: 1, allow: false, protocol: '-1', cidr: '0.0.0.0/0' }],
        },
      ]),
    }),
    'permitted',
    /acl-1/,
    undefined,
  ],
  ['the mirror was removed', gcpFacts(), network([]), 'accepted', /has no mirror peering any more/, 'Repair'],
  [
    'the mirror has lost its other half',
    gcpFacts(),
    network([{ ...mirror, state: 'INACTIVE' }]),
    'accepted',
    /is INACTIVE/,
    undefined,
  ],
  [
    'routes are no longer exchanged',
    gcpFacts(),
    network([{ ...mirror, exchangesSubnetRoutes: false }]),
    'routed',
    /does not exchange subnet routes/,
    undefined,
  ],
];

describe('what worked and no longer does', () => {
  test.each(lost)('%s', (_words, well, facts, link, sentence, fix) => {
    const watch = watching();
    expect(watch.see(shown(well), NOW).conditions).toEqual([]);
    const found = only(watch.see(shown(facts), NOW + MINUTE));
    expect(found).toMatchObject({
      key: `${link}.broken-at-cloud:peering-1`,
      rule: `${link}.broken-at-cloud`,
      since: NOW + MINUTE,
    });
    expect(found.sentence).toMatch(/^It worked before: /);
    expect(found.sentence).toMatch(sentence);
    expect(found.fixes.map(({ label }) => label)).toEqual(fix === undefined ? [] : [fix]);
    // Sooner than what has never worked.
    expect(found.dueAt).toBeLessThan(NOW + MINUTE + policy.pendingAfterMs);
  });

  test.each(lost)('%s: over once it is as before', (_words, well, facts) => {
    const watch = watching();
    watch.see(shown(well), NOW);
    const found = only(watch.see(shown(facts), NOW + MINUTE));
    const mended = watch.see(shown(well), NOW + HOUR);
    expect(mended.conditions).toEqual([]);
    expect(mended.fate(found)).toBe('over');
    // And anew when it breaks again.
    expect(only(watch.see(shown(facts), NOW + 2 * HOUR)).since).toBe(NOW + 2 * HOUR);
  });

  test('it is as old as the first look that saw it, whatever comes between', () => {
    const watch = watching();
    watch.see(shown(awsFacts()), NOW);
    watch.see(shown(noRoute), NOW + MINUTE);
    watch.see(notLooked(noRoute), NOW + 2 * MINUTE);
    expect(only(watch.see(shown(noRoute), NOW + HOUR)).since).toBe(NOW + MINUTE);
  });

  test('where the bot may not act there is no button, and the owner stays the same', () => {
    const watch = watching();
    watch.see(shown(awsFacts(), { mayAct: false }), NOW);
    expect(only(watch.see(shown(noRoute, { mayAct: false }), NOW + MINUTE))).toMatchObject({
      fixes: [],
      owner: { kind: 'application', provider: 'AWS', cloudProject: '111122223333' },
    });
  });
});

describe('what has never worked', () => {
  test('is told when it has been longer than the setting says, and is not said to have worked', () => {
    const found = only(watching().see(shown(noRoute), NOW));
    expect(found).toMatchObject({ since: NOW, dueAt: NOW + policy.pendingAfterMs });
    expect(found.sentence).not.toContain('worked before');
  });

  test('of a peering that is still on its way nothing is said: it waits already', () => {
    const pending = awsFacts({
      connection: saw(connection({ status: 'pending-acceptance' })),
      routeTables: noRoute.routeTables,
      dns: saw({ support: false, hostnames: false }),
    });
    const { conditions } = watching().see(shown(pending, { state: 'PENDING' }), NOW);
    expect(conditions.map(({ rule }) => rule)).toEqual(['pending']);
  });
});

describe('what could not be read', () => {
  const unreachable: Unseen = {
    ok: false,
    why: 'unreachable',
    reason: 'AWS account 111122223333, us-west-2 did not answer in time.',
  };
  const blind: [words: string, Observation][] = [
    ['the whole account', shown(unseenFacts('AWS', NOW, unreachable))],
    ['the role is refused', shown(unseenFacts('AWS', NOW, { ...unreachable, why: 'role-denied' }))],
    ['nobody looked', notLooked(awsFacts())],
    ['the route tables only', shown(without(denied('ec2:DescribeRouteTables')))],
    ['Yugabyte itself', { ...shown(awsFacts()), refreshFailed: { at: NOW, reason: 'Yugabyte is down.' } }],
  ];

  test.each(blind)('%s: nothing new is declared', (_words, observation) => {
    const watch = watching();
    watch.see(shown(awsFacts()), NOW);
    const before = watch.sightings();
    expect(watch.see(observation, NOW + MINUTE).conditions).toEqual([]);
    expect(watch.sightings()).toEqual(before);
    expect(watching().see(observation, NOW).conditions).toEqual([]);
  });

  test.each(blind)('%s: what was broken is not resolved, and not forgotten', (_words, observation) => {
    const watch = watching();
    watch.see(shown(awsFacts()), NOW);
    const found = only(watch.see(shown(noRoute), NOW + MINUTE));
    const look = watch.see(observation, NOW + HOUR);
    expect(look.conditions).toEqual([]);
    expect(look.fate(found)).toBe('unseen');
    expect(only(watch.see(shown(noRoute), NOW + 2 * HOUR)).since).toBe(NOW + MINUTE);
    expect(watch.see(shown(awsFacts()), NOW + 3 * HOUR).fate(found)).toBe('over');
  });

  test.each([
    ...blind.filter(([words]) => words !== 'the route tables only'),
    [
      'the connections only',
      shown(awsFacts({ connection: denied('ec2:DescribeVpcPeeringConnections') })),
    ] as const,
  ])(
    '%s: a peering that was deleted in AWS is not back as Yugabyte still shows it Active',
    (_words, observation) => {
      const watch = watching();
      watch.see(shown(awsFacts()), NOW);
      const deleted = awsFacts({ connection: saw(connection({ status: 'deleted' })) });
      const found = only(watch.see(shown(deleted), NOW + MINUTE));
      expect(watch.see(observation, NOW + HOUR).fate(found)).toBe('unseen');
      expect(only(watch.see(shown(deleted), NOW + 2 * HOUR)).since).toBe(NOW + MINUTE);
    },
  );

  test('one right is missing: the rest is judged all the same', () => {
    const watch = watching();
    watch.see(shown(awsFacts()), NOW);
    const facts = awsFacts({
      routeTables: noRoute.routeTables,
      securityGroups: denied('ec2:DescribeSecurityGroups'),
      dns: denied('ec2:DescribeVpcAttribute'),
    });
    expect(only(watch.see(shown(facts), NOW + MINUTE)).rule).toBe('routed.broken-at-cloud');
  });

  test('a route is on its way again: not over yet, not broken any more', () => {
    const watch = watching();
    watch.see(shown(awsFacts()), NOW);
    const found = only(watch.see(shown(noRoute), NOW + MINUTE));
    const settling = watch.see(shown(inMain({ ...toPeering, state: 'blackhole' })), NOW + 2 * MINUTE);
    expect(settling.conditions).toEqual([]);
    expect(settling.fate(found)).toBe('unseen');
  });
});

test('several links at once are several alerts, each its own', () => {
  const watch = watching();
  watch.see(shown(awsFacts()), NOW);
  const facts = awsFacts({
    routeTables: noRoute.routeTables,
    dns: saw({ support: false, hostnames: false }),
  });
  const { conditions } = watch.see(shown(facts), NOW + MINUTE);
  expect(conditions.map(({ rule }) => rule)).toEqual([
    'routed.broken-at-cloud',
    'resolvable.broken-at-cloud',
  ]);
});
