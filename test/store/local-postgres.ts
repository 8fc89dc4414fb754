import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../free-port.ts';

const run = promisify(execFile);
const root = process.getuid?.() === 0;

export const password = 'fake-p@ss/word?';

export interface LocalPostgres {
  /** Makes an empty database and gives its URL. */
  createDatabase(): Promise<string>;
  /** As the superuser, on the database of a URL that `createDatabase` gave. */
  query(url: string, sql: string): Promise<unknown[]>;
  /** Only for a server that was started here. */
  restart: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

/** The newest PostgreSQL on this machine (Debian's place, then PATH), or undefined. */
function findBinaries(): string | undefined {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(base, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  const found = folders.find((folder) =>
    ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, name))),
  );
  return found && (!root || canBecomePostgres()) ? found : undefined;
}

/** The server refuses to run as root. */
function canBecomePostgres(): boolean {
  try {
    execFileSync('runuser', ['-u', 'postgres', '--', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `start` is undefined where this machine has no PostgreSQL. */
export function findPostgres(): (() => Promise<LocalPostgres>) | undefined {
  const url = process.env.PEERING_TEST_DATABASE_URL;
  if (url) return async () => useServer(url, { restart: undefined, stop: async () => {} });
  const binaries = findBinaries();
  return binaries ? () => startServer(binaries) : undefined;
}

async function startServer(binaries: string): Promise<LocalPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'peering-postgres-'));
  const data = join(folder, 'data');
  const secret = join(folder, 'password');
  await writeFile(secret, password);
  const port = await freePort();
  if (root) await run('chown', ['-R', 'postgres', folder]);
  await chmod(folder, 0o755);

  const pgCommand = async (name: string, ...args: string[]) => {
    const command = [join(binaries, name), ...args];
    const [file = '', ...rest] = root ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    await run(file, rest, { cwd: folder });
  };
  // Durability is PostgreSQL's own business; without it the tests are quick.
  const settings = `-F -h 127.0.0.1 -p ${port} -k ${folder} -c max_connections=40`;
  const log = join(folder, 'log');
  const ctl = (...args: string[]) =>
    pgCommand('pg_ctl', '-D', data, '-l', log, '-o', settings, '-w', ...args);

  await pgCommand(
    'initdb',
    '-D',
    data,
    '-U',
    'bot',
    '-A',
    'scram-sha-256',
    `--pwfile=${secret}`,
    '-E',
    'UTF8',
    '--locale=C',
  );
  await ctl('start');
  return useServer(`postgres://bot:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`, {
    restart: () => ctl('-m', 'immediate', 'restart'),
    async stop() {
      await ctl('-m', 'immediate', 'stop');
      await rm(folder, { recursive: true, force: true });
    },
  });
}

function useServer(base: string, server: Pick<LocalPostgres, 'restart' | 'stop'>): LocalPostgres {
  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }
  const made: string[] = [];

  return {
    ...server,
    query,
    async createDatabase() {
      const name = `peering_test_${randomUUID().replaceAll('-', '')}`;
      await query(base, `create database ${name} template template0`);
      made.push(name);
      const url = new URL(base);
      url.pathname = `/${name}`;
      return url.href;
    },
    async stop() {
      for (const name of made) await query(base, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}
