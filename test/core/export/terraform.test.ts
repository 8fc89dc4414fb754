import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportAsCode } from '../../../src/core/export/export-as-code.ts';
import { exportAtAws } from '../../../src/core/export/export-at-aws.ts';
import { connect } from '../../clouds/aws/connect.ts';
import { startEc2 } from '../../sandbox/aws/start-ec2.ts';
import { awsPeering, awsVpc, observed } from '../given.ts';
import { isInstalled, run } from '../next-step/shell.ts';
import { active, type Exported, hcl, hostile, inGcp, pending, unseen, withoutMirror } from './given.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform that must not fill these in
const ODD = 'Shop "EU" ${path.module} %{ if true } \\ 🚇\n}';
const hasTerraform = isInstalled('terraform');
if (!hasTerraform)
  process.stderr.write('Skipped, because terraform was not found: the exported HCL is not checked.\n');
const plugins = process.env.PEERING_TERRAFORM_PLUGINS;
if (!plugins)
  process.stderr.write(
    'Skipped: terraform validate of what is exported. Name a folder with the hashicorp/aws plugin in PEERING_TERRAFORM_PLUGINS.\n',
  );

describe.skipIf(!hasTerraform)('what is exported', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'terraform-export-'));
    const config = join(folder, 'terraform.rc');
    await writeFile(config, 'disable_checkpoint = true\n');
    env = { TF_CLI_CONFIG_FILE: config, AWS_EC2_METADATA_DISABLED: 'true' };
  });
  afterEach(() => rm(folder, { recursive: true }));

  const terraform = (...args: string[]) => run('terraform', [...args, '-no-color'], { env, cwd: folder });

  test.each<[string, Exported]>([
    ['active in AWS', active()],
    ['pending in AWS', pending()],
    ['not seen in AWS', unseen()],
    ['active in GCP', inGcp()],
    ['without a mirror in GCP', withoutMirror()],
    ['odd names in AWS', hostile(ODD, 'AWS')],
    ['odd names in GCP', hostile(ODD, 'GCP')],
  ])('%s: is in the format of terraform fmt', async (_words, { peering, observation }) => {
    const input = hcl(exportAsCode(peering, observation));
    const ran = await run('terraform', ['fmt', '-check', '-diff', '-'], { input, env });
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('odd values are read by Terraform as they are', async () => {
    const values = (['AWS', 'GCP'] as const).flatMap((provider) => {
      const { peering, observation } = hostile(ODD, provider);
      const text = hcl(exportAsCode(peering, observation));
      return [...text.matchAll(/^ +(?:name|vpc_id|project|account_id|allow_list_\w+) += (".*")$/gm)].map(
        ([, value]) => value,
      );
    });
    expect(values.length).toBeGreaterThan(8);
    await writeFile(join(folder, 'main.tf'), `output "odd" {\n  value = [${values.join(', ')}]\n}\n`);
    expect(await terraform('apply', '-auto-approve')).toMatchObject({ code: 0 });
    const { stdout } = await terraform('output', '-json', 'odd');
    // GCP allows few characters in the name of a mirror.
    expect(new Set(JSON.parse(stdout))).toEqual(
      new Set([ODD.replace('\n', ' '), 'shop-eu-path-module-if-true']),
    );
  });

  describe.skipIf(!plugins)('with the AWS provider', () => {
    test('terraform validate takes the AWS part', async () => {
      const all = [
        active({ name: 'active' }),
        pending({ name: 'pending' }),
        unseen({ name: 'not-seen' }),
        active({ name: ODD }),
      ];
      const parts = all.map(({ peering, observation }) => hcl(exportAtAws(peering, observation)));
      await writeFile(join(folder, 'main.tf'), parts.join('\n'));
      expect(await terraform('init', `-plugin-dir=${plugins}`)).toMatchObject({ code: 0 });
      const { stdout } = await run('terraform', ['validate', '-json'], { env, cwd: folder });
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
    });

    test('as read from EC2 it is taken over whole: imported, and nothing to change', async () => {
      const application = {
        account: '111122223333',
        region: 'us-west-2',
        id: 'vpc-0a1b2c3d4e5f60718',
        cidrs: ['10.0.0.0/16'],
        name: 'shop',
      };
      const yugabyte = {
        account: '444455556666',
        region: 'us-west-2',
        id: 'vpc-0123456789abcdef0',
        cidrs: ['10.1.0.0/24'],
      };
      const ec2 = await startEc2([application]);
      const { roleArn, externalId } = ec2;
      const aws = connect(ec2.url, { roleArn, externalId });
      try {
        const connectionId = ec2.request(application, yugabyte);
        const ends = {
          region: application.region,
          account: application.account,
          vpcId: application.id,
          yugabyteAccount: yugabyte.account,
          yugabyteVpcId: yugabyte.id,
          yugabyteNetworks: yugabyte.cidrs,
        };
        const look = async () => {
          const [facts] = await aws.look([ends]);
          if (!facts?.routeTables.ok) throw new Error('nothing was seen');
          return { facts, tables: facts.routeTables.value };
        };
        await aws.apply(ends, { change: 'turn-on-dns', attribute: 'hostnames' });
        await aws.apply(ends, { change: 'accept', connectionId });
        await ec2.turn(5_000);
        for (const { routeTableId } of (await look()).tables) {
          const cidr = yugabyte.cidrs[0] ?? '';
          await aws.apply(ends, { change: 'create-route', routeTableId, cidr, connectionId });
        }
        await aws.apply(ends, { change: 'allow-remote-dns', connectionId });
        const { facts } = await look();
        const peering = awsPeering({ state: 'ACTIVE' });
        const observation = {
          ...observed({ peerings: [peering], vpcs: [awsVpc()] }),
          clouds: new Map([[peering.id, facts]]),
        };
        await writeFile(
          join(folder, 'main.tf'),
          `provider "aws" {
  region     = "${application.region}"
  access_key = "AKIALOCL${application.account}"
  secret_key = "not-real"
  endpoints {
    ec2 = "${ec2.url}"
    sts = "${ec2.url}"
  }
}

${hcl(exportAtAws(peering, observation))}`,
        );
        expect(await terraform('init', `-plugin-dir=${plugins}`)).toMatchObject({ code: 0 });
        const before = ec2.simulator.state();
        const applied = await terraform('apply', '-auto-approve');
        expect(applied).toMatchObject({
          code: 0,
          stdout: expect.stringContaining('3 imported, 0 added, 0 changed, 0 destroyed'),
        });
        expect(ec2.simulator.state()).toEqual(before);
        expect(await terraform('plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
      } finally {
        aws.stop();
        await ec2.stop();
      }
    });
  });
});
