import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/core/chain/judge.ts';
import type { LinkName, Verdict } from '../../../src/core/chain/link.ts';
import { allowListDescription } from '../../../src/core/own-allow-list.ts';
import type { Observation, Peering } from '../../../src/core/peering.ts';
import {
  allowList,
  awsPeering,
  awsVpc,
  cluster,
  DAY,
  gcpPeering,
  gcpVpc,
  HOUR,
  NOW,
  observed,
} from '../given.ts';

const knowledge = { now: NOW, requestedAt: { at: NOW - 26 * HOUR, certainty: 'exact' as const } };
const open = observed({
  clusters: [cluster('orders')],
  allowLists: [allowList('peering-shop', ['10.0.0.0/16'], ['orders'])],
});

function link(verdict: Verdict, name: LinkName) {
  const found = verdict.links.find((one) => one.name === name);
  if (!found) throw new Error(`no link ${name}`);
  return found;
}

function statuses(peering: Peering, observation: Observation = open): string {
  return judge(peering, observation, knowledge)
    .links.map(({ name, status }) => `${name} ${status}`)
    .join(', ');
}

test('the chain has its links in order, and says what nobody read', () => {
  const verdict = judge(awsPeering({ state: 'ACTIVE' }), open, knowledge);
  expect(verdict).toMatchObject({
    flows: 'as-far-as-seen',
    notRead:
      'Not read: routes, DNS and firewalls in AWS account 111122223333. PEERING_AWS_MODE=advise lets the bot look.',
  });
  expect(verdict).not.toHaveProperty('firstBroken');
  expect(statuses(awsPeering({ state: 'ACTIVE' }))).toBe('requested ok, accepted ok, allowed ok');
});

describe('Pending in AWS', () => {
  const verdict = judge(awsPeering(), open, knowledge);

  test('waits for the account, with a deadline of seven days', () => {
    expect(verdict.flows).toBe('not-yet');
    expect(verdict.firstBroken?.name).toBe('accepted');
    expect(verdict.firstBroken?.findings).toEqual([
      {
        rule: 'accepted.pending-aws',
        sentence:
          'Somebody with rights in AWS account 111122223333 has to accept the request; 5 days left before AWS drops it.',
        owner: { kind: 'application', provider: 'AWS', cloudProject: '111122223333' },
        deadline: { at: NOW - 26 * HOUR + 7 * DAY, certainty: 'exact', meaning: expect.any(String) },
        nextStep: expect.objectContaining({ kind: 'hand-over' }),
      },
    ]);
  });

  test('an upper bound is said as one', () => {
    const late = { now: NOW, requestedAt: { at: NOW - HOUR, certainty: 'at-latest' as const } };
    expect(judge(awsPeering(), open, late).firstBroken?.sentence).toContain('at most 6 days left');
    expect(judge(awsPeering(), open, late).firstBroken?.findings[0]?.deadline?.certainty).toBe('at-latest');
  });

  test('no deadline is made up, and one that has passed is said', () => {
    const [finding] = judge(awsPeering(), open, { now: NOW }).firstBroken?.findings ?? [];
    expect(finding).not.toHaveProperty('deadline');
    expect(finding?.sentence).toContain('within 7 days');
    const over = judge(awsPeering(), open, { now: NOW + 30 * DAY, requestedAt: knowledge.requestedAt });
    expect(over.firstBroken?.sentence).toContain('are over');
  });

  test('a closed allow list is judged too, but comes later', () => {
    const closed = judge(awsPeering(), observed({ clusters: [cluster('orders')] }), knowledge);
    expect(closed.flows).toBe('not-yet');
    expect(closed.firstBroken?.name).toBe('accepted');
    expect(link(closed, 'allowed').status).toBe('broken');
  });

  test('ids that Yugabyte does not tell yet are said instead of printed as holes', () => {
    const { cloudProject: _project, externalVpcId: _id, ...bare } = awsVpc();
    const [finding] = judge(awsPeering(), observed({ vpcs: [bare] }), knowledge).firstBroken?.findings ?? [];
    expect(finding?.nextStep).toEqual({ kind: 'wait', sentence: expect.stringContaining('does not tell') });
    const unread: Observation = {
      ...open,
      vpcs: { ok: false, reason: 'The key is not allowed to read VPCs.' },
    };
    const [other] = judge(awsPeering(), unread, knowledge).firstBroken?.findings ?? [];
    expect(other?.nextStep).toEqual({
      kind: 'wait',
      sentence: expect.stringContaining('The key is not allowed to read VPCs.'),
    });
  });
});

