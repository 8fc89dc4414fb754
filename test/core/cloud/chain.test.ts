import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/core/chain/judge.ts';
import type { Link, LinkName } from '../../../src/core/chain/link.ts';
import type { AwsFacts } from '../../../src/core/cloud/aws-facts.ts';
import type { GcpEgressRule, GcpFacts } from '../../../src/core/cloud/gcp-facts.ts';
import { unseenFacts } from '../../../src/core/cloud/unseen-facts.ts';
import type { Peering } from '../../../src/core/peering.ts';
import { stateSentence } from '../../../src/core/state-sentence.ts';
import { DAY, NOW } from '../given.ts';
import {
  allowAll,
  awsFacts,
  connection,
  denied,
  gcpFacts,
  local,
  lookedAt,
  mirror,
  PCX,
  saw,
  table,
  toPeering,
  YUGABYTE,
} from './given.ts';

const verdictOf = (facts: AwsFacts | GcpFacts, more: Partial<Peering> & { mayAct?: boolean } = {}) => {
  const { peering, observation } = lookedAt(facts, more);
  return judge(peering, observation, { now: NOW });
};

function linkOf(name: LinkName, facts: AwsFacts | GcpFacts, more = {}): Link {
  const found = verdictOf(facts, more).links.find((link) => link.name === name);
  if (!found) throw new Error(`there is no link ${name}`);
  return found;
}

