import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AwsChange, AwsNetwork } from '../../../src/core/cloud/aws-network.ts';
import { connect } from './connect.ts';
import { type Ec2, error, startEc2, stsError } from './ec2.ts';
import * as rows from './rows.ts';

const { account, region, connectionId, ends, routeTableId, yugabyteCidr: cidr } = rows;
const where = `AWS account ${account}, ${region}`;

let ec2: Ec2;
let aws: AwsNetwork;
beforeEach(async () => {
  ec2 = await startEc2();
  aws = connect(ec2.url);
});
afterEach(async () => {
  aws.stop();
  await ec2.stop();
});

const DRY = error(412, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
const route = { routeTableId, cidr, connectionId };
const rehearsals: [AwsChange, action: string][] = [
  [{ change: 'accept', connectionId }, 'AcceptVpcPeeringConnection'],
  [{ change: 'create-route', ...route }, 'CreateRoute'],
  [{ change: 'replace-route', ...route }, 'ReplaceRoute'],
  [{ change: 'delete-route', ...route }, 'DeleteRoute'],
  [{ change: 'allow-remote-dns', connectionId }, 'ModifyVpcPeeringConnectionOptions'],
  [{ change: 'delete-connection', connectionId }, 'DeleteVpcPeeringConnection'],
];

test.each(rehearsals)('%o is rehearsed with DryRun', async (change, action) => {
  ec2.trouble(action, DRY, 1);
  expect(await aws.rehearse(ends, change)).toEqual({ may: 'yes' });
  ec2.trouble(action, error(403, 'UnauthorizedOperation'), 1);
  expect(await aws.rehearse(ends, change)).toEqual({
    may: 'no',
    reason: `the bot may not use ec2:${action} in ${where}.`,
    missing: `ec2:${action}`,
  });
  ec2.trouble(action, error(400, 'InvalidVpcPeeringConnectionID.NotFound'), 1);
  expect(await aws.rehearse(ends, change)).toEqual({
    may: 'unknown',
    reason: `${where} does not know what was asked about.`,
  });
  ec2.trouble(action, error(400, 'SomethingNew'), 1);
  expect(await aws.rehearse(ends, change)).toMatchObject({ may: 'unknown' });
  expect(ec2.changes().map(({ params }) => params.DryRun)).toEqual(['true', 'true', 'true', 'true']);
});

test('turning on DNS cannot be rehearsed, so nothing is sent', async () => {
  expect(await aws.rehearse(ends, { change: 'turn-on-dns', attribute: 'support' })).toEqual({
    may: 'unknown',
    reason: 'AWS has no way to ask for ec2:ModifyVpcAttribute without doing it.',
  });
  expect(ec2.calls).toEqual([]);
});

test('a role that may not be assumed may nothing', async () => {
  ec2.trouble('AssumeRole', stsError(403, 'AccessDenied'));
  const permit = await aws.rehearse(ends, { change: 'accept', connectionId });
  expect(permit).toMatchObject({ may: 'no', missing: 'sts:AssumeRole' });
  const rights = await aws.examine({ account, region });
  for (const { action, permit } of rights) {
    if (action !== 'ec2:ModifyVpcAttribute')
      expect(permit).toMatchObject({ may: 'no', missing: 'sts:AssumeRole' });
  }
});

const READS = [
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeVpcs',
  'ec2:DescribeVpcAttribute',
  'ec2:DescribeSubnets',
  'ec2:DescribeRouteTables',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeSecurityGroups',
];

test('each right is examined by a call that changes nothing', async () => {
  ec2.trouble('DescribeVpcAttribute', error(400, 'InvalidVpcID.NotFound'));
  ec2.trouble('DescribeSubnets', error(403, 'UnauthorizedOperation'));
  ec2.trouble('DescribeSecurityGroups', error(400, 'SomethingNew'));
  ec2.trouble('AcceptVpcPeeringConnection', DRY);
  ec2.trouble('CreateRoute', error(400, 'InvalidRouteTableID.NotFound'));
  ec2.trouble('ReplaceRoute', error(403, 'UnauthorizedOperation'));
  for (const action of ['DeleteRoute', 'ModifyVpcPeeringConnectionOptions', 'DeleteVpcPeeringConnection'])
    ec2.trouble(action, DRY);
  const rights = await aws.examine({ account, region });
  const verdict = Object.fromEntries(rights.map(({ action, permit }) => [action, permit.may]));
  expect(verdict).toEqual({
    ...Object.fromEntries(READS.map((action) => [action, 'yes'])),
    'ec2:DescribeSubnets': 'no',
    'ec2:DescribeSecurityGroups': 'unknown',
    'ec2:ModifyVpcAttribute': 'unknown',
    'ec2:AcceptVpcPeeringConnection': 'yes',
    'ec2:CreateRoute': 'yes',
    'ec2:ReplaceRoute': 'no',
    'ec2:DeleteRoute': 'yes',
    'ec2:ModifyVpcPeeringConnectionOptions': 'yes',
    'ec2:DeleteVpcPeeringConnection': 'yes',
  });
  expect(rights.find(({ action }) => action === 'ec2:ReplaceRoute')?.permit).toEqual({
    may: 'no',
    reason: `the bot may not use ec2:ReplaceRoute in ${where}. It was asked about a made-up id: a policy that names VPCs may refuse only that.`,
    missing: 'ec2:ReplaceRoute',
  });
  for (const { params } of ec2.changes()) expect(params.DryRun).toBe('true');
});

test('a bot that only advises is asked for reading only', async () => {
  const adviser = connect(ec2.url, { mode: 'advise' });
  const rights = await adviser.examine({ account, region });
  adviser.stop();
  expect(rights.map(({ action }) => action)).toEqual(READS);
});
