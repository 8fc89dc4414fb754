import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCreateForm } from '../../src/core/check-create-form.ts';
import type { CreateForm } from '../../src/core/create-form.ts';
import { notPeerable } from '../../src/core/not-peerable.ts';
import type { Observation, PeeringSpec } from '../../src/core/peering.ts';
import { planCreate } from '../../src/core/plan/plan-create.ts';
import { awsPeering, awsVpc, cluster, gcpPeering, gcpVpc, observed } from './given.ts';

const aws: CreateForm = {
  yugabyteVpcId: 'yb-vpc-1',
  name: 'shop',
  cloudProject: '111122223333',
  externalVpcId: 'vpc-0a1b2c3d4e5f60718',
  region: 'us-west-2',
  cidr: '10.0.0.0/16',
  allowAccess: true,
};
const gcp: CreateForm = {
  yugabyteVpcId: 'yb-vpc-g',
  name: 'shop',
  cloudProject: 'my-project',
  externalVpcId: 'app-network',
  allowAccess: false,
};

function check(form: CreateForm, observation: Observation = observed({}), requesting: PeeringSpec[] = []) {
  return checkCreateForm(
    form,
    observation,
    requesting.map((spec) => ({ name: spec.name, spec })),
  );
}

test('a good form has no problem', () => {
  expect(check(aws)).toEqual([]);
  expect(check({ ...aws, cloudProject: ' 111122223333 ', cidr: ' 10.0.0.0/16 ' })).toEqual([]);
  expect(check(gcp)).toEqual([]);
  expect(check({ ...gcp, cidr: '10.128.0.0/9', allowAccess: true })).toEqual([]);
});

test('an empty form says for each field what is missing', () => {
  const empty = { ...aws, name: '', cloudProject: '', externalVpcId: '', region: '', cidr: '' };
  expect(check(empty).map(({ field }) => field)).toEqual([
    'name',
    'cloudProject',
    'externalVpcId',
    'region',
    'cidr',
  ]);
  expect(check({ ...empty, yugabyteVpcId: '' })).toContainEqual({
    field: 'yugabyteVpcId',
    sentence: 'Choose a Yugabyte VPC.',
  });
});

describe('name', () => {
  test.each([
    ['<!channel>', '"<"', 'channel'],
    ['<@U012345>', '"<"', 'U012345'],
    ['a&b', '"&"', 'a-b'],
    ['say "hi"', '"""', 'say -hi'],
    ["it's", '"\'"', 'it-s'],
    ['*bold*', '"*"', 'bold'],
    ['`code`', '"`"', 'code'],
    ['shop 🚀', 'an emoji', 'shop'],
    ['a\u0000b', 'a control character', 'a-b'],
    ['a\nb', 'a control character', 'a-b'],
    ['a\u202Eb', 'a control character', 'a-b'],
    ['Zürich', '"ü"', 'Zurich'],
  ])('%j is refused with %s', (name, words, suggestion) => {
    expect(check({ ...aws, name })).toEqual([
      { field: 'name', sentence: expect.stringContaining(words), suggestion },
    ]);
  });

  test('of 300 characters, of none that may stay, or with odd ends', () => {
    expect(check({ ...aws, name: 'x'.repeat(300) })).toEqual([
      { field: 'name', sentence: expect.stringContaining('at most 64'), suggestion: 'x'.repeat(64) },
    ]);
    expect(check({ ...aws, name: 'x'.repeat(64) })).toEqual([]);
    expect(check({ ...aws, name: '🚀' })).toEqual([{ field: 'name', sentence: expect.any(String) }]);
    expect(check({ ...aws, name: '-shop' })).toMatchObject([{ suggestion: 'shop' }]);
    expect(check({ ...aws, name: 'my  shop' })).toMatchObject([{ suggestion: 'my shop' }]);
    for (const name of ['a', 'My shop', 'shop_2.eu-west', '7']) expect(check({ ...aws, name })).toEqual([]);
  });

  test('that is taken, in whatever case, also by one that is just being requested', () => {
    const other = awsPeering({
      name: 'Shop',
      application: { ...awsPeering().application, externalVpcId: 'vpc-00000000' },
    });
    const taken = { field: 'name', sentence: expect.stringContaining('already'), suggestion: 'shop-2' };
    expect(check(aws, observed({ peerings: [other] }))).toEqual([taken]);
    expect(check(aws, observed({}), [other])).toEqual([taken]);
    expect(check(aws, observed({ peerings: [{ ...other, state: 'DELETED' }] }))).toEqual([]);
  });

  test('nothing that a person could type as a name reaches a plan with markup in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        if (check({ ...aws, name }).length > 0) return;
        expect(planCreate({ ...aws, name }, observed({})).peeringName).toMatch(/^[A-Za-z0-9._ -]{1,64}$/);
      }),
    );
  });
});