describe('in AWS', () => {
  test('everything as it should be: six green links, traffic flows', () => {
    const { flows, links, firstBroken, notRead } = verdictOf(awsFacts());
    expect(links.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'requested ok',
      'accepted ok',
      'routed ok',
      'resolvable ok',
      'permitted ok',
      'allowed ok',
    ]);
    expect({ flows, firstBroken, notRead }).toEqual({
      flows: 'yes',
      firstBroken: undefined,
      notRead: undefined,
    });
  });

  test.each<[string, Partial<AwsFacts>, string, RegExp]>([
    [
      'rejected',
      { connection: saw(connection({ status: 'rejected' })) },
      'broken',
      /is rejected in AWS account/,
    ],
    [
      'deleted',
      { connection: saw(connection({ status: 'deleted', statusMessage: 'Deleted by 111122223333' })) },
      'broken',
      /somebody has deleted it \(“Deleted by 111122223333”\)/,
    ],
    ['expired', { connection: saw(connection({ status: 'expired' })) }, 'broken', /within 7 days/],
    [
      'nowhere to be seen',
      { connection: saw(undefined) },
      'broken',
      /has no such peering connection any more/,
    ],
    [
      'in a VPC that is gone',
      { vpc: saw(undefined) },
      'broken',
      /There is no VPC vpc-0a1b2c3d4e5f60718 in AWS account 111122223333, region us-west-2/,
    ],
    [
      'provisioning',
      { connection: saw(connection({ status: 'provisioning' })) },
      'waiting',
      /setting up pcx-/,
    ],
  ])('Active at Yugabyte, and %s', (_words, more, status, sentence) => {
    const link = linkOf('accepted', awsFacts(more));
    expect(link.status).toBe(status);
    expect(link.sentence).toMatch(sentence);
  });

  test.each(['rejected', 'deleted', 'expired'])('%s: one button requests it again', (status) => {
    const [finding] = linkOf('accepted', awsFacts({ connection: saw(connection({ status })) })).findings;
    expect(finding?.fix).toEqual({ kind: 'bot', fix: 'request-again', label: 'Request again' });
  });

  test.each(['rejected', 'deleted', 'expired'])('%s, and Failed at Yugabyte: the same', (status) => {
    const { peering, observation } = lookedAt(awsFacts({ connection: saw(connection({ status })) }), {
      state: 'FAILED',
    });
    const verdict = judge(peering, observation, { now: NOW });
    expect(verdict.firstBroken?.findings).toMatchObject([
      {
        rule: 'requested.ended-in-aws',
        sentence: expect.stringMatching(
          `^${PCX} is ${status} in AWS account .*It has to be requested again\\.$`,
        ),
        fix: { fix: 'request-again' },
      },
    ]);
    expect(stateSentence(peering, verdict, { now: NOW })).toBe(
      'Failed: its request was ended at the other side, it has to be requested again',
    );
  });

  test('failed, and Failed at Yugabyte: the same request would fail again', () => {
    const { peering, observation } = lookedAt(
      awsFacts({ connection: saw(connection({ status: 'failed' })) }),
      { state: 'FAILED' },
    );
    const [finding] = judge(peering, observation, { now: NOW }).firstBroken?.findings ?? [];
    expect(finding?.rule).toBe('requested.failed');
    expect(finding).not.toHaveProperty('fix');
  });

  test('Pending: AWS tells the deadline exactly; the lines name the pcx- id and only the tables that lack a route', () => {
    const expiresAt = NOW + 5 * DAY;
    const facts = awsFacts({
      connection: saw(connection({ status: 'pending-acceptance', expiresAt })),
      routeTables: saw([
        table('rtb-main', { isMain: true, routes: [local] }),
        table('rtb-a', { subnetIds: ['subnet-a', 'subnet-b'] }),
      ]),
    });
    const link = linkOf('accepted', facts, { state: 'PENDING' });
    const [finding] = link.findings;
    expect(link.status).toBe('waiting');
    expect(finding?.deadline).toMatchObject({ at: expiresAt, certainty: 'exact' });
    expect(finding?.fix).toEqual({ kind: 'bot', fix: 'complete', label: 'Complete peering' });
    const step = finding?.nextStep;
    const lines = step?.kind === 'hand-over' ? step.sections.flatMap(({ cli }) => cli) : [];
    expect(lines).toEqual([
      `aws ec2 accept-vpc-peering-connection --region us-west-2 --vpc-peering-connection-id ${PCX} --query VpcPeeringConnection.Status.Code --output text`,
      `aws ec2 create-route --region us-west-2 --route-table-id rtb-main --destination-cidr-block ${YUGABYTE} --vpc-peering-connection-id ${PCX}`,
    ]);
  });

  test('where the bot may not act nothing is offered but the lines', () => {
    const facts = awsFacts({ dns: saw({ support: true, hostnames: false }) });
    const [finding] = linkOf('resolvable', facts, { mayAct: false }).findings;
    expect(finding?.fix).toBeUndefined();
    expect(finding?.nextStep?.kind).toBe('hand-over');
  });

  test('active in AWS while Yugabyte still shows it Pending: wait, nobody has to do anything', () => {
    const link = linkOf('accepted', awsFacts(), { state: 'PENDING' });
    expect(link).toMatchObject({ status: 'waiting', findings: [{ owner: { kind: 'yugabyte' } }] });
  });

  const withMain = (routes: AwsFacts['routeTables']) => awsFacts({ routeTables: routes });
  const lacking = (routes: Parameters<typeof table>[1]) =>
    withMain(
      saw([table('rtb-main', { isMain: true }), table('rtb-a', { subnetIds: ['subnet-a'], ...routes })]),
    );

  test.each<[string, ReturnType<typeof lacking>, string, string | undefined, RegExp]>([
    [
      'no route in one table',
      lacking({ routes: [local] }),
      'broken',
      'routed.no-route',
      /1 of 2 route tables .*\(rtb-a\) has no route to 10\.1\.0\.0\/24/,
    ],
    [
      'a default route elsewhere',
      lacking({ routes: [local, { cidr: '0.0.0.0/0', state: 'active', target: 'nat-1' }] }),
      'broken',
      'routed.no-route',
      /has no route/,
    ],
    [
      'a wider route to the peering',
      lacking({ routes: [local, { ...toPeering, cidr: '10.1.0.0/16' }] }),
      'ok',
      undefined,
      /All 2 route tables/,
    ],
    [
      'two routes that join up',
      lacking({
        routes: [local, { ...toPeering, cidr: '10.1.0.0/25' }, { ...toPeering, cidr: '10.1.0.128/25' }],
      }),
      'ok',
      undefined,
      /lead/,
    ],
    [
      'half a route',
      lacking({ routes: [local, { ...toPeering, cidr: '10.1.0.0/25' }] }),
      'broken',
      'routed.no-route',
      /has no route/,
    ],
    [
      'a dead peering in its place',
      lacking({ routes: [local, { cidr: YUGABYTE, state: 'blackhole', target: 'pcx-00000000000000001' }] }),
      'broken',
      'routed.blackhole',
      /leads nowhere/,
    ],
    [
      "somebody's request in its place, which is not accepted yet",
      {
        ...lacking({
          routes: [local, { cidr: YUGABYTE, state: 'blackhole', target: 'pcx-00000000000000001' }],
        }),
        connections: saw([
          connection(),
          connection({ connectionId: 'pcx-00000000000000001', status: 'pending-acceptance' }),
        ]),
      },
      'broken',
      'routed.taken',
      /to pcx-0+1 \(blackhole\), not to this peering/,
    ],
    [
      'another target',
      lacking({ routes: [local, { cidr: YUGABYTE, state: 'active', target: 'tgw-1' }] }),
      'broken',
      'routed.taken',
      /rtb-a sends 10\.1\.0\.0\/24 to tgw-1/,
    ],
    [
      'a narrower route elsewhere',
      lacking({ routes: [local, toPeering, { cidr: '10.1.0.64/26', state: 'active', target: 'eni-1' }] }),
      'broken',
      'routed.shadowed',
      /sends 10\.1\.0\.64\/26, a part of 10\.1\.0\.0\/24, to eni-1/,
    ],
    [
      'a route that AWS has not switched on yet',
      lacking({ routes: [local, { ...toPeering, state: 'blackhole' }] }),
      'waiting',
      'routed.settling',
      /does not use it yet/,
    ],
    [
      'a table of a gateway without one',
      withMain(
        saw([table('rtb-main', { isMain: true }), table('rtb-igw', { isEdge: true, routes: [local] })]),
      ),
      'ok',
      undefined,
      /The route table/,
    ],
    [
      'a table that serves nothing without one',
      withMain(saw([table('rtb-main', { isMain: true }), table('rtb-x', { routes: [local] })])),
      'ok',
      undefined,
      /The route table/,
    ],
    [
      'the main table lacking one, with a subnet left for it',
      withMain(
        saw([
          table('rtb-main', { isMain: true, routes: [local] }),
          table('rtb-a', { subnetIds: ['subnet-a', 'subnet-b'] }),
        ]),
      ),
      'broken',
      'routed.no-route',
      /rtb-main/,
    ],
    [
      'the main table lacking one, and serving nothing',
      withMain(
        saw([
          table('rtb-main', { isMain: true, routes: [local] }),
          table('rtb-a', { subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'] }),
        ]),
      ),
      'ok',
      undefined,
      /The route table/,
    ],
  ])('routes: %s', (_words, facts, status, rule, sentence) => {
    const link = linkOf('routed', facts);
    expect(link.status).toBe(status);
    expect(link.sentence).toMatch(sentence);
    expect(link.findings[0]?.rule).toBe(rule);
  });

  test('routes written before it is accepted are no fault: they lead through then', () => {
    const facts = awsFacts({
      connection: saw(connection({ status: 'pending-acceptance' })),
      routeTables: saw([
        table('rtb-main', { isMain: true, routes: [local, { ...toPeering, state: 'blackhole' }] }),
      ]),
    });
    expect(linkOf('routed', facts, { state: 'PENDING' })).toMatchObject({ status: 'waiting', findings: [] });
  });

  test.each([
    [{ support: false, hostnames: false }, 'DNS resolution and DNS hostnames are off'],
    [{ support: true, hostnames: false }, 'DNS hostnames is off'],
  ])('DNS: %j', (dns, sentence) => {
    const link = linkOf('resolvable', awsFacts({ dns: saw(dns) }));
    expect(link.status).toBe('broken');
    expect(link.sentence).toContain(sentence);
    expect(link.findings[0]?.fix?.fix).toBe('complete');
  });

  const acl = (rules: typeof allowAll, subnetIds = ['subnet-a']) =>
    awsFacts({ networkAcls: saw([{ networkAclId: 'acl-9', subnetIds, rules }]) });
  const stop = { egress: true, ruleNumber: 50, allow: false, protocol: '6', cidr: YUGABYTE };

  test.each<[string, AwsFacts, string]>([
    ['stops both ports', acl([{ ...stop, ports: { from: 5000, to: 10000 } }, ...allowAll]), 'broken'],
    ['stops one port of two', acl([{ ...stop, ports: { from: 5433, to: 5433 } }, ...allowAll]), 'ok'],
    ['stops a part of the network', acl([{ ...stop, cidr: '10.1.0.128/25' }, ...allowAll]), 'broken'],
    ['stops UDP only', acl([{ ...stop, protocol: '17' }, ...allowAll]), 'ok'],
    ['stops after it has allowed', acl([...allowAll, { ...stop, ruleNumber: 200 }]), 'ok'],
    [
      'lets no answers back',
      acl([{ egress: false, ruleNumber: 50, allow: false, protocol: '-1', cidr: YUGABYTE }, ...allowAll]),
      'broken',
    ],
    [
      'lets answers back on the usual ports only',
      acl([
        allowAll[0] as never,
        {
          egress: false,
          ruleNumber: 10,
          allow: true,
          protocol: '6',
          cidr: '0.0.0.0/0',
          ports: { from: 32768, to: 60999 },
        },
      ]),
      'ok',
    ],
    ['has no rule at all', acl([]), 'broken'],
    ['serves no subnet', acl([], []), 'ok'],
    [
      'security groups: none lets it out',
      awsFacts({
        securityGroups: saw([
          {
            groupId: 'sg-1',
            name: 'web',
            egress: [{ protocol: 'tcp', ports: { from: 443, to: 443 }, cidrs: ['0.0.0.0/0'], others: [] }],
          },
        ]),
      }),
      'broken',
    ],
    [
      'security groups: one of two lets it out',
      awsFacts({
        securityGroups: saw([
          { groupId: 'sg-1', name: 'web', egress: [] },
          {
            groupId: 'sg-2',
            name: 'app',
            egress: [{ protocol: 'tcp', ports: { from: 5433, to: 5433 }, cidrs: ['10.0.0.0/8'], others: [] }],
          },
        ]),
      }),
      'ok',
    ],
    [
      'security groups: a prefix list may hold anything',
      awsFacts({
        securityGroups: saw([
          { groupId: 'sg-1', name: 'web', egress: [{ protocol: '-1', cidrs: [], others: ['pl-1'] }] },
        ]),
      }),
      'ok',
    ],
    ['security groups: there is none', awsFacts({ securityGroups: saw([]) }), 'ok'],
  ])('%s', (_words, facts, status) => {
    const link = linkOf('permitted', facts);
    expect(link.status).toBe(status);
    if (status === 'broken') expect(link.findings[0]?.nextStep?.kind).toBe('hand-over');
  });

  test.each<[LinkName, Partial<AwsFacts>, string]>([
    ['routed', { routeTables: denied('ec2:DescribeRouteTables') }, 'ec2:DescribeRouteTables'],
    ['routed', { subnets: denied('ec2:DescribeSubnets') }, 'ec2:DescribeSubnets'],
    ['resolvable', { dns: denied('ec2:DescribeVpcAttribute') }, 'ec2:DescribeVpcAttribute'],
    ['permitted', { networkAcls: denied('ec2:DescribeNetworkAcls') }, 'ec2:DescribeNetworkAcls'],
    ['permitted', { securityGroups: denied('ec2:DescribeSecurityGroups') }, 'ec2:DescribeSecurityGroups'],
  ])('%s is unknown where %j was refused: the exact statement to add', (name, more, action) => {
    const link = linkOf(name, awsFacts(more));
    expect(link.status).toBe('unknown');
    const step = link.findings[0]?.nextStep;
    const line = step?.kind === 'hand-over' ? (step.sections[0]?.cli[0] ?? '') : '';
    expect(line).toContain('aws iam put-role-policy --role-name peering-bot ');
    expect(line).toContain(`"Action":"${action}"`);
    expect(verdictOf(awsFacts(more)).flows).toBe('as-far-as-seen');
  });

  test('nothing was seen: Yugabyte alone tells, the rest is unknown and says why', () => {
    const nothing = unseenFacts('AWS', NOW, {
      ok: false,
      why: 'no-credentials',
      reason: 'the bot has no AWS credentials.',
    });
    const { links, flows } = verdictOf(nothing);
    expect(links.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'requested ok',
      'accepted ok',
      'routed unknown',
      'resolvable unknown',
      'permitted unknown',
      'allowed ok',
    ]);
    expect(flows).toBe('as-far-as-seen');
    expect(links[2]?.sentence).toContain('the bot has no AWS credentials.');
    expect(links[2]?.findings[0]?.nextStep).toMatchObject({
      kind: 'wait',
      sentence: expect.stringContaining('PEERING_AWS_MODE=off'),
    });
  });

  test('a break that is plain outweighs what could not be seen', () => {
    const facts = awsFacts({
      networkAcls: saw([{ networkAclId: 'acl-9', subnetIds: ['subnet-a'], rules: [] }]),
      securityGroups: denied('ec2:DescribeSecurityGroups'),
    });
    expect(linkOf('permitted', facts).status).toBe('broken');
  });
});

