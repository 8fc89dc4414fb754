import { describe, expect, test } from 'vitest';
import { checkCreateForm } from '../../../src/core/check-create-form.ts';
import type { AwsFacts, AwsVpcFacts } from '../../../src/core/cloud/aws-facts.ts';
import type { GcpNetworkFacts } from '../../../src/core/cloud/gcp-facts.ts';
import type { CreateForm } from '../../../src/core/create-form.ts';
import type { Observation } from '../../../src/core/peering.ts';
import { placeKey } from '../../../src/core/place-key.ts';
import { awsStepState } from '../../../src/core/plan/aws-step-state.ts';
import { gcpStepState } from '../../../src/core/plan/gcp-step-state.ts';
import type { AwsStep, Plan } from '../../../src/core/plan/plan.ts';
import { planComplete } from '../../../src/core/plan/plan-complete.ts';
import { planCreate } from '../../../src/core/plan/plan-create.ts';
import { planRequestAgain } from '../../../src/core/plan/plan-request-again.ts';
import { planTerminate } from '../../../src/core/plan/plan-terminate.ts';
import { sayStep } from '../../../src/core/plan/say-step.ts';
import { awsVpc, cluster, gcpVpc, observed } from '../given.ts';
import {
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
  VPC,
  YUGABYTE,
} from './given.ts';

const steps = (plan: Plan | { nothing: string }) =>
  'nothing' in plan
    ? plan.nothing
    : plan.steps.map((step) => ('routeTableId' in step ? `${step.do} ${step.routeTableId}` : step.do));

const pending = (more: Partial<AwsFacts> = {}) =>
  awsFacts({
    connection: saw(connection({ status: 'pending-acceptance' })),
    dns: saw({ support: false, hostnames: false }),
    routeTables: saw([
      table('rtb-main', { isMain: true, routes: [local] }),
      table('rtb-a', { subnetIds: ['subnet-a'], routes: [local] }),
      table('rtb-igw', { isEdge: true, routes: [local] }),
    ]),
    ...more,
  });