describe('AWS ids', () => {
  test.each([
    ['1234', 'has 12 digits, such as 111122223333; this one has 4', undefined],
    ['1111-2222-3333', 'has 12 digits', '111122223333'],
    ['1111 2222 3333', 'has 12 digits', '111122223333'],
    ['my-account', 'has 12 digits', undefined],
    ['１１１１２２２２３３３３', 'has 12 digits', undefined],
    ['444455556666', "Yugabyte's own AWS account", undefined],
  ])('account %j', (cloudProject, words, suggestion) => {
    expect(check({ ...aws, cloudProject })).toEqual([
      { field: 'cloudProject', sentence: expect.stringContaining(words), ...(suggestion && { suggestion }) },
    ]);
  });

  test.each([
    ['vpc_1', 'such as vpc-0a1b2c3d4e5f60718', undefined],
    ['VPC-0A1B2C3D4E5F60718', 'such as', 'vpc-0a1b2c3d4e5f60718'],
    ['vpc_0a1b2c3d4e5f60718', 'such as', 'vpc-0a1b2c3d4e5f60718'],
    ['subnet-0a1b2c3d4e5f60718', 'such as', undefined],
    ['vpc-0123456789abcdef0', "the Yugabyte VPC's own id", undefined],
  ])('VPC %j', (externalVpcId, words, suggestion) => {
    expect(check({ ...aws, externalVpcId })).toEqual([
      { field: 'externalVpcId', sentence: expect.stringContaining(words), ...(suggestion && { suggestion }) },
    ]);
  });

  test('VPC ids of the old and the new form are taken', () => {
    expect(check({ ...aws, externalVpcId: 'vpc-0a1b2c3d' })).toEqual([]);
  });

  test.each([
    ['uswest2', 'us-west-2'],
    ['us-west2', 'us-west-2'],
    ['us_west_2', 'us-west-2'],
    ['US-WEST-2', 'us-west-2'],
    ['us-west-2a', 'us-west-2'],
    ['eu central 1', 'eu-central-1'],
    ['us-wset-2', 'us-west-2'],
    ['moon', undefined],
    ['us-west-2.example.com/#', undefined],
  ])('region %j', (region, suggestion) => {
    expect(check({ ...aws, region })).toEqual([
      { field: 'region', sentence: expect.stringContaining('us-west-2'), ...(suggestion && { suggestion }) },
    ]);
  });

  test('a region of a later date is taken by its form', () => {
    expect(check({ ...aws, region: 'eu-west-9' })).toEqual([]);
  });
});

describe('GCP ids', () => {
  test.each([
    ['My Project', 'lower-case', 'my-project'],
    ['123456789012', 'project number', undefined],
    ['short', '6 to 30', undefined],
    ['ends-with-', 'no hyphen last', 'ends-with'],
    ['yugabyte-project', "Yugabyte's own GCP project", undefined],
  ])('project %j', (cloudProject, words, suggestion) => {
    expect(check({ ...gcp, cloudProject })).toEqual([
      { field: 'cloudProject', sentence: expect.stringContaining(words), ...(suggestion && { suggestion }) },
    ]);
  });

  test.each([
    ['App_Network', 'app-network'],
    ['projects/my-project/global/networks/app-network', 'app-network'],
    ['1network', undefined],
    ['x'.repeat(64), undefined],
  ])('network %j', (externalVpcId, suggestion) => {
    expect(check({ ...gcp, externalVpcId })).toEqual([
      {
        field: 'externalVpcId',
        sentence: expect.stringContaining('such as app-network'),
        ...(suggestion && { suggestion }),
      },
    ]);
  });

  test('a project of a domain is taken', () => {
    expect(check({ ...gcp, cloudProject: 'example.com:my-project' })).toEqual([]);
  });
});

