import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled, run } from '../../core/next-step/shell.ts';
import { needs } from '../../skip.ts';
import { type Aws, shop, startAws } from './start-aws.ts';

const hasCli = needs('the aws command', isInstalled('aws'), 'pip install awscli');

/** A judge that knows nothing of this simulator. */
describe.skipIf(!hasCli)('the aws command', () => {
  let aws: Aws;
  beforeEach(async () => {
    aws = await startAws();
  });
  afterEach(() => aws.stop());

  async function cli(region: string, line: string, key = `AKIALOCL${shop}`) {
    const ran = await run('aws', [...line.split(' '), '--output', 'json'], {
      env: {
        AWS_ENDPOINT_URL_EC2: aws.endpoint,
        AWS_ENDPOINT_URL_STS: aws.endpoint,
        AWS_ACCESS_KEY_ID: key,
        AWS_SECRET_ACCESS_KEY: 'not-real',
        AWS_DEFAULT_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
        AWS_PAGER: '',
      },
    });
    return ran.code === 0 ? JSON.parse(ran.stdout || '{}') : ran.stderr.trim();
  }

  it('completes a peering, looks at it, and cleans up', { timeout: 240_000 }, async () => {
    const region = 'us-east-1';
    const list = 'ec2 describe-vpc-peering-connections';
    const waiting = await cli(region, `${list} --filters Name=status-code,Values=pending-acceptance`);
    const [{ VpcPeeringConnectionId: pcx }] = waiting.VpcPeeringConnections;
    const accept = `ec2 accept-vpc-peering-connection --vpc-peering-connection-id ${pcx}`;
    expect(await cli(region, `${accept} --dry-run`)).toMatch(
      /\(DryRunOperation\).*Request would have succeeded/,
    );
    expect((await cli(region, accept)).VpcPeeringConnection.Status.Code).toBe('provisioning');
    await aws.turn(5_000);
    expect(aws.peeringState('orders-checkout')).toBe('ACTIVE');

    const { RouteTables } = await cli(region, 'ec2 describe-route-tables');
    expect(RouteTables).toEqual(aws.region(shop, region).routeTables);
    const [{ RouteTableId }] = RouteTables;
    const route = `--route-table-id ${RouteTableId} --destination-cidr-block 10.60.0.0/24`;
    const create = `ec2 create-route ${route} --vpc-peering-connection-id ${pcx}`;
    expect(await cli(region, create)).toEqual({ Return: true });
    expect(await cli(region, create)).toMatch(/\(RouteAlreadyExists\)/);

    for (const [command, list] of [
      ['describe-subnets', 'subnets'],
      ['describe-network-acls', 'networkAcls'],
      ['describe-security-groups', 'securityGroups'],
      ['describe-vpc-peering-connections', 'peeringConnections'],
    ] as const) {
      const [rows] = Object.values(await cli(region, `ec2 ${command}`));
      expect(JSON.parse(JSON.stringify(rows).replaceAll('+00:00', '.000Z'))).toEqual(
        JSON.parse(JSON.stringify(aws.region(shop, region)[list])),
      );
    }
    expect(await cli(region, `ec2 delete-route ${route}`)).toEqual({});
    const remove = `ec2 delete-vpc-peering-connection --vpc-peering-connection-id ${pcx}`;
    expect(await cli(region, remove)).toEqual({ Return: true });
    await aws.turn(6_000);
    expect(aws.peeringState('orders-checkout')).toBe('DELETED');
    expect(await cli(region, 'sts get-caller-identity')).toMatchObject({ Account: shop });
  });
});
