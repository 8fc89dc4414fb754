import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled, run } from '../../core/next-step/shell.ts';
import { type Aws, connectionTo, shop, startAws } from './start-aws.ts';

const plugins = process.env.PEERING_TERRAFORM_PLUGINS;
const canRun = plugins !== undefined && isInstalled('terraform');
if (!canRun)
  process.stderr.write(
    'Skipped: terraform against the simulated EC2. It takes terraform, and a folder with the hashicorp/aws plugin in PEERING_TERRAFORM_PLUGINS.\n',
  );

describe.skipIf(!canRun)('the Terraform AWS provider', () => {
  let aws: Aws;
  let folder: string;
  beforeEach(async () => {
    aws = await startAws();
    folder = await mkdtemp(join(tmpdir(), 'terraform-aws-'));
  });
  afterEach(async () => {
    await aws.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('plans, applies and destroys accepter and route', { timeout: 300_000 }, async () => {
    const client = aws.people(shop, 'us-east-1');
    const connection = await connectionTo(client, 'vpc-0a1b2c3d4e5f60002');
    const { routeTables } = aws.region(shop, 'us-east-1');
    const table = (routeTables[0] as { RouteTableId: string }).RouteTableId;
    await writeFile(
      join(folder, 'main.tf'),
      `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region     = "us-east-1"
  access_key = "AKIALOCL${shop}"
  secret_key = "not-real"
  endpoints {
    ec2 = "${aws.endpoint}"
    sts = "${aws.endpoint}"
  }
}
resource "aws_vpc_peering_connection_accepter" "ybm" {
  vpc_peering_connection_id = "${connection}"
  auto_accept               = true
  tags                      = { Name = "orders-checkout" }
}
resource "aws_route" "ybm" {
  route_table_id            = "${table}"
  destination_cidr_block    = "10.60.0.0/24"
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.ybm.id
}
`,
    );
    const config = join(folder, 'terraform.rc');
    await writeFile(config, 'disable_checkpoint = true\n');
    const env = { TF_CLI_CONFIG_FILE: config, AWS_EC2_METADATA_DISABLED: 'true' };
    const terraform = (...args: string[]) => run('terraform', [...args, '-no-color'], { env, cwd: folder });
    const routes = () =>
      (aws.region(shop, 'us-east-1').routeTables as { Routes: object[] }[]).flatMap(({ Routes }) => Routes);

    expect(await terraform('init', `-plugin-dir=${plugins}`)).toMatchObject({ code: 0 });
    const planned = await terraform('plan', '-detailed-exitcode');
    expect(planned).toMatchObject({ code: 2, stdout: expect.stringContaining('2 to add') });
    expect(await terraform('apply', '-auto-approve')).toMatchObject({ code: 0 });
    expect(routes()).toContainEqual(
      expect.objectContaining({ VpcPeeringConnectionId: connection, State: 'active' }),
    );
    // Nothing is left to do.
    expect(await terraform('plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
    await aws.turn(5_000);
    expect(aws.peeringState('orders-checkout')).toBe('ACTIVE');
    expect(await terraform('destroy', '-auto-approve')).toMatchObject({ code: 0 });
    expect(routes()).not.toContainEqual(expect.objectContaining({ VpcPeeringConnectionId: connection }));
  });
});
