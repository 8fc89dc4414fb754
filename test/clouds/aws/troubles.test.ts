import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AwsNetworkOptions } from '../../../src/clouds/aws/aws-network.ts';
import { kindOf } from '../../../src/clouds/aws/kind-of.ts';
import type { AwsFacts } from '../../../src/core/cloud/aws-facts.ts';
import { connect } from './connect.ts';
import {
  type Ec2,
  error,
  hang,
  html,
  json,
  OWN_ACCOUNT,
  reset,
  startEc2,
  stsError,
  type Trouble,
} from './ec2.ts';
import * as rows from './rows.ts';

const { ends, account, region, vpcId } = rows;
const where = `AWS account ${account}, ${region}`;
const role = `arn:aws:iam::${account}:role/peering-bot`;

let ec2: Ec2;
beforeEach(async () => {
  ec2 = await startEc2();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ec2.stop();
});

async function look(options: Parameters<typeof connect>[1] = {}): Promise<AwsFacts> {
  const aws = connect(ec2.url, options);
  try {
    const [facts] = await aws.look([ends]);
    if (!facts) throw new Error('nothing was seen');
    return facts;
  } finally {
    aws.stop();
  }
}

const PARTS = [
  'connection',
  'vpc',
  'dns',
  'subnets',
  'routeTables',
  'networkAcls',
  'securityGroups',
  'connections',
] as const;

/** Nothing could be seen, for one reason. */
function expectUnseen(facts: AwsFacts, unseen: object) {
  for (const part of PARTS) expect(facts[part]).toEqual({ ok: false, ...unseen });
}

/** So short that nobody waits for what never comes. */
const SHORT = { deadlines: { lookMs: 500, sweepMs: 500, changeMs: 500 } };
/** The SDK's own limit of one request, well before the deadline. */
const HASTY = { timeouts: { connectMs: 300, requestMs: 60 } };

const EC2: { name: string; trouble: Trouble; unseen: object; options?: Partial<AwsNetworkOptions> }[] = [
  {
    name: 'an expired token',
    trouble: error(400, 'ExpiredToken'),
    unseen: { why: 'expired-credentials', reason: "the bot's AWS credentials have expired." },
  },
  {
    name: 'an expired request',
    trouble: error(400, 'RequestExpired'),
    unseen: { why: 'expired-credentials', reason: "the bot's AWS credentials have expired." },
  },
  {
    name: 'keys that AWS does not know',
    trouble: error(401, 'AuthFailure'),
    unseen: {
      why: 'no-credentials',
      reason: `AWS does not accept the bot's credentials in ${region}. A region that is not switched on answers so, too.`,
    },
  },
  {
    name: 'a region that is not switched on',
    trouble: error(400, 'OptInRequired'),
    unseen: { why: 'not-enabled', reason: `region ${region} is not switched on in AWS account ${account}.` },
  },
  {
    name: 'throttling without end',
    trouble: error(503, 'RequestLimitExceeded'),
    unseen: { why: 'unreachable', reason: `${where} has had too many calls; the bot waits.` },
  },
  {
    name: 'a fault of its own, without end',
    trouble: error(500, 'InternalError'),
    unseen: { why: 'unreachable', reason: `${where} has a fault of its own.` },
  },
  {
    name: 'a web page with 502',
    trouble: html(502),
    unseen: { why: 'unreachable', reason: `${where} has a fault of its own.` },
  },
  {
    name: 'a web page with 200',
    trouble: html(200),
    unseen: { why: 'unreachable', reason: `${where} gave an answer that the bot does not understand.` },
  },
  {
    name: 'JSON with 200',
    trouble: json,
    unseen: { why: 'unreachable', reason: `${where} gave an answer that the bot does not understand.` },
  },
  {
    name: 'a code that nobody knows',
    trouble: error(400, 'SomethingNew'),
    unseen: { why: 'unreachable', reason: `${where} refused the call with SomethingNew.` },
  },
  {
    name: 'a web page with 407',
    trouble: html(407),
    unseen: { why: 'unreachable', reason: `${where} refused the call with HTTP 407.` },
  },
  {
    name: 'connections that break',
    trouble: reset,
    unseen: { why: 'unreachable', reason: `${where} could not be reached.` },
  },
  {
    name: 'no answer, until the deadline',
    trouble: hang,
    unseen: { why: 'unreachable', reason: `${where} did not answer in time.` },
    options: SHORT,
  },
  {
    name: 'no answer, until the request is given up',
    trouble: hang,
    unseen: { why: 'unreachable', reason: `${where} did not answer in time.` },
    options: HASTY,
  },
];

