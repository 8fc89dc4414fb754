import { spawn } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../src/core/ports.ts';
import { createLowdbStore } from '../../src/store/lowdb.ts';
import { openStore } from '../../src/store/open-store.ts';
import { bundleProgram } from '../bundle-program.ts';
import { frozenClock } from '../frozen-clock.ts';
import { needs } from '../skip.ts';
import { findPostgres, type LocalPostgres, password } from '../store/local-postgres.ts';

const HOUR = 3_600_000;

let programs: string;
let script: string;
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'peering-audit-cli-'));
  script = await bundleProgram('src/cli/main.ts', programs);
});
afterAll(() => rm(programs, { recursive: true }));

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-audit-'));
  file = join(folder, 'data.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs `npm run audit` in the folder, so that no .env of the developer is read. */
function audit(args: string[], environment: Record<string, string> = { PEERING_DATA_FILE: file }) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [script, 'audit', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment },
    });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      out.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      out.stderr += chunk;
    });
    child.on('close', (code) => resolve({ code, ...out }));
  });
}

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: Date.UTC(2026, 0, 5, 12, 0, 7),
  userId: 'U0ANA',
  teamId: 'T0TEAM',
  action: 'create',
  peeringName: 'orders-web',
  planDigest: '0123456789abcdef0123',
  decision: 'allowed',
  outcome: 'started',
  ref: 'ref-1',
  ...more,
});

const refused = entry({
  at: Date.UTC(2026, 0, 5, 12, 30),
  userId: 'U0VIEWER',
  action: 'terminate',
  peeringName: 'Billing',
  decision: 'refused',
  outcome: 'refused',
  detail: 'Only operators and approvers may terminate a peering.',
  ref: 'ref-2',
});
const approved = entry({
  at: Date.UTC(2026, 0, 6),
  approverId: 'U0BEN',
  outcome: 'done',
  peeringId: 'peering-1',
  ref: 'ref-3',
});

const written = (entries: object[]) => entries.map((one) => `${JSON.stringify(one)}\n`).join('');
const write = (entries: object[]) => writeFile(`${file}.audit.jsonl`, written(entries));
const parsed = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('for people', () => {
  test('one line an entry in columns, times in UTC, everything there is', async () => {
    await write([entry(), refused, approved]);
    const { code, stdout, stderr } = await audit([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'TIME (UTC)           WHO       TEAM    WHAT       PEERING     DECISION  OUTCOME  APPROVER  PLAN          REFERENCE  DETAIL',
        '2026-01-05 12:00:07  U0ANA     T0TEAM  create     orders-web  allowed   started  -         0123456789ab  ref-1      -',
        '2026-01-05 12:30:00  U0VIEWER  T0TEAM  terminate  Billing     refused   refused  -         0123456789ab  ref-2      Only operators and approvers may terminate a peering.',
        '2026-01-06 00:00:00  U0ANA     T0TEAM  create     orders-web  allowed   done     U0BEN     0123456789ab  ref-3      -',
        '',
      ].join('\n'),
    );
  });

  test('nothing in a name or a detail reaches the terminal as a command', async () => {
    await write([entry({ peeringName: 'a\u001B[2Jb\u202Ec', detail: 'one\ntwo\u009B31m\u0000\u2028three' })]);
    const { stdout } = await audit([]);
    expect(stdout).toMatch(/ a \[2Jb c .* one two 31m three$/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u202E]/);
    expect(stdout.split('\n')).toHaveLength(3);
  });

  test('says so when nothing matches', async () => {
    await write([entry()]);
    expect(await audit(['--peering', 'nothing'])).toEqual({
      code: 0,
      stdout: 'The audit log holds nothing that matches.\n',
      stderr: '',
    });
  });
});

test('for machines: the entries as they are stored, one JSON object a line', async () => {
  const odd = entry({ detail: '🚇\u2028\n"', peeringName: 'a\u001Bb' });
  await write([entry(), odd, approved]);
  const { code, stdout } = await audit(['--json']);
  expect(code).toBe(0);
  expect(stdout.split('\n')).toHaveLength(4);
  expect(parsed(stdout)).toEqual([entry(), odd, approved]);
});

test('--since takes what is not older, --peering the name in any case, both together', async () => {
  const now = Date.now();
  await write([
    entry({ at: now - 25 * HOUR, ref: 'a' }),
    entry({ at: now - 2 * HOUR, ref: 'b', peeringName: 'Orders-Web' }),
    entry({ at: now - HOUR, ref: 'c', peeringName: 'billing' }),
  ]);
  const refs = async (...args: string[]) =>
    parsed((await audit(['--json', ...args])).stdout)
      .map(({ ref }) => ref)
      .join('');
  expect(await refs('--since', '1d')).toBe('bc');
  expect(await refs('--since=30m')).toBe('');
  expect(await refs('--peering', 'ORDERS-web')).toBe('ab');
  expect(await refs('--since', '24h', '--peering', 'orders-web')).toBe('b');
});