describe('complete', () => {
  const plan = (facts: AwsFacts, leaveOut: string[] = [], more = {}) => {
    const { peering, observation } = lookedAt(facts, { state: 'PENDING', ...more });
    return planComplete(peering, observation, { leaveOut });
  };

  test('exactly what is missing, in the order in which it helps', () => {
    expect(steps(plan(pending()))).toEqual([
      'turn-on-dns',
      'turn-on-dns',
      'accept-request',
      'add-route rtb-a',
      'add-route rtb-main',
      'await-active',
    ]);
    expect(steps(plan(awsFacts(), [], { state: 'ACTIVE' }))).toBe(
      'Nothing is missing in AWS account 111122223333.',
    );
  });

  test('a route table that somebody looks after is left out, and said', () => {
    const left = plan(pending(), ['rtb-a']);
    expect(steps(left)).not.toContain('add-route rtb-a');
    expect('warnings' in left && left.warnings.join()).toContain('Left out: rtb-a.');
  });

  test('what leads elsewhere is never replaced: the plan stops before it and says whose it is', () => {
    const taken = plan(
      pending({
        routeTables: saw([
          table('rtb-main', {
            isMain: true,
            routes: [local, { cidr: YUGABYTE, state: 'active', target: 'tgw-1' }],
          }),
        ]),
      }),
    );
    expect(steps(taken)).toEqual(['turn-on-dns', 'turn-on-dns', 'accept-request', 'await-active']);
    expect('warnings' in taken && taken.warnings.join()).toContain('sends 10.1.0.0/24 to tgw-1 already');
  });

  test('between regions names are resolved for the other side as well; where they are, they are not again', () => {
    const apart = (facts: AwsFacts) =>
      plan(facts, [], { application: { ...peeringIn('eu-west-1') }, state: 'ACTIVE' });
    expect(steps(apart(awsFacts()))).toEqual(['allow-remote-dns']);
    const done = connection({ accepter: { ...connection().accepter, remoteDns: true } });
    expect(steps(apart(awsFacts({ connection: saw(done) })))).toContain('Nothing is missing');
  });

  test.each<[string, AwsFacts, object, RegExp]>([
    ['it may not act', pending(), { mayAct: false }, /may not change anything in AWS account/],
    [
      'it could not look',
      pending({ connection: denied('ec2:DescribeVpcPeeringConnections') }),
      {},
      /could not be read: the bot may not use/,
    ],
    [
      'the request is dead',
      pending({ connection: saw(connection({ status: 'rejected' })) }),
      {},
      /is rejected: terminate the peering and request it again/,
    ],
    ['the peering expired', pending(), { state: 'EXPIRED' }, /there is nothing to complete/],
  ])('nothing where %s', (_words, facts, more, sentence) => {
    expect(steps(plan(facts, [], more))).toMatch(sentence);
  });

  test('quotas are warnings', () => {
    const many = Array.from({ length: 50 }, (_, index) => connection({ connectionId: `pcx-${index}` }));
    const full = Array.from({ length: 50 }, (_, index) => ({
      cidr: `172.16.${index}.0/24`,
      state: 'active',
      target: 'tgw-1',
    }));
    const warned = plan(
      pending({
        connections: saw(many),
        routeTables: saw([table('rtb-main', { isMain: true, routes: full })]),
      }),
    );
    const warnings = 'warnings' in warned ? warned.warnings.join() : '';
    expect(warnings).toContain('has 50 active peerings; AWS allows 50');
    expect(warnings).toContain('Route table rtb-main has 50 routes; AWS allows 50');
  });

  test('in GCP: the mirror, and only where it is missing', () => {
    const network = { project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings: [] };
    const without = lookedAt(gcpFacts({ network: saw(network) }), { state: 'PENDING' });
    expect(steps(planComplete(without.peering, without.observation))).toEqual(['add-mirror', 'await-active']);
    const there = lookedAt(gcpFacts());
    expect(steps(planComplete(there.peering, there.observation))).toContain('Nothing is missing');
  });

  test('in GCP: networks that overlap are told before anything is asked of Google', () => {
    const network = { project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings: [] };
    const subnets = saw([{ name: 'a', region: 'us-west1', cidrs: ['10.9.0.0/16', '10.10.8.0/24'] }]);
    const { peering, observation } = lookedAt(gcpFacts({ network: saw(network), subnets }), {
      state: 'PENDING',
    });
    expect(steps(planComplete(peering, observation))).toMatch(
      /^Network app-network in GCP project my-project uses 10\.10\.8\.0\/24, which overlaps .* cannot be peered\.$/,
    );
  });

  test('every step has its words', () => {
    const made = plan(pending());
    const said = 'steps' in made ? made.steps.map(sayStep) : [];
    expect(said).toContain('Turn on DNS resolution for vpc-0a1b2c3d4e5f60718');
    expect(said).toContain('Route 10.1.0.0/24 to the peering in rtb-main');
  });
});

const peeringIn = (region: string) => ({
  provider: 'AWS',
  cloudProject: '111122223333',
  externalVpcId: VPC,
  region,
  cidr: '10.0.0.0/16',
});

describe('terminate with clean-up', () => {
  test('the routes to this peering and the peering where it is left; nothing else', () => {
    const facts = awsFacts({
      routeTables: saw([
        table('rtb-main', {
          isMain: true,
          routes: [local, toPeering, { cidr: '0.0.0.0/0', state: 'active', target: 'igw-1' }],
        }),
        table('rtb-x', { routes: [local, { ...toPeering, cidr: '10.1.0.0/25' }] }),
        table('rtb-y', { routes: [local, { ...toPeering, target: 'pcx-00000000000000001' }] }),
      ]),
    });
    const { peering, observation } = lookedAt(facts);
    expect(steps(planTerminate(peering, observation, { withdrawAccess: false, cleanUp: true }))).toEqual([
      'terminate-peering',
      'await-gone',
      'delete-route rtb-main',
      'delete-route rtb-x',
      'delete-connection',
    ]);
    expect(steps(planTerminate(peering, observation, { withdrawAccess: false }))).toEqual([
      'terminate-peering',
      'await-gone',
    ]);
  });

  test('in GCP: exactly that mirror', () => {
    const { peering, observation } = lookedAt(gcpFacts());
    const plan = planTerminate(peering, observation, { withdrawAccess: false, cleanUp: true });
    expect(steps(plan)).toEqual(['terminate-peering', 'await-gone', 'remove-mirror']);
  });

  test('what could not be read is said and left', () => {
    const { peering, observation } = lookedAt(awsFacts({ routeTables: denied('ec2:DescribeRouteTables') }));
    const plan = planTerminate(peering, observation, { withdrawAccess: false, cleanUp: true });
    expect(steps(plan)).toEqual(['terminate-peering', 'await-gone']);
    expect('warnings' in plan && plan.warnings.join()).toContain('could not be read');
  });
});