describe('CIDR', () => {
  test.each([
    ['10.0.0.5/16', '10.0.0.0/16', '10.0.0.0/16'],
    ['10.0.0.0/33', 'too long', undefined],
    ['0.0.0.0/0', 'whole internet', undefined],
    ['2001:db8::/32', 'IPv6', undefined],
    ['', 'Enter a network', undefined],
    ['10.0.0.0/15', 'between /16 and /28', undefined],
    ['10.0.0.0/29', 'between /16 and /28', undefined],
    ['127.0.0.0/16', 'special range', undefined],
    ['169.254.0.0/16', 'special range', undefined],
    ['224.0.0.0/16', 'special range', undefined],
    ['10.3.128.0/20', 'overlaps 10.3.0.0/16, which Yugabyte keeps', undefined],
    ['10.1.0.0/16', 'overlaps 10.1.0.0/24 of the Yugabyte VPC orders-vpc', undefined],
  ])('%j in AWS', (cidr, words, suggestion) => {
    expect(check({ ...aws, cidr })).toEqual([
      { field: 'cidr', sentence: expect.stringContaining(words), ...(suggestion && { suggestion }) },
    ]);
  });

  test('GCP needs one only to let it in', () => {
    expect(check({ ...gcp, allowAccess: true })).toEqual([
      { field: 'cidr', sentence: expect.stringContaining('to let in on the clusters') },
    ]);
    expect(check({ ...gcp, cidr: '10.21.0.0/24' })).toMatchObject([{ field: 'cidr' }]);
    expect(check({ ...gcp, cidr: '10.10.200.0/24' })).toMatchObject([
      { sentence: expect.stringContaining('10.10.0.0/16 of the Yugabyte VPC orders-gcp') },
    ]);
    expect(check({ ...gcp, cidr: '64.0.0.0/2' })).toMatchObject([{ field: 'cidr' }]);
  });
});

describe('what is there already', () => {
  const second = awsVpc({
    id: 'yb-vpc-2',
    name: 'billing-vpc',
    regions: [{ region: 'x', cidr: '10.1.0.128/25' }],
  });
  const third = awsVpc({ id: 'yb-vpc-3', name: 'crm-vpc', regions: [{ region: 'x', cidr: '10.0.7.0/24' }] });
  const vpcs = [awsVpc(), second, third];

  test.each([
    ['PENDING', 'it is Pending'],
    ['ACTIVE', 'it is Active'],
    ['EXPIRED', 'terminate it first'],
    ['FAILED', 'terminate it first'],
    ['DELETING', 'wait until it is gone'],
    ['HIBERNATING', 'it is HIBERNATING'],
  ])('the same peering, %s', (state, words) => {
    expect(check({ ...aws, name: 'again' }, observed({ peerings: [awsPeering({ state })] }))).toEqual([
      { field: 'externalVpcId', sentence: expect.stringContaining(words) },
    ]);
  });

  test('the same peering, which is being requested', () => {
    expect(check({ ...aws, name: 'again' }, observed({}), [awsPeering()])).toEqual([
      { field: 'externalVpcId', sentence: expect.stringContaining('being requested') },
    ]);
  });

  test('another Yugabyte VPC with the same addresses, peered to the same application VPC', () => {
    const other = awsPeering({ name: 'billing', state: 'ACTIVE', yugabyteVpcId: 'yb-vpc-2' });
    const problem = {
      field: 'yugabyteVpcId',
      sentence: expect.stringContaining('overlaps the Yugabyte VPC billing-vpc, to which billing peers'),
    };
    expect(check(aws, observed({ vpcs, peerings: [other] }))).toEqual([problem]);
    expect(check(aws, observed({ vpcs }), [other])).toEqual([problem]);
    expect(check(aws, observed({ vpcs, peerings: [{ ...other, state: 'EXPIRED' }] }))).toEqual([]);
    const elsewhere = { ...other.application, externalVpcId: 'vpc-00000000' };
    expect(check(aws, observed({ vpcs, peerings: [{ ...other, application: elsewhere }] }))).toEqual([]);
  });

  test('a network that lies behind another peering of the application VPC', () => {
    const other = awsPeering({ name: 'crm', state: 'ACTIVE', yugabyteVpcId: 'yb-vpc-3' });
    expect(check(aws, observed({ vpcs, peerings: [other] }))).toEqual([
      {
        field: 'cidr',
        sentence: expect.stringContaining('overlaps 10.0.7.0/24 of the Yugabyte VPC crm-vpc'),
      },
    ]);
    expect(check(aws, observed({ vpcs, peerings: [{ ...other, state: 'FAILED' }] }))).toEqual([]);
  });

  test('GCP peerings are compared by project and network', () => {
    expect(check({ ...gcp, name: 'again' }, observed({ peerings: [gcpPeering()] }))).toMatchObject([
      { field: 'externalVpcId' },
    ]);
    expect(
      check({ ...gcp, name: 'again', externalVpcId: 'other' }, observed({ peerings: [gcpPeering()] })),
    ).toEqual([]);
  });
});