describe('wrong words end with 64 and a sentence', () => {
  test.each([
    [
      ['--since', 'yesterday'],
      '--since must be a duration such as 30m, 26h or 7d, not "yesterday". See --help.',
    ],
    [['--since', '7 days'], '--since must be a duration such as 30m, 26h or 7d, not "7 days". See --help.'],
    [['--since', ''], '--since must be a duration such as 30m, 26h or 7d, not "". See --help.'],
    [['--since'], "Option '--since <value>' argument missing. See --help."],
    [['--sinse', '7d'], "Unknown option '--sinse'. See --help."],
    [['--peering', ' '], '--peering must be the name of a peering. See --help.'],
    [['orders-web'], /^Unexpected argument 'orders-web'.* See --help\.$/],
  ])('%j', async (args, sentence) => {
    await write([entry()]);
    const { code, stdout, stderr } = await audit(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    if (typeof sentence === 'string') expect(stderr).toBe(`${sentence}\n`);
    else expect(stderr.trim()).toMatch(sentence);
  });
});

test('--help explains itself, also without any setting', async () => {
  const { code, stdout } = await audit(['--help'], { DATABASE_URL: 'nonsense' });
  expect(code).toBe(0);
  for (const word of ['--since', '--peering', '--json', 'Exit codes']) expect(stdout).toContain(word);
});

describe('the file', () => {
  test('is read beside the bot that holds its lock, what it appends included', async () => {
    const store = await createLowdbStore({ file, clock: frozenClock });
    await store.appendAudit(entry({ ref: 'one' }));
    await store.appendAudit(entry({ ref: 'two' }));
    const { code, stdout, stderr } = await audit(['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parsed(stdout).map(({ ref }) => ref)).toEqual(['one', 'two']);
    await store.appendAudit(entry({ ref: 'three' }));
    await store.close();
  });

  test('is found where .env says, and through a link', async () => {
    await mkdir(join(folder, 'elsewhere'));
    const there = join(folder, 'elsewhere', 'bot.json');
    await writeFile(there, '');
    await writeFile(`${there}.audit.jsonl`, written([entry()]));
    await symlink(there, join(folder, 'link.json'));
    await writeFile(join(folder, '.env'), 'PEERING_DATA_FILE=link.json\n');
    expect(parsed((await audit(['--json'], {})).stdout)).toEqual([entry()]);
  });

  test('that is missing is said with 66', async () => {
    const { code, stdout, stderr } = await audit(['--json']);
    expect({ code, stdout }).toEqual({ code: 66, stdout: '' });
    expect(stderr).toContain(`There is no audit log in ${file}.audit.jsonl. Check PEERING_DATA_FILE`);
  });

  test('that is a folder is said with 1', async () => {
    await mkdir(`${file}.audit.jsonl`);
    const { code, stderr } = await audit([]);
    expect(code).toBe(1);
    expect(stderr).toContain('could not be read: the system says EISDIR.');
  });

  test('with damaged lines gives the others, names the lines, and ends with 65', async () => {
    const impossible = { ...entry(), at: 1e20 };
    await write([entry({ ref: 'one' })]);
    await appendFile(`${file}.audit.jsonl`, '{"at":1,"act\n\nnull\n');
    await appendFile(`${file}.audit.jsonl`, written([entry({ ref: 'two' }), impossible]));
    const { code, stdout, stderr } = await audit(['--json']);
    expect(code).toBe(65);
    expect(parsed(stdout).map(({ ref }) => ref)).toEqual(['one', 'two']);
    expect(stderr).toContain(`Lines 2, 4 and 6 of ${file}.audit.jsonl cannot be read and are left out`);
  });

  test('whose last line is being written is not damaged', async () => {
    await write([entry()]);
    await appendFile(`${file}.audit.jsonl`, '{"at":17675');
    const { code, stdout, stderr } = await audit(['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parsed(stdout)).toEqual([entry()]);
  });

  test('is printed to its end, however long', async () => {
    await write(Array.from({ length: 20_000 }, (_, n) => entry({ ref: `ref-${n}` })));
    expect(parsed((await audit(['--json'])).stdout)).toHaveLength(20_000);
  });
});

const start = findPostgres();
const found = needs(
  'PostgreSQL',
  start !== undefined,
  'apt-get install postgresql, or set PEERING_TEST_DATABASE_URL to a server where databases may be created',
);

describe('the database', () => {
  test('that is no URL is said with 78, one that does not answer with 1, neither with the password', async () => {
    const wrong = await audit([], { DATABASE_URL: 'mysql://bot:fake-password@127.0.0.1/x' });
    expect(wrong.code).toBe(78);
    expect(wrong.stderr).toMatch(
      /^DATABASE_URL must be a postgres:\/\/ URL; found: a value of \d+ characters/,
    );
    const gone = await audit([], { DATABASE_URL: 'postgres://bot:fake-password@127.0.0.1:1/x' });
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain('The database in DATABASE_URL could not be used: nothing listens');
    expect(`${wrong.stderr}${gone.stderr}`).not.toContain('fake-password');
  });

  describe.runIf(found)('PostgreSQL', () => {
    let server: LocalPostgres;
    beforeAll(async () => {
      if (start) server = await start();
    });
    afterAll(() => server?.stop());

    test('is read beside the bot that holds its lock; one without tables is said with 66', async () => {
      const url = await server.createDatabase();
      const empty = await audit([], { DATABASE_URL: url });
      expect(empty).toMatchObject({ code: 66, stdout: '' });
      expect(empty.stderr).toContain('The database in DATABASE_URL holds no audit log.');

      const store = await openStore({ databaseUrl: url, dataFile: '/nowhere/data.json', clock: frozenClock });
      await store.appendAudit(entry());
      await store.appendAudit(refused);
      const all = await audit(['--json'], { DATABASE_URL: url });
      expect(all).toMatchObject({ code: 0, stderr: '' });
      expect(parsed(all.stdout)).toEqual([entry(), refused]);
      const one = await audit(['--json', '--peering', 'BILLING'], { DATABASE_URL: url });
      expect(parsed(one.stdout)).toEqual([refused]);
      expect(one.stdout).not.toContain(encodeURIComponent(password));
      await store.close();
    });
  });
});