test('Pending in GCP waits for the mirror, without a deadline', () => {
  const verdict = judge(gcpPeering(), observed({ vpcs: [gcpVpc()] }), knowledge);
  const [finding] = verdict.firstBroken?.findings ?? [];
  expect(finding).toMatchObject({
    rule: 'accepted.pending-gcp',
    owner: { kind: 'application', provider: 'GCP', cloudProject: 'my-project' },
    nextStep: { kind: 'hand-over' },
  });
  expect(finding).not.toHaveProperty('deadline');
  expect(verdict.notRead).toBe(
    'Not read: routes and firewalls in GCP project my-project. PEERING_GCP_MODE=advise lets the bot look.',
  );
  const onlyAws = { ...observed({ vpcs: [gcpVpc()] }), clouds: new Map(), mayRead: ['AWS'] };
  expect(judge(gcpPeering(), onlyAws, knowledge).notRead).toContain('PEERING_GCP_MODE=advise lets');
  const looking = { ...onlyAws, mayRead: ['AWS', 'GCP'] };
  expect(judge(gcpPeering(), looking, knowledge).notRead).toBe(
    'Not read: routes and firewalls in GCP project my-project.',
  );
});

describe('the other states', () => {
  test.each([
    ['CREATING', 'not-yet', 'requested waiting, accepted waiting, allowed ok', 'requested.creating'],
    ['EXPIRED', 'no', 'requested broken, accepted broken, allowed ok', 'requested.expired'],
    ['FAILED', 'no', 'requested broken, accepted broken, allowed ok', 'requested.failed'],
    ['DELETING', 'no', 'requested waiting, accepted broken, allowed unknown', 'requested.deleting'],
    ['DELETED', 'no', 'requested broken, accepted broken, allowed unknown', 'requested.deleted'],
  ])('%s', (state, flows, links, rule) => {
    const verdict = judge(awsPeering({ state }), open, knowledge);
    expect(verdict.flows).toBe(flows);
    expect(statuses(awsPeering({ state }))).toBe(links);
    expect(verdict.firstBroken?.findings[0]?.rule).toBe(rule);
  });

  test('a state nobody has heard of is shown as it is', () => {
    const verdict = judge(awsPeering({ state: 'HIBERNATING' }), open, knowledge);
    expect(verdict.flows).toBe('unknown');
    expect(verdict.firstBroken).toMatchObject({ name: 'accepted', status: 'unknown' });
    expect(verdict.sentence).toContain('HIBERNATING');
  });

  test('EXPIRED and FAILED say how to make it anew with the same values', () => {
    const [expired] = judge(awsPeering({ state: 'EXPIRED' }), open, knowledge).firstBroken?.findings ?? [];
    expect(expired?.nextStep).toMatchObject({
      kind: 'hand-over',
      sections: [
        {
          cli: [
            'ybm vpc peering delete --name shop --force --wait',
            'ybm vpc peering create --name shop --yb-vpc-name orders-vpc --cloud-provider AWS --app-vpc-account-id 111122223333 --app-vpc-id vpc-0a1b2c3d4e5f60718 --app-vpc-region us-west-2 --app-vpc-cidr 10.0.0.0/16',
          ],
        },
      ],
    });
    const [failed] = judge(awsPeering({ state: 'FAILED' }), open, knowledge).firstBroken?.findings ?? [];
    expect(failed?.nextStep).toMatchObject({ kind: 'hand-over', sections: [{}, {}] });
  });

  test('FAILED names an overlap where there is one', () => {
    const application = { ...awsPeering().application, cidr: '10.1.0.0/16' };
    const verdict = judge(awsPeering({ state: 'FAILED', application }), open, knowledge);
    expect(verdict.sentence).toContain("10.1.0.0/16 overlaps the Yugabyte VPC's 10.1.0.0/24");
  });
});

