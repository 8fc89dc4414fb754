import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Checked } from '../../src/core/checked.ts';
import { createWorld, type World } from '../../src/sandbox/world.ts';
import { createLowdbStore } from '../../src/store/lowdb.ts';
import { bundleProgram } from '../bundle-program.ts';
import { frozenClock } from '../frozen-clock.ts';
import { withoutClouds } from '../journeys/without-clouds.ts';
import { DAY, keyThatSays } from './given.ts';

let world: World;
let programs: string;
let script: string;
let folder: string;
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'peering-doctor-cli-'));
  [world, script] = await Promise.all([createWorld({ port: 0 }), bundleProgram('src/cli/main.ts', programs)]);
});
afterAll(async () => {
  await world.stop();
  await rm(programs, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-doctor-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await world.reset();
});

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `npm run doctor`, in an empty folder, so that no .env of the developer is read. */
function run(args: string[], environment: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, 'doctor', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment },
    });
    const seen = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      seen.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      seen.stderr += chunk;
    });
    child.on('close', (code) => resolve({ code, ...seen }));
  });
}

const inWorld = (more: Record<string, string> = {}): Record<string, string> => ({
  ...world.environment(),
  ...withoutClouds,
  PEERING_DATA_FILE: join(folder, 'data', 'bot.json'),
  ...more,
});

/** Runs it with --json; checks by name. */
async function examine(more: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run(['--json'], inWorld(more));
  expect(stderr).toBe('');
  const checks: Checked[] = JSON.parse(stdout);
  return {
    code,
    of: (check: string) => checks.find((one) => one.check === check),
    problems: checks.flatMap(({ check, status }) => (status === 'problem' ? [check] : [])),
    checks,
  };
}

