import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NextStep } from '../../../src/core/chain/link.ts';
import { completeInAws } from '../../../src/core/next-step/complete-in-aws.ts';
import { leftovers } from '../../../src/core/next-step/leftovers.ts';
import { mirrorInGcp } from '../../../src/core/next-step/mirror-in-gcp.ts';
import { requestAgain } from '../../../src/core/next-step/request-again.ts';
import { shellQuote } from '../../../src/core/next-step/shell.ts';
import type { Reading, YugabyteVpc } from '../../../src/core/peering.ts';
import { awsPeering, awsVpc, gcpPeering, gcpVpc, observed } from '../given.ts';
import { isInstalled, lines, run } from './shell.ts';

const NASTY = [
  "'; touch pwned; '",
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; "',
  '\\"$(touch pwned)\\',
  'a b\tc',
  'x\ntouch pwned\n',
  '~root',
  '=ls',
  '!!',
  '* ?',
  '#',
  '{a,b}',
  '`"x"`',
  '',
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quoting-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the lines with programs that only write down what they were given. */
async function argumentsGiven(shell: string, input: string): Promise<string[][]> {
  const record = (program: string, answers: string) => `${program}() {
  { printf '%s\\0' ${program} "$@"; printf '\\n\\0'; } >> calls
  ${answers}
}
`;
  const programs = [
    record(
      'aws',
      'case "$2" in describe-vpc-peering-connections) echo pcx-1 ;; describe-route-tables) echo rtb-1 rtb-2 ;; esac',
    ),
    record('gcloud', 'case "$*" in *--flatten*) echo mirror-1 ;; esac'),
    record('ybm', ':'),
  ].join('');
  const ran = await run(shell, [], { input: `${programs}${input}`, cwd: folder });
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  expect(await readdir(folder)).toEqual(['calls']);
  const calls = await readFile(join(folder, 'calls'), 'utf8');
  return calls
    .split('\n\0')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1));
}

function steps(nasty: string): NextStep[] {
  const aws = awsPeering({
    name: nasty,
    state: 'FAILED',
    yugabyteVpcName: nasty,
    application: {
      provider: 'AWS',
      cloudProject: nasty,
      externalVpcId: nasty,
      region: nasty || 'r',
      cidr: nasty,
    },
  });
  const gcp = gcpPeering({
    name: nasty,
    state: 'FAILED',
    application: { provider: 'GCP', cloudProject: nasty, externalVpcId: nasty, cidr: nasty },
  });
  const ids = { name: nasty, cloudProject: nasty || 'p', externalVpcId: nasty || 'v' };
  const awsSide: Reading<YugabyteVpc> = { ok: true, value: awsVpc(ids) };
  const gcpSide: Reading<YugabyteVpc> = { ok: true, value: gcpVpc(ids) };
  return [
    completeInAws(aws, awsSide),
    leftovers(aws, observed({ vpcs: [awsSide.value] })),
    requestAgain(aws, awsSide),
    mirrorInGcp(gcp, gcpSide),
    leftovers(gcp, observed({ vpcs: [gcpSide.value] })),
    requestAgain(gcp, gcpSide),
  ].filter((step) => step !== undefined);
}

const shells = ['bash', 'dash', 'zsh'].filter(isInstalled);

describe.each(shells)('in %s', (shell) => {
  test.each(NASTY)('%j stays one argument and starts nothing', async (nasty) => {
    const plain = nasty.replace(/\p{Cc}/gu, ' ');
    const calls = await argumentsGiven(shell, steps(nasty).map(lines).join(''));
    expect(calls.length).toBeGreaterThan(15);
    for (const call of calls) {
      for (const flag of ['--region', '--vpc-id', '--app-vpc-id', '--name']) {
        const at = call.indexOf(flag);
        if (at > 0) expect(call[at + 1]).toBe(flag === '--region' ? plain || 'r' : plain);
      }
    }
    const accepts = calls.filter((call) => call.includes('accept-vpc-peering-connection'));
    expect(accepts).toHaveLength(1);
    expect(accepts[0]).toContain('pcx-1');
    const creates = calls.filter((call) => call[0] === 'gcloud' && call.includes('create'));
    expect(creates[0]).toContain(`--peer-network=${plain || 'v'}`);
  });

  test('plain words stay as they are', () => {
    for (const word of ['us-west-2', '10.0.0.0/16', 'Name=vpc-id,Values=vpc-1', 'a.b_c@d+e%f:g']) {
      expect(shellQuote(word)).toBe(word);
    }
  });
});