test.each([
  ['rejected', 'ACTIVE', true],
  ['expired', 'PENDING', true],
  ['rejected', 'FAILED', true],
  ['deleted', 'FAILED', true],
  ['deleted', 'DELETED', true],
  ['failed', 'FAILED', false],
  ['active', 'ACTIVE', false],
  ['pending-acceptance', 'PENDING', false],
])('request again: %s in AWS, %s at Yugabyte', (status, state, again) => {
  const { peering, observation } = lookedAt(awsFacts({ connection: saw(connection({ status })) }), { state });
  const plan = planRequestAgain(peering, observation);
  expect('steps' in plan).toBe(again);
  if (again)
    expect(steps(plan)).toEqual(
      expect.arrayContaining(['request-peering', 'await-request', 'accept-request', 'await-flow']),
    );
});

describe('create', () => {
  const form: CreateForm = {
    yugabyteVpcId: 'yb-vpc-1',
    name: 'shop',
    cloudProject: '111122223333',
    externalVpcId: VPC,
    region: 'us-west-2',
    cidr: '10.0.0.0/16',
    allowAccess: true,
  };
  const gcpForm: CreateForm = {
    yugabyteVpcId: 'yb-vpc-g',
    name: 'shop',
    cloudProject: 'my-project',
    externalVpcId: 'app-network',
    allowAccess: false,
  };

  function place(facts: AwsVpcFacts | GcpNetworkFacts, mayAct = true): Observation {
    const application =
      'vpc' in facts
        ? peeringIn('us-west-2')
        : { ...peeringIn(''), provider: 'GCP', cloudProject: 'my-project', externalVpcId: 'app-network' };
    return {
      ...observed({
        clusters: [cluster('orders-db')],
        vpcs: [awsVpc({ clusterIds: ['id-orders-db'] }), gcpVpc()],
      }),
      places: new Map([[placeKey(application), facts]]),
      mayAct: mayAct ? ['AWS', 'GCP'] : [],
    };
  }
  const bare = (more: Partial<AwsFacts> = {}) =>
    awsFacts({
      connections: saw([]),
      routeTables: saw([table('rtb-main', { isMain: true, routes: [local] })]),
      ...more,
    });

  test('one plan to the end: request, arrive, accept, routes, allow list, proof', () => {
    expect(steps(planCreate(form, place(bare())))).toEqual([
      'request-peering',
      'await-request',
      'accept-request',
      'add-route rtb-main',
      'await-active',
      'ensure-allow-list',
      'assign-allow-list',
      'await-flow',
    ]);
  });

  test('where the bot only advises: the request, and whose turn it is', () => {
    const plan = planCreate(form, place(bare(), false));
    expect(steps(plan)).toEqual([
      'request-peering',
      'await-active',
      'ensure-allow-list',
      'assign-allow-list',
    ]);
    expect(plan.consequences.join()).toContain('has 7 days to accept');
  });

  test('every block of the VPC is let in, also secondary ones', () => {
    const facts = bare({
      vpc: saw({ vpcId: VPC, ownerId: '111122223333', cidrs: ['10.0.0.0/16', '10.5.0.0/16'] }),
    });
    const list = planCreate(form, place(facts)).steps.find((step) => step.do === 'ensure-allow-list');
    expect(list).toMatchObject({ entries: ['10.0.0.0/16', '10.5.0.0/16'] });
  });

  test('in GCP: the mirror follows the request', () => {
    const network = { project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings: [] };
    expect(steps(planCreate(gcpForm, place(gcpFacts({ network: saw(network) }))))).toEqual([
      'request-peering',
      'add-mirror',
      'await-active',
      'await-flow',
    ]);
  });

  const gcpNetwork = (more: object) =>
    saw({ project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings: [], ...more });
  const stranger = connection({
    connectionId: 'pcx-00000000000000009',
    requester: { ownerId: '999988887777', vpcId: 'vpc-00000000000000009', cidrs: ['10.1.0.0/20'] },
  });

  test.each<[string, CreateForm, Observation, keyof CreateForm, RegExp]>([
    [
      'no such VPC',
      form,
      place(bare({ vpc: saw(undefined) })),
      'externalVpcId',
      /There is no VPC .* in AWS account 111122223333, region us-west-2/,
    ],
    [
      'a CIDR that is not its own',
      { ...form, cidr: '10.7.0.0/16' },
      place(bare()),
      'cidr',
      /is not in vpc-.*: it has 10\.0\.0\.0\/16/,
    ],
    [
      'a secondary block that overlaps',
      form,
      place(bare({ vpc: saw({ vpcId: VPC, ownerId: '1', cidrs: ['10.0.0.0/16', '10.1.0.0/16'] }) })),
      'externalVpcId',
      /has the network 10\.1\.0\.0\/16, which overlaps/,
    ],
    [
      'a route that is in the way',
      form,
      place(
        bare({
          routeTables: saw([
            table('rtb-main', {
              isMain: true,
              routes: [local, { cidr: YUGABYTE, state: 'active', target: 'vgw-1' }],
            }),
          ]),
        }),
      ),
      'externalVpcId',
      /sends 10\.1\.0\.0\/24 to vgw-1 already/,
    ],
    [
      'a peering whose network overlaps',
      form,
      place(bare({ connections: saw([stranger]) })),
      'externalVpcId',
      /is peered with vpc-00000000000000009 .* overlaps the Yugabyte VPC/,
    ],
    [
      'no such network',
      gcpForm,
      place(gcpFacts({ network: saw(undefined) })),
      'externalVpcId',
      /There is no network app-network in GCP project my-project/,
    ],
    [
      'a legacy network',
      gcpForm,
      place(gcpFacts({ network: gcpNetwork({ legacy: true }) })),
      'externalVpcId',
      /legacy network/,
    ],
    [
      'a subnet that overlaps',
      gcpForm,
      place(
        gcpFacts({
          network: gcpNetwork({}),
          subnets: saw([{ name: 'a', region: 'us-west1', cidrs: ['10.9.0.0/16', '10.10.8.0/24'] }]),
        }),
      ),
      'externalVpcId',
      /uses 10\.10\.8\.0\/24, which overlaps/,
    ],
    [
      'a CIDR of another network',
      { ...gcpForm, cidr: '10.99.0.0/16' },
      place(gcpFacts({ network: gcpNetwork({}) })),
      'cidr',
      /is not in app-network/,
    ],
  ])('%s: an error under the field', (_words, typed, observation, field, sentence) => {
    const problems = checkCreateForm(typed, observation, []);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(problems[0]?.sentence).toMatch(sentence);
  });

  test('what could not be seen is nothing against it', () => {
    expect(checkCreateForm(form, place(bare({ vpc: denied('ec2:DescribeVpcs') })), [])).toEqual([]);
  });
});

