import { describe, expect, test } from 'vitest';
import type { CreateForm } from '../../../src/core/create-form.ts';
import { allowListDescription } from '../../../src/core/own-allow-list.ts';
import { planCreate } from '../../../src/core/plan/plan-create.ts';
import { allowList, awsPeering, awsVpc, cluster, gcpVpc, observed } from '../given.ts';

const form: CreateForm = {
  yugabyteVpcId: 'yb-vpc-1',
  name: ' shop ',
  cloudProject: ' 111122223333 ',
  externalVpcId: 'vpc-0a1b2c3d4e5f60718',
  region: 'us-west-2 ',
  cidr: ' 10.0.0.0/16',
  allowAccess: true,
};
const spec = { ...awsPeering() };
const request = {
  do: 'request-peering',
  spec: { name: 'shop', yugabyteVpcId: 'yb-vpc-1', application: spec.application },
};

test('asks Yugabyte, waits, and lets the application in on each cluster there is', () => {
  const plan = planCreate(form, observed({ clusters: [cluster('orders'), cluster('billing')] }));
  expect(plan).toEqual({
    kind: 'create',
    peeringName: 'shop',
    steps: [
      request,
      { do: 'await-active' },
      {
        do: 'ensure-allow-list',
        name: 'peering-shop',
        description: 'Peering Bot: application VPC of peering shop',
        entries: ['10.0.0.0/16'],
      },
      { do: 'assign-allow-list', listName: 'peering-shop', clusterId: 'id-billing', clusterName: 'billing' },
      { do: 'assign-allow-list', listName: 'peering-shop', clusterId: 'id-orders', clusterName: 'orders' },
    ],
    consequences: [
      expect.stringContaining('AWS account 111122223333 has 7 days'),
      'billing and orders will let 10.0.0.0/16 in; the allow lists that they have stay as they are.',
    ],
    warnings: [],
  });
});

test('without access it is the request alone', () => {
  const plan = planCreate({ ...form, allowAccess: false }, observed({ clusters: [cluster('orders')] }));
  expect(plan.steps).toEqual([request]);
  expect(plan.warnings).toEqual([]);
});

test('GCP: no region, and no CIDR where none was given', () => {
  const gcp = {
    ...form,
    yugabyteVpcId: 'yb-vpc-g',
    cloudProject: 'my-project',
    externalVpcId: 'app-network',
    cidr: '',
    allowAccess: false,
  };
  const plan = planCreate(gcp, observed({}));
  expect(plan.steps).toEqual([
    {
      do: 'request-peering',
      spec: {
        name: 'shop',
        yugabyteVpcId: gcpVpc().id,
        application: { provider: 'GCP', cloudProject: 'my-project', externalVpcId: 'app-network' },
      },
    },
  ]);
  expect(plan.consequences).toEqual([expect.stringContaining('mirror peering')]);
});

describe('what keeps an allow list from being opened is a warning', () => {
  test('no cluster', () => {
    const plan = planCreate(form, observed({}));
    expect(plan.steps).toEqual([request]);
    expect(plan.warnings).toEqual([
      expect.stringContaining('no cluster is in the Yugabyte VPC orders-vpc yet'),
    ]);
  });

  test('clusters that could not be read', () => {
    const plan = planCreate(form, { ...observed({}), clusters: { ok: false, reason: 'No right.' } });
    expect(plan.steps).toEqual([request]);
    expect(plan.warnings).toEqual([expect.stringContaining('No right.')]);
  });

  test('a full cluster is left out', () => {
    const entries = Array.from({ length: 100 }, (_, at) => `192.0.2.${at}`);
    const plan = planCreate(
      form,
      observed({
        clusters: [cluster('orders'), cluster('billing')],
        allowLists: [allowList('full', entries, ['orders'])],
      }),
    );
    expect(plan.steps.flatMap((step) => (step.do === 'assign-allow-list' ? step.clusterName : []))).toEqual([
      'billing',
    ]);
    expect(plan.warnings).toEqual([
      expect.stringContaining('orders is left out: its allow lists hold 100 of at most 100'),
    ]);
  });
});

test('a taken name gets a number; a list of its own with the same entries is used again', () => {
  const clusters = [cluster('orders')];
  const foreign = allowList('Peering-Shop', ['10.0.0.0/16'], []);
  const own = allowList('peering-shop-3', ['10.0.0.0/16'], [], { description: allowListDescription('shop') });
  const named = (allowLists: (typeof own)[]) =>
    planCreate(form, observed({ clusters, allowLists })).steps.flatMap((step) =>
      step.do === 'ensure-allow-list' ? step.name : [],
    );
  expect(named([foreign])).toEqual(['peering-shop-2']);
  expect(named([foreign, own])).toEqual(['peering-shop-3']);
  expect(named([foreign, { ...own, entries: ['10.0.0.0/17'] }])).toEqual(['peering-shop-2']);
  expect(named([{ ...own, name: 'peering-shop', entries: ['10.0.0.0/17'] }])).toEqual(['peering-shop-2']);
});

test('doubts: not private, and overlapping a VPC peered to the same Yugabyte VPC', () => {
  const plain = { ...form, allowAccess: false };
  expect(planCreate({ ...plain, cidr: '100.64.0.0/16' }, observed({})).warnings).toEqual([
    expect.stringContaining('not a private network'),
  ]);
  const application = { ...awsPeering().application, externalVpcId: 'vpc-00000000', cidr: '10.0.128.0/17' };
  const neighbours = [
    awsPeering({ name: 'crm', state: 'ACTIVE', application }),
    awsPeering({ name: 'old', state: 'FAILED', application }),
  ];
  expect(planCreate(plain, observed({ peerings: neighbours })).warnings).toEqual([
    expect.stringContaining('overlaps the application VPC of crm, which'),
  ]);
});

test('an unknown Yugabyte VPC is an error in a sentence', () => {
  expect(() => planCreate(form, observed({ vpcs: [awsVpc({ id: 'other' })] }))).toThrowError(
    expect.objectContaining({ code: 'not-found' }),
  );
});