describe('allowed', () => {
  const active = awsPeering({ state: 'ACTIVE' });

  test('one finding for each cluster that does not let it in, with the fix', () => {
    const verdict = judge(
      active,
      observed({
        clusters: [cluster('orders'), cluster('billing'), cluster('open')],
        allowLists: [
          allowList('half', ['10.0.0.0/17'], ['billing']),
          allowList('all', ['0.0.0.0/0'], ['open']),
        ],
      }),
      knowledge,
    );
    expect(verdict.flows).toBe('no');
    expect(verdict.firstBroken?.findings).toEqual([
      {
        rule: 'allowed.partly-covered',
        sentence: 'billing lets only a part of 10.0.0.0/16 in; 10.0.128.0/17 is missing.',
        owner: { kind: 'operators' },
        nextStep: { kind: 'bot', fix: 'allow-access', label: 'Allow access' },
      },
      {
        rule: 'allowed.not-covered',
        sentence: 'orders does not let 10.0.0.0/16 in.',
        owner: { kind: 'operators' },
        nextStep: { kind: 'bot', fix: 'allow-access', label: 'Allow access' },
      },
    ]);
  });

  test('no cluster yet is fine and says so', () => {
    const verdict = judge(active, observed({}), knowledge);
    expect(verdict.flows).toBe('as-far-as-seen');
    expect(link(verdict, 'allowed')).toMatchObject({
      status: 'ok',
      sentence: expect.stringContaining('No cluster'),
    });
  });

  test.each(['clusters', 'allowLists'] as const)('%s that could not be read make it unknown', (side) => {
    const verdict = judge(
      active,
      { ...open, [side]: { ok: false, reason: 'Yugabyte said 503.' } },
      knowledge,
    );
    expect(verdict.flows).toBe('as-far-as-seen');
    expect(link(verdict, 'allowed')).toMatchObject({
      status: 'unknown',
      sentence: expect.stringContaining('Yugabyte said 503.'),
    });
  });

  test('a cluster that the VPC names and nobody may see keeps it from being ok', () => {
    const observation = observed({ vpcs: [awsVpc({ clusterIds: ['hidden'] })] });
    expect(link(judge(active, observation, knowledge), 'allowed').status).toBe('unknown');
    const unread: Observation = { ...observed({}), vpcs: { ok: false, reason: 'No right to read VPCs.' } };
    expect(link(judge(active, unread, knowledge), 'allowed').status).toBe('unknown');
  });

  test('a GCP peering without a CIDR asks for one', () => {
    const inVpc = cluster('orders', { yugabyteVpcIds: ['yb-vpc-g'] });
    const peering = gcpPeering({ state: 'ACTIVE' });
    const verdict = judge(peering, observed({ clusters: [inVpc] }), knowledge);
    expect(link(verdict, 'allowed')).toMatchObject({
      status: 'unknown',
      findings: [{ rule: 'allowed.cidr-unknown', nextStep: { kind: 'bot', fix: 'allow-access' } }],
    });
    const everybody = observed({
      clusters: [inVpc],
      allowLists: [allowList('all', ['0.0.0.0/0'], ['orders'])],
    });
    expect(link(judge(peering, everybody, knowledge), 'allowed').status).toBe('ok');
  });

  test('a GCP peering without a CIDR is judged by what the bot was told before', () => {
    const inVpc = cluster('orders', { yugabyteVpcIds: ['yb-vpc-g'] });
    const told = allowList('peering-shop', ['10.128.0.0/9'], ['orders'], {
      description: allowListDescription('shop'),
    });
    const peering = gcpPeering({ state: 'ACTIVE' });
    const verdict = judge(peering, observed({ clusters: [inVpc], allowLists: [told] }), knowledge);
    expect(link(verdict, 'allowed').status).toBe('ok');
    const off = observed({ clusters: [inVpc], allowLists: [{ ...told, clusterIds: [] }] });
    expect(link(judge(peering, off, knowledge), 'allowed')).toMatchObject({ status: 'broken' });
  });

  test('a dead peering offers no fix', () => {
    const observation = observed({ clusters: [cluster('orders')] });
    const findings = link(
      judge(awsPeering({ state: 'EXPIRED' }), observation, knowledge),
      'allowed',
    ).findings;
    expect(findings).toHaveLength(1);
    expect(findings[0]).not.toHaveProperty('nextStep');
  });
});

test('a verdict is plain data', () => {
  for (const state of ['CREATING', 'PENDING', 'ACTIVE', 'EXPIRED', 'FAILED', 'DELETING', 'DELETED', 'ODD']) {
    for (const peering of [awsPeering({ state }), gcpPeering({ state })]) {
      const verdict = judge(peering, open, knowledge);
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
      expect(JSON.stringify(verdict)).not.toMatch(/undefined|null|NaN/);
    }
  }
});