describe('EC2', () => {
  test.each(EC2)('$name', async ({ trouble, unseen, options }) => {
    for (const action of Object.keys(ec2.answers)) {
      if (action.startsWith('Describe')) ec2.trouble(action, trouble);
    }
    const facts = await look(options);
    expectUnseen(facts, unseen);
    expect(JSON.stringify(facts)).not.toContain('words of the vendor');
  });

  test('a dead port', async () => {
    const dead = await startEc2();
    await dead.stop();
    expectUnseen(await look({ ec2Endpoint: dead.url }), {
      why: 'unreachable',
      reason: `${where} could not be reached.`,
    });
  });

  // By its error: to look a name up would be to send something to somebody.
  test.each(['ENOTFOUND', 'EAI_AGAIN'])('an endpoint whose name is not known: %s', (code) => {
    expect(kindOf(Object.assign(new Error(`getaddrinfo ${code} nobody.invalid`), { code }))).toBe(
      'unreachable',
    );
  });

  test.each([
    ['DescribeVpcPeeringConnections', ['connection', 'connections']],
    ['DescribeVpcs', ['vpc']],
    ['DescribeVpcAttribute', ['dns']],
    ['DescribeSubnets', ['subnets']],
    ['DescribeRouteTables', ['routeTables']],
    ['DescribeNetworkAcls', ['networkAcls']],
    ['DescribeSecurityGroups', ['securityGroups']],
  ])('%s denied takes nothing else down', async (action, parts) => {
    ec2.trouble(
      action,
      error(403, 'UnauthorizedOperation', 'Encoded authorization failure message: SECRETBLOB-of-the-vendor'),
    );
    const facts = await look();
    for (const part of PARTS) {
      if (!parts.includes(part)) expect(facts[part].ok).toBe(true);
      else {
        expect(facts[part]).toEqual({
          ok: false,
          why: 'denied',
          reason: `the bot may not use ec2:${action} in ${where}.`,
          missing: `ec2:${action}`,
          who: role,
        });
      }
    }
  });

  test('one fault and one throttling in between are got over', async () => {
    ec2.trouble('DescribeVpcs', error(503, 'RequestLimitExceeded'), 1);
    ec2.trouble('DescribeSubnets', error(500, 'InternalError'), 1);
    const facts = await look();
    for (const part of PARTS) expect(facts[part].ok).toBe(true);
  });

  test('a dead endpoint of one account leaves the other ones as they are', async () => {
    ec2.answers.AssumeRole = ((answer) => (call) => {
      if (call.params.RoleArn?.includes(account)) return 'ERROR AccessDenied';
      return typeof answer === 'string' ? answer : (answer?.(call) ?? '');
    })(ec2.answers.AssumeRole);
    const aws = connect(ec2.url);
    const [mine, theirs] = await aws.look([ends, { ...ends, account: '222233334444' }]);
    aws.stop();
    expect(mine?.vpc.ok).toBe(false);
    expect(theirs?.vpc.ok).toBe(true);
  });

  test('a VPC without DNS settings, as there is none, is told as such', async () => {
    ec2.trouble('DescribeVpcAttribute', error(400, 'InvalidVpcID.NotFound'));
    const facts = await look();
    expect(facts.vpc).toEqual({ ok: true, value: undefined });
    expect(facts.dns).toMatchObject({ ok: false, reason: `${where} does not know what was asked about.` });
  });
});

