import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CodeExport, exportAsCode } from '../../../src/core/export/export-as-code.ts';
import { awsFacts, connection, denied, lookedAt, PCX, saw } from '../cloud/given.ts';
import { allowList } from '../given.ts';
import { isInstalled, run } from '../next-step/shell.ts';
import {
  active,
  type Exported,
  hcl,
  hostile,
  inGcp,
  mirrorCalled,
  pending,
  shellLines,
  unseen,
  withoutMirror,
} from './given.ts';

const code = ({ peering, observation }: Exported): CodeExport => exportAsCode(peering, observation);

test.each<[string, Exported]>([
  ['aws-active', active()],
  ['aws-pending', pending()],
  ['aws-unseen', unseen()],
  ['gcp-active', inGcp()],
  ['gcp-no-mirror', withoutMirror()],
])('golden: %s', async (name, exported) => {
  const { terraform, commands, notes } = code(exported);
  const parts = [...terraform, ...commands].map(({ title, text }) => `## ${title}\n${text}\n`);
  await expect(`${[...parts, ...notes].join('\n')}\n`).toMatchFileSnapshot(`../../golden/export/${name}.txt`);
});

describe('in AWS', () => {
  test('every id that was seen is filled in: nothing is looked up, nothing is left open', () => {
    for (const exported of [active(), pending()]) {
      const all = hcl(code(exported)) + shellLines(code(exported));
      expect(all).toContain(PCX);
      expect(all).not.toMatch(/\$\{?PCX|data "aws_|<[a-z-]+>/);
    }
  });

  test('what is there is imported; an accepter that still has to accept is not', () => {
    expect(hcl(code(active()))).toContain(`id = "${PCX}"`);
    expect(hcl(code(active()))).not.toContain('auto_accept');
    expect(hcl(code(pending()))).toMatch(/auto_accept +\\?= true/);
    expect(hcl(code(pending()))).not.toContain('import {');
  });

  test('only the routes to this peering', () => {
    const { commands } = code(active());
    const routes = commands
      .flatMap(({ text }) => text.split('\n'))
      .filter((line) => line.includes('create-route'));
    expect(routes.map((line) => /rtb-\w+/.exec(line)?.[0])).toEqual([
      'rtb-0aaaaaaaaaaaaaaa1',
      'rtb-0aaaaaaaaaaaaaaa2',
    ]);
  });

  test.each(['deleted', 'rejected', 'expired', 'failed'])(
    'a connection that is %s cannot be taken over',
    (status) => {
      const { terraform, commands, notes } = code(
        lookedAt(awsFacts({ connection: saw(connection({ status })) })),
      );
      expect(JSON.stringify([terraform, commands])).not.toContain(PCX);
      expect(notes).toContainEqual(
        expect.stringContaining(`${PCX} is ${status} in AWS account 111122223333`),
      );
    },
  );

  test('where a right is missing the code looks the ids up itself, and says so', () => {
    for (const facts of [
      awsFacts({ connection: denied('ec2:DescribeVpcPeeringConnections') }),
      awsFacts({ routeTables: denied('ec2:DescribeRouteTables') }),
    ]) {
      const { notes, terraform } = code(lookedAt(facts));
      expect(notes).toContainEqual(expect.stringMatching(/was not seen, so ids are looked up/));
      expect(hcl({ terraform } as CodeExport)).toContain('data "aws_vpc_peering_connection"');
    }
  });
});

test('in GCP the mirror goes by the name it was given', () => {
  const exported = code(mirrorCalled('made-by-hand'));
  expect(hcl(exported)).toContain('id = "my-project/app-network/made-by-hand"');
  expect(shellLines(exported)).toContain('peerings create made-by-hand ');
});

describe('allow lists', () => {
  test('only those that let the application in, and only on clusters behind the peering', () => {
    const text = hcl(code(active())) + shellLines(code(active()));
    expect(text).toContain('peering-shop');
    expect(text).not.toContain('office');
    expect(text).not.toContain('spare');
    expect(text).not.toContain('elsewhere');
  });

  test('that could not be read: the rest is exported, and why is said', () => {
    const { peering, observation } = active();
    const { notes, terraform } = exportAsCode(peering, {
      ...observation,
      allowLists: { ok: false, reason: 'Yugabyte does not answer.' },
    });
    expect(notes).toContain('The allow lists could not be read: Yugabyte does not answer.');
    expect(terraform.length).toBeGreaterThan(1);
  });

  test('two whose names look alike to Terraform have two addresses', () => {
    const { peering, observation } = active();
    const lists = ['shop-eu', 'shop.eu', 'Shop EU', '生産', '本番'].map((name) =>
      allowList(name, ['10.0.0.0/16'], ['orders']),
    );
    const text = hcl(exportAsCode(peering, { ...observation, allowLists: { ok: true, value: lists } }));
    const made = [...text.matchAll(/resource "ybm_allow_list" "([^"]+)"/g)].map(([, name]) => name);
    const imported = [...text.matchAll(/to = ybm_allow_list\.(\w+)/g)].map(([, name]) => name);
    expect(made).toHaveLength(lists.length);
    expect(new Set(made).size).toBe(lists.length);
    expect(imported).toEqual(made);
  });
});

const HOSTILE = [
  "'; touch pwned; '",
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; "',
  'x\ntouch pwned\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform and the shell that must not fill this in
  '${path.module} %{ if true }',
  '-- --flag',
  'back\\slash\\',
  'ünï 🚇 生産',
  '~root * ? # !! {a,b}',
];
const shells = ['sh', 'bash', 'dash', 'zsh'].filter(isInstalled);

describe('hostile text stays text', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs the lines with programs that only write down, by printf, what they were given. */
  async function given(shell: string, lines: string): Promise<string[][]> {
    const record = (program: string) =>
      `${program}() { { printf '%s\\0' ${program} "$@"; printf '\\n\\0'; } >> calls; }\n`;
    const ran = await run(shell, [], {
      input: `${['ybm', 'aws', 'gcloud'].map(record).join('')}${lines}`,
      cwd: folder,
    });
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    // Nothing else has happened.
    expect(await readdir(folder)).toEqual(['calls']);
    const calls = await readFile(join(folder, 'calls'), 'utf8');
    return calls
      .split('\n\0')
      .slice(0, -1)
      .map((call) => call.split('\0').slice(0, -1));
  }

  describe.each(shells)('in %s', (shell) => {
    test.each(HOSTILE)('%j is one argument', async (text) => {
      const plain = text.replace(/\p{Cc}/gu, ' ');
      const lines = shellLines(code(hostile(text, 'AWS'))) + shellLines(code(hostile(text, 'GCP')));
      const calls = await given(shell, lines);
      const after = (flag: string) =>
        calls.flatMap((call) => (call.includes(flag) ? [call[call.indexOf(flag) + 1]] : []));
      expect(calls.map(([program, ...args]) => `${program} ${args.slice(0, 3).join(' ')}`)).toEqual([
        'ybm vpc peering create',
        'aws ec2 accept-vpc-peering-connection --region',
        'aws ec2 create-route --region',
        'aws ec2 create-route --region',
        'ybm network-allow-list create --ip-addr',
        'ybm cluster network allow-list',
        'ybm vpc peering create',
        'gcloud compute networks peerings',
        'ybm network-allow-list create --ip-addr',
        'ybm cluster network allow-list',
      ]);
      for (const flag of [
        '--name',
        '--description',
        '--cluster-name',
        '--network-allow-list',
        '--yb-vpc-name',
        '--app-vpc-id',
        '--app-vpc-name',
        '--app-vpc-account-id',
        '--app-vpc-project-id',
        '--app-vpc-region',
        '--region',
      ]) {
        const values = after(flag);
        expect(values.length, flag).toBeGreaterThan(0);
        for (const value of values) expect(value, flag).toBe(plain);
      }
      const gcloud = calls.find(([program]) => program === 'gcloud') ?? [];
      for (const flag of ['--project', '--network', '--peer-project', '--peer-network']) {
        expect(gcloud).toContain(`${flag}=${plain}`);
      }
    });
  });

  test('in a name nothing becomes part of a Terraform address', () => {
    for (const text of HOSTILE) {
      for (const provider of ['AWS', 'GCP'] as const) {
        const addresses = hcl(code(hostile(text, provider))).matchAll(
          /^resource "\w+" "(.*)" \{$|^ {2}to = (.*)$/gm,
        );
        for (const [, name, address] of addresses) {
          expect(name ?? address).toMatch(/^(\w+\.)?[a-z][a-z0-9_]*$/);
        }
      }
    }
  });
});
