// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Terraform that must not fill these in
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completeInAws } from '../../../src/core/next-step/complete-in-aws.ts';
import { hclName, hclString } from '../../../src/core/next-step/hcl.ts';
import { leftovers } from '../../../src/core/next-step/leftovers.ts';
import { mirrorInGcp } from '../../../src/core/next-step/mirror-in-gcp.ts';
import { awsPeering, awsVpc, gcpPeering, gcpVpc, observed } from '../given.ts';
import { isInstalled, run, terraform } from './shell.ts';

const name = 'Shop "EU" ${path.module} %{ if true }';
const ofAws = terraform(
  completeInAws(awsPeering({ name }), {
    ok: true,
    value: awsVpc({
      regions: [
        { region: 'us-west-2', cidr: '10.1.0.0/24' },
        { region: 'us-east-1', cidr: '10.2.0.0/24' },
      ],
    }),
  }),
);
const ofGcp = terraform(mirrorInGcp(gcpPeering({ name }), { ok: true, value: gcpVpc() }));

test('values cannot leave their quotes, and names are identifiers', () => {
  expect(hclString('a"b\\c\n${x}%{y}$${z}')).toBe('"a\\"b\\\\c $${x}%%{y}$$${z}"');
  expect(hclName(name)).toMatch(/^[a-z][a-z0-9_]*$/);
  expect(hclName('...')).toBe('peering');
});

const hasTerraform = isInstalled('terraform');
if (!hasTerraform)
  process.stderr.write('Skipped, because terraform was not found: the HCL is not checked.\n');

describe.skipIf(!hasTerraform)('terraform takes it', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'terraform-'));
    const config = join(folder, 'terraform.rc');
    await writeFile(config, 'disable_checkpoint = true\n');
    env = { TF_CLI_CONFIG_FILE: config };
  });
  afterEach(() => rm(folder, { recursive: true }));

  test.each([
    ['accept in AWS', ofAws],
    ['mirror in GCP', ofGcp],
    ['clean up in AWS', terraform(leftovers(awsPeering({ name }), observed({})))],
    ['clean up in GCP', terraform(leftovers(gcpPeering({ name }), observed({})))],
  ])('%s: valid and in its own format', async (_words, hcl) => {
    const ran = await run('terraform', ['fmt', '-check', '-diff', '-'], { input: hcl, env });
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('odd values stay values', async () => {
    const odd = ['${path.module}', '%{ if true }x%{ endif }', 'a"b', 'back\\slash', '$${x}', 'ünï'];
    await writeFile(
      join(folder, 'main.tf'),
      `output "odd" {\n  value = [${odd.map(hclString).join(', ')}]\n}\n`,
    );
    expect(
      await run('terraform', ['apply', '-auto-approve', '-no-color'], { env, cwd: folder }),
    ).toMatchObject({
      code: 0,
    });
    const { stdout } = await run('terraform', ['output', '-json', 'odd'], { env, cwd: folder });
    expect(JSON.parse(stdout)).toEqual(odd);
  });

  const plugins = process.env.PEERING_TERRAFORM_PLUGINS;
  if (!plugins) {
    process.stderr.write(
      'Skipped: terraform validate. Name a folder with the hashicorp/aws plugin in PEERING_TERRAFORM_PLUGINS.\n',
    );
  }
  test.skipIf(!plugins)('its AWS provider knows every argument', async () => {
    await writeFile(join(folder, 'main.tf'), ofAws);
    const init = await run('terraform', ['init', '-no-color', `-plugin-dir=${plugins}`], {
      env,
      cwd: folder,
    });
    expect(init).toMatchObject({ code: 0 });
    const valid = await run('terraform', ['validate', '-json'], { env, cwd: folder });
    expect(JSON.parse(valid.stdout)).toMatchObject({ valid: true, diagnostics: [] });
  });
});