describe('Yugabyte VPC', () => {
  test.each([
    [awsVpc({ provider: 'AZURE' }), 'private service endpoints'],
    [awsVpc({ provider: 'OCI' }), 'only VPCs in AWS and GCP'],
    [awsVpc({ state: 'CREATING' }), 'still being made'],
    [awsVpc({ state: 'FAILED' }), 'only an ACTIVE VPC'],
    [awsVpc({ state: 'NEW_STATE' }), 'is NEW_STATE'],
  ])('cannot be peered', (vpc, words) => {
    expect(check(aws, observed({ vpcs: [vpc] }))).toEqual([
      { field: 'yugabyteVpcId', sentence: expect.stringContaining(words) },
    ]);
    expect(notPeerable(vpc)).toContain(words);
  });

  test('that is not there, or could not be read', () => {
    expect(check(aws, observed({ vpcs: [] }))).toMatchObject([{ field: 'yugabyteVpcId' }]);
    expect(check(aws, { ...observed({}), vpcs: { ok: false, reason: 'No right to read VPCs.' } })).toEqual([
      { field: 'yugabyteVpcId', sentence: 'No right to read VPCs.' },
    ]);
  });
});

test('every suggestion is a value that has no problem any more, and one problem a field is told', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      '10.0.0.5/16',
      'VPC-0A1B2C3D',
      '1111-2222-3333',
      'uswest2',
      'My Project',
      'App_Net',
      'Zürich',
    ),
  );
  const form = fc.record({
    yugabyteVpcId: fc.constantFrom('yb-vpc-1', 'yb-vpc-g'),
    name: text,
    cloudProject: text,
    externalVpcId: text,
    region: text,
    cidr: text,
    allowAccess: fc.boolean(),
  });
  fc.assert(
    fc.property(form, (typed) => {
      const observation = observed({ vpcs: [awsVpc(), gcpVpc()], clusters: [cluster('orders')] });
      const problems = check(typed, observation);
      const fields = problems.map(({ field }) => field);
      expect(new Set(fields).size).toBe(fields.length);
      for (const { field, suggestion, sentence } of problems) {
        expect(sentence).toMatch(/^[A-Z\d"].*[.?]$/s);
        if (suggestion === undefined || field === 'cidr') continue;
        const again = check({ ...typed, [field]: suggestion }, observation);
        expect(again.map((problem) => problem.field)).not.toContain(field);
      }
    }),
    { numRuns: 500 },
  );
});