describe('in GCP', () => {
  test('everything as it should be: traffic flows', () => {
    const { flows, links } = verdictOf(gcpFacts());
    expect(links.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'requested ok',
      'accepted ok',
      'routed ok',
      'permitted ok',
      'allowed ok',
    ]);
    expect(flows).toBe('yes');
  });

  const network = (peerings: (typeof mirror)[]) =>
    saw({ project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings });

  test.each<[string, Partial<GcpFacts>, Partial<Peering>, string, string | undefined]>([
    [
      'no mirror while Pending',
      { network: network([]) },
      { state: 'PENDING' },
      'waiting',
      'accepted.pending-gcp',
    ],
    ['no mirror any more', { network: network([]) }, {}, 'broken', 'accepted.no-mirror'],
    [
      'a namesake that leads elsewhere',
      { network: network([{ ...mirror, peer: { project: 'other', network: 'ybnetwork1' } }]) },
      {},
      'broken',
      'accepted.no-mirror',
    ],
    [
      'a mirror that waits',
      { network: network([{ ...mirror, state: 'INACTIVE' }]) },
      { state: 'PENDING' },
      'waiting',
      'accepted.half',
    ],
    [
      'a mirror without its other half',
      { network: network([{ ...mirror, state: 'INACTIVE' }]) },
      {},
      'broken',
      'accepted.inactive',
    ],
    ['both there, Yugabyte has not noticed', {}, { state: 'PENDING' }, 'waiting', 'accepted.not-noticed'],
    ['no such network', { network: saw(undefined) }, {}, 'broken', 'accepted.no-network'],
  ])('accepted: %s', (_words, more, peering, status, rule) => {
    const link = linkOf('accepted', gcpFacts(more), peering);
    expect(link.status).toBe(status);
    expect(link.findings[0]?.rule).toBe(rule);
  });

  test.each<[string, Partial<GcpFacts>, string, string]>([
    ['nothing came over', { peeringRoutes: saw([]) }, 'broken', 'routed.no-route'],
    [
      'something is in the way',
      { peeringRoutes: saw([{ cidr: '10.10.4.0/22', imported: false }]) },
      'broken',
      'routed.not-imported',
    ],
    [
      'not exchanged',
      { network: network([{ ...mirror, exchangesSubnetRoutes: false }]) },
      'broken',
      'routed.not-exchanged',
    ],
    ['not seen', { peeringRoutes: denied('compute.networks.listPeeringRoutes') }, 'unknown', 'routed.unseen'],
  ])('routed: %s', (_words, more, status, rule) => {
    const link = linkOf('routed', gcpFacts(more));
    expect(link.status).toBe(status);
    expect(link.findings[0]?.rule).toBe(rule);
  });

  const rule = (more: Partial<GcpEgressRule>): GcpEgressRule => ({
    name: 'deny-all',
    source: 'firewall rules',
    priority: 1000,
    action: 'deny',
    isTargeted: false,
    destinations: ['0.0.0.0/0'],
    protocols: [{ protocol: 'all' }],
    ...more,
  });
  const allow = rule({ name: 'allow-db', priority: 900, action: 'allow', destinations: ['10.10.0.0/16'] });

  test.each<[string, GcpEgressRule[], string]>([
    ['deny all', [rule({})], 'broken'],
    ['deny all, but the database before it', [allow, rule({})], 'ok'],
    [
      'deny all, but half of the database before it',
      [{ ...allow, destinations: ['10.10.0.0/17'] }, rule({})],
      'broken',
    ],
    ['deny for some instances only', [rule({ isTargeted: true })], 'ok'],
    [
      'deny on one port',
      [rule({ protocols: [{ protocol: 'tcp', ports: [{ from: 5433, to: 5433 }] }] })],
      'ok',
    ],
    [
      'deny on both ports',
      [rule({ protocols: [{ protocol: 'tcp', ports: [{ from: 5433, to: 9042 }] }] })],
      'broken',
    ],
    [
      'a policy that goes to the next one, past its own denial',
      [rule({ source: 'org', action: 'goto-next', priority: 1 }), rule({ source: 'org', priority: 2 })],
      'ok',
    ],
    [
      'a policy that goes to the next one, which denies',
      [rule({ source: 'org', action: 'goto-next', priority: 1 }), rule({ source: 'net', priority: 2 })],
      'broken',
    ],
  ])('permitted: %s', (_words, egressRules, status) => {
    const link = linkOf('permitted', gcpFacts({ egressRules: saw(egressRules) }));
    expect(link.status).toBe(status);
    if (status === 'broken') expect(link.findings[0]?.nextStep?.kind).toBe('hand-over');
  });
});