describe('how a step stands', () => {
  const { peering, observation } = lookedAt(pending(), { state: 'PENDING' });
  const planned = planComplete(peering, observation);
  const of = (kind: AwsStep['do']) => {
    const step = 'steps' in planned ? planned.steps.find((one) => one.do === kind) : undefined;
    if (!step) throw new Error(`the plan has no ${kind}`);
    return step as AwsStep;
  };

  test.each<[AwsStep['do'], AwsFacts, string]>([
    ['turn-on-dns', pending(), 'to-do'],
    ['turn-on-dns', awsFacts(), 'done'],
    ['turn-on-dns', awsFacts({ dns: denied('ec2:DescribeVpcAttribute') }), 'unseen'],
    ['accept-request', pending(), 'to-do'],
    ['accept-request', pending({ connection: saw(connection({ status: 'initiating-request' })) }), 'waiting'],
    ['accept-request', awsFacts(), 'done'],
    ['accept-request', pending({ connection: saw(undefined) }), 'obstructed'],
    ['accept-request', pending({ connection: saw(connection({ status: 'expired' })) }), 'obstructed'],
    ['add-route', pending(), 'to-do'],
    ['add-route', awsFacts(), 'done'],
    ['add-route', pending({ routeTables: saw([]) }), 'obstructed'],
  ])('%s', (kind, facts, is) => {
    expect(awsStepState(of(kind), facts).is).toBe(is);
  });

  test.each<[string, AwsFacts, string]>([
    [
      'the former request is still shown',
      pending({ connection: saw(connection({ status: 'rejected' })) }),
      'waiting',
    ],
    ['nothing is shown yet', pending({ connection: saw(undefined) }), 'waiting'],
    ['it is there', pending(), 'done'],
    ['the VPC is gone', pending({ vpc: saw(undefined) }), 'obstructed'],
  ])('await-request: %s', (_what, facts, is) => {
    const { ends } = of('accept-request');
    expect(awsStepState({ do: 'await-request', ends }, facts).is).toBe(is);
  });

  test('a dead route is replaced, a living one is an obstacle with its owner', () => {
    const at = (state: string, target: string) =>
      awsStepState(
        of('add-route'),
        pending({ routeTables: saw([table('rtb-a', { routes: [{ cidr: YUGABYTE, state, target }] })]) }),
      );
    expect(at('blackhole', 'pcx-00000000000000001')).toMatchObject({
      is: 'to-do',
      change: { change: 'replace-route' },
    });
    expect(at('active', 'tgw-1')).toMatchObject({
      is: 'obstructed',
      code: 'route-taken',
      sentence: 'Route table rtb-a sends 10.1.0.0/24 to tgw-1.',
      mend: expect.stringContaining('AWS account 111122223333'),
    });
    expect(at('blackhole', PCX).is).toBe('done');
  });

  test("a route to somebody's request, which is not accepted yet, is dead and theirs: the plan leaves it and says so", () => {
    const request = connection({ connectionId: 'pcx-00000000000000001', status: 'pending-acceptance' });
    const route = { cidr: YUGABYTE, state: 'blackhole', target: request.connectionId };
    const facts = pending({
      connections: saw([connection({ status: 'pending-acceptance' }), request]),
      routeTables: saw([table('rtb-a', { isMain: true, routes: [route] })]),
    });
    expect(awsStepState(of('add-route'), facts)).toMatchObject({ is: 'obstructed', code: 'route-taken' });
    const { peering: one, observation: all } = lookedAt(facts, { state: 'PENDING' });
    const plan = planComplete(one, all);
    expect('steps' in plan && plan.steps.map((step) => step.do)).not.toContain('add-route');
    expect('warnings' in plan && plan.warnings.join()).toMatch(
      /rtb-a sends 10\.1\.0\.0\/24 to pcx-0+1 already/,
    );
  });

  test('a request is awaited although AWS still shows an earlier one that has ended', () => {
    const expired = pending({ connection: saw(connection({ status: 'expired' })) });
    const { peering: one, observation: all } = lookedAt(expired, { state: 'CREATING' });
    const plan = planComplete(one, all);
    const step = 'steps' in plan ? plan.steps.find((other) => other.do === 'await-request') : undefined;
    if (step?.do !== 'await-request') throw new Error('the plan does not wait for the request');
    expect(awsStepState(step, expired).is).toBe('waiting');
    expect(awsStepState(step, pending()).is).toBe('done');
  });

  test('a mirror is found by what it leads to, and gets a free name', () => {
    const ends = {
      project: 'my-project',
      network: 'app-network',
      yugabyteProject: 'yugabyte-project',
      yugabyteNetwork: 'ybnetwork1',
      peeringName: 'shop',
    };
    const facts = (peerings: (typeof mirror)[]) =>
      gcpFacts({
        network: saw({ project: 'my-project', name: 'app-network', auto: false, legacy: false, peerings }),
      });
    const taken = { ...mirror, name: 'shop', peer: { project: 'other', network: 'x' } };
    expect(gcpStepState({ do: 'add-mirror', ends }, facts([taken]))).toEqual({
      is: 'to-do',
      change: { change: 'add-mirror', name: 'shop-2' },
    });
    expect(gcpStepState({ do: 'add-mirror', ends }, facts([mirror])).is).toBe('done');
    expect(gcpStepState({ do: 'remove-mirror', ends, name: 'x' }, facts([taken, mirror]))).toEqual({
      is: 'to-do',
      change: { change: 'remove-mirror', name: 'to-yugabyte' },
    });
    expect(gcpStepState({ do: 'remove-mirror', ends, name: 'x' }, facts([taken])).is).toBe('done');
  });
});