describe('credentials', () => {
  test('a role that may not be assumed', async () => {
    ec2.trouble('AssumeRole', stsError(403, 'AccessDenied'));
    expectUnseen(await look(), {
      why: 'role-denied',
      reason: `AWS does not let the bot assume ${role}.`,
      missing: 'sts:AssumeRole',
      who: role,
    });
    expect(ec2.calls.every(({ service }) => service === 'sts')).toBe(true);
  });

  test.each([
    ['keys that have expired', stsError(403, 'ExpiredToken'), 'expired-credentials'],
    ['keys that STS does not know', stsError(403, 'InvalidClientTokenId'), 'no-credentials'],
  ])('%s', async (_, trouble, why) => {
    ec2.trouble('AssumeRole', trouble);
    expect((await look()).vpc).toMatchObject({ ok: false, why });
  });

  test('STS that never answers ends at the deadline, too', async () => {
    ec2.trouble('AssumeRole', hang);
    const unseen = { why: 'unreachable', reason: `${where} did not answer in time.` };
    expectUnseen(await look(SHORT), unseen);
    ec2.trouble('GetCallerIdentity', hang);
    const aws = connect(ec2.url, { ...SHORT, asItself: true });
    expect((await aws.lookAtVpc({ account, region, vpcId })).vpc).toEqual({ ok: false, ...unseen });
    aws.stop();
  });

  test('STS that is dead', async () => {
    const dead = await startEc2();
    await dead.stop();
    expectUnseen(await look({ stsEndpoint: dead.url }), {
      why: 'unreachable',
      reason: `${where} could not be reached.`,
    });
  });

  test('none at all', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const unseen = { why: 'no-credentials', reason: 'the bot has no AWS credentials.' };
    expectUnseen(await look(), unseen);
    expectUnseen(await look({ asItself: true }), unseen);
    expect(ec2.calls).toEqual([]);
  });

  test('without a role the bot sees its own account, whose it is is asked once, and it is told who lacks what', async () => {
    ec2.trouble('DescribeSubnets', error(403, 'UnauthorizedOperation'));
    const aws = connect(ec2.url, { asItself: true });
    const own = { ...ends, account: OWN_ACCOUNT };
    const [first] = await aws.look([own, { ...own, region: 'eu-west-1' }]);
    await aws.look([own]);
    aws.stop();
    expect(first?.vpc.ok).toBe(true);
    expect(first?.subnets).toMatchObject({
      missing: 'ec2:DescribeSubnets',
      who: `arn:aws:sts::${OWN_ACCOUNT}:assumed-role/bot-host/i-1`,
    });
    expect(ec2.count('GetCallerIdentity')).toBe(1);
    expect(ec2.count('AssumeRole')).toBe(0);
  });

  test('without a role another account is not looked at with the wrong keys', async () => {
    expectUnseen(await look({ asItself: true }), {
      why: 'role-denied',
      reason: `the bot's own credentials are of AWS account ${OWN_ACCOUNT}; in ${account} it needs a role (PEERING_AWS_ROLE_ARN).`,
      missing: 'sts:AssumeRole',
    });
    expect(ec2.calls.filter(({ service }) => service === 'ec2')).toEqual([]);
  });

  test('a role of one account is not taken for one of another, where everything would look empty', async () => {
    expectUnseen(await look({ roleArn: 'arn:aws:iam::222233334444:role/peering-bot' }), {
      why: 'role-denied',
      reason: `PEERING_AWS_ROLE_ARN names a role of AWS account 222233334444, which shows nothing of ${account}; with {accountId} in it there is one in each account.`,
      missing: 'sts:AssumeRole',
    });
    expect(ec2.calls).toEqual([]);
  });

  test('a role whose token was taken back is assumed anew at the next look', async () => {
    ec2.trouble('DescribeVpcs', error(400, 'ExpiredToken'), 1);
    const aws = connect(ec2.url);
    const place = { account, region, vpcId };
    expect((await aws.lookAtVpc(place)).vpc).toMatchObject({ why: 'expired-credentials' });
    expect((await aws.lookAtVpc(place)).vpc).toMatchObject({ ok: true });
    aws.stop();
    expect(ec2.count('AssumeRole')).toBe(2);
  });
});

test('what the vendor said stays in the log', async () => {
  const logged: object[] = [];
  ec2.trouble('DescribeVpcs', error(403, 'UnauthorizedOperation'));
  await look({ log: { debug: (fields) => logged.push(fields), warn: () => {} } });
  expect(logged).toEqual([
    expect.objectContaining({
      action: 'ec2:DescribeVpcs',
      account,
      region,
      error: expect.objectContaining({ message: 'words of the vendor' }),
    }),
  ]);
});