const control = async (path: string, body: unknown) => {
  const answer = await fetch(`${world.addresses.slack}/sandbox/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
};

test('all is well: 0, every line says so, and neither Slack nor Yugabyte is changed', async () => {
  const { code, stdout, stderr } = await run([], inWorld({ PEERING_PROTECTED: 'prod-*' }));
  expect(stderr).toBe('');
  expect(stdout).toMatch(/No problems; 1\d ok, 2 not checkable\./);
  expect(stdout).toContain('ok             Channel: The bot is in the channel C0PEERINGS');
  expect(code).toBe(0);
  expect(world.effects()).toEqual({});
  expect(world.state().slack.messages).toEqual([]);
});

test('the same for machines: an array of {check, status, sentence, mend}', async () => {
  const { code, checks, of } = await examine();
  expect(code).toBe(0);
  for (const check of checks) {
    expect(Object.keys(check)).toEqual(['check', 'status', 'sentence', 'mend']);
    expect(['ok', 'problem', 'not checkable']).toContain(check.status);
  }
  expect(of('Slack scopes')).toMatchObject({ status: 'ok', mend: null });
});

test('over Socket Mode the app-level token is tried', async () => {
  const { code, stdout } = await run([], {
    ...world.environment('socket'),
    ...withoutClouds,
    PEERING_DATA_FILE: join(folder, 'bot.json'),
  });
  expect(stdout).toContain('ok             Socket Mode');
  expect(code).toBe(0);
});

describe('one thing broken: 1, and the sentence', () => {
  test('a scope that was not granted', async () => {
    await control('slack/scopes', {
      granted: ['commands', 'chat:write', 'users:read', 'channels:history', 'groups:history'],
    });
    const { code, of } = await examine();
    expect(code).toBe(1);
    expect(of('Slack scopes')?.sentence).toContain('usergroups:read (operators and approvers');
    expect(of('User groups')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('lacks a permission'),
    });
  });

  test.each(['remove-bot', 'archive'])('the channel: %s', async (what) => {
    await control('slack/channel', { channel: 'db-peerings', do: what });
    const { code, of, problems } = await examine();
    expect(code).toBe(1);
    expect(problems).toEqual(['Channel']);
    expect(of('Channel')).toMatchObject({
      sentence: 'The bot is not in the channel C0PEERINGS, or the channel is archived.',
      mend: expect.stringContaining('/invite'),
    });
  });

  test('a channel that does not exist', async () => {
    const { code, of } = await examine({ PEERING_CHANNEL: 'C0NOWHERE' });
    expect(code).toBe(1);
    expect(of('Channel')?.sentence).toContain('knows no channel C0NOWHERE');
  });

  test('a user group and people that do not exist, and people who may not', async () => {
    const { code, of, problems } = await examine({
      PEERING_OPERATORS: 'U0OPERATOR,S0GONE,U0NOBODY',
      PEERING_APPROVERS: 'U0GUEST,U0PEERBOT',
    });
    expect(code).toBe(1);
    expect(problems).toEqual(['User groups', 'People']);
    expect(of('User groups')?.sentence).toContain('S0GONE (PEERING_OPERATORS) does not exist');
    expect(of('People')?.sentence).toMatch(
      /U0NOBODY.*nobody.*U0GUEST.*Gus Guest: is a guest.*U0PEERBOT.*bot/,
    );
  });

  test('nobody could ever approve', async () => {
    const { code, of } = await examine({
      PEERING_PROTECTED: 'prod-*',
      PEERING_OPERATORS: 'U0OPERATOR',
      PEERING_APPROVERS: 'S0PLATFORM',
    });
    expect(code).toBe(1);
    expect(of('Who can act')?.sentence).toMatch(/^Nobody could ever approve/);
  });

  test('a token that is no longer accepted', async () => {
    const { code, of, problems } = await examine({ SLACK_BOT_TOKEN: 'xoxb-revoked-token' });
    expect(code).toBe(1);
    expect(problems).toEqual(['Slack token']);
    expect(of('Channel')?.status).toBe('not checkable');
  });

  test('a key that Yugabyte refuses', async () => {
    await control('faults', {
      target: 'yugabyte',
      kind: 'status',
      status: 401,
      times: 'always',
      match: { path: '/account' },
    });
    const { code, of, problems } = await examine();
    expect(code).toBe(1);
    expect(problems).toEqual(['Yugabyte key']);
    expect(of('Yugabyte key')?.sentence).toContain('the Yugabyte API key has expired');
    expect(of('Yugabyte key')?.mend).toContain('YBM_APIKEY');
  });

  test('a host out of reach', async () => {
    const { code, of, problems } = await examine({ YBM_HOST: 'http://127.0.0.1:1' });
    expect(code).toBe(1);
    expect(problems).toEqual(['Yugabyte host']);
    expect(of('Yugabyte host')?.sentence).toMatch(/127\.0\.0\.1:1/);
  });

  test('a key that is about to expire, which is shown nowhere', async () => {
    const key = keyThatSays({ exp: (world.clock.now() + 3.5 * DAY) / 1000 });
    const { code, stdout } = await run([], inWorld({ YBM_APIKEY: key }));
    expect(code).toBe(1);
    expect(stdout).toMatch(/PROBLEM {8}Yugabyte key expiry: .* in 3 days\.\n +To mend it: Make a new key/);
    expect(stdout).not.toContain(key);
  });

  test('a right in AWS that is missing: its name, where, and the manifest that has it', async () => {
    const acting = { PEERING_AWS_MODE: 'act' };
    expect((await examine(acting)).of('AWS rights')?.sentence).toMatch(
      /^The bot may read and act in AWS account 111122223333, us-east-1, .*Not to be told beforehand: ec2:ModifyVpcAttribute\.$/,
    );
    const deny = (action: string) =>
      control('world', { cloud: 'aws', do: 'deny', account: '444455556666', action });
    await deny('ec2:CreateRoute');
    const { code, of, problems } = await examine(acting);
    expect(code).toBe(1);
    expect(problems).toEqual(['AWS rights']);
    expect(of('AWS rights')).toMatchObject({
      sentence: expect.stringMatching(/Missing in AWS account 444455556666, eu-west-1: ec2:CreateRoute/),
      mend: 'Add them as manifests/aws-iam-act.json has them, or set PEERING_AWS_MODE=advise.',
    });
    expect(of('AWS rights')?.sentence).not.toContain('111122223333');
    // One who only advises needs no right to act.
    expect((await examine({ PEERING_AWS_MODE: 'advise' })).code).toBe(0);
    await deny('sts:AssumeRole');
    expect((await examine({ PEERING_AWS_MODE: 'advise' })).of('AWS rights')?.sentence).toContain(
      'sts:AssumeRole',
    );
    expect(world.effects()).toEqual({});
  });

  test('a data file that is none', async () => {
    const { code, of } = await examine({ PEERING_DATA_FILE: folder });
    expect(code).toBe(1);
    expect(of('Data file')?.sentence).toContain('there is a folder of that name');
  });
});

test('beside a running bot: the data file is in use, which is as it should be', async () => {
  const file = join(folder, 'bot.json');
  const bot = await createLowdbStore({ file, clock: frozenClock });
  await bot.put('tick:last', { at: world.clock.now() - 60_000 }, 0);
  const { code, of } = await examine({ PEERING_DATA_FILE: file });
  expect(code).toBe(0);
  expect(of('Data file')?.sentence).toContain(`in use by process ${process.pid}`);
  expect(of('Last tick')?.sentence).toMatch(/^The last tick was (1 minute|\d\d seconds)/);
  await bot.checkWritable();
  await bot.close();
});

test('wrong settings are problems like any other', async () => {
  const { code, problems, of } = await examine({ PORT: 'http', PEERING_CHECK_CRON: 'hourly' });
  expect(code).toBe(1);
  expect(problems).toEqual(['Setting PEERING_CHECK_CRON', 'Setting PORT']);
  expect(of('Setting PORT')).toMatchObject({
    sentence: 'Found "http"; it must be a port from 0 to 65535.',
    mend: expect.stringContaining('PORT=3000'),
  });
});

test('no secret is in anything that is printed', async () => {
  const settings = inWorld({ SLACK_APP_TOKEN: 'xapp-wrong-not-a-real-token' });
  for (const args of [[], ['--json']]) {
    const { code, stdout, stderr } = await run(args, settings);
    expect(code).toBe(1);
    for (const key of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'YBM_APIKEY'] as const)
      expect(stdout + stderr).not.toContain(settings[key] ?? 'unset');
  }
});

test('--help and wrong words', async () => {
  const help = await run(['--help'], {});
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('Exit codes');
  const wrong = await run(['--jsn'], {});
  expect(wrong.code).toBe(64);
  expect(wrong.stderr).toContain('There is no option "--jsn".');
});
