import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { Store } from '../../src/core/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { storeContract } from '../contract/store.ts';
import { frozenClock } from '../frozen-clock.ts';
import { needs } from '../skip.ts';
import { findPostgres, type LocalPostgres, password } from './local-postgres.ts';

const start = findPostgres();
const found = needs(
  'PostgreSQL',
  start !== undefined,
  'apt-get install postgresql, or set PEERING_TEST_DATABASE_URL to a server where databases may be created',
);

describe.runIf(found)('PostgreSQL', () => {
  let server: LocalPostgres;
  const stores: Store[] = [];

  beforeAll(async () => {
    if (start) server = await start();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
  });
  afterAll(async () => {
    await server?.stop();
  });

  async function open(url: string, log?: { warn(detail: object, message: string): void }): Promise<Store> {
    const store = await openStore({
      databaseUrl: url,
      dataFile: '/nowhere/data.json',
      clock: frozenClock,
      ...(log && { log }),
    });
    stores.push(store);
    return store;
  }

  async function refusal(url: string): Promise<PeeringBotError> {
    const error = await open(url).catch((reason) => reason);
    expect(error).toBeInstanceOf(PeeringBotError);
    return error;
  }

  storeContract('PostgreSQL', async () => {
    const databaseUrl = await server.createDatabase();
    return {
      open: () => openStore({ databaseUrl, dataFile: '/nowhere/data.json', clock: frozenClock }),
      remove: async () => {},
    };
  });

  it('lets nobody change the audit log', async () => {
    const url = await server.createDatabase();
    const store = await open(url);
    await store.appendAudit({
      at: 1,
      userId: 'U0ANA',
      action: 'create',
      decision: 'allowed',
      outcome: 'done',
      ref: 'r',
    });
    for (const sql of [
      'update peering_bot_audit set at = 2',
      'delete from peering_bot_audit',
      'truncate peering_bot_audit',
    ]) {
      await expect(server.query(url, sql)).rejects.toThrow('append-only');
    }
    expect(await store.readAudit()).toHaveLength(1);
  });

  it('migrates once, and refuses a database of a newer version', async () => {
    const url = await server.createDatabase();
    const first = await open(url);
    await first.put('card:a', { n: 1 }, 0);
    await first.close();
    const second = await open(url);
    expect((await second.get('card:a'))?.value).toEqual({ n: 1 });
    expect(await server.query(url, 'select number from peering_bot_migrations')).toEqual([
      { number: 1 },
      { number: 2 },
    ]);
    await second.close();

    await server.query(url, 'insert into peering_bot_migrations (number) values (99)');
    const error = await refusal(url);
    expect(error.code).toBe('store-damaged');
    expect(error.message).toContain('newer Peering Bot');
  });

  it('takes over at once what a killed process held', async () => {
    const url = await server.createDatabase();
    const holder = fork(new URL('./children/hold-a-database.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, HELD_URL: url },
    });
    await once(holder, 'message');
    const error = await refusal(url);
    expect(error.code).toBe('store-locked');
    expect(error.message).toContain(`process ${holder.pid} `);
    holder.kill('SIGKILL');
    const store = await open(url);
    expect((await store.get('held:a'))?.value).toEqual({ by: holder.pid });
  });

  it('goes on after the server was restarted, and says what was in between', async () => {
    if (!server.restart) return;
    const url = await server.createDatabase();
    const said: string[] = [];
    const store = await open(url, { warn: (_, message) => said.push(message) });
    await store.put('card:a', { n: 1 }, 0);
    await server.restart();
    // The first attempt may meet the dead connection; none may crash the process, none may do harm.
    await store.put('card:a', { n: 2 }, 1).catch((error) => expect(error.code).toBe('store-unwritable'));
    const after = await store.get('card:a').catch(() => store.get('card:a'));
    expect(await store.put('card:a', { n: 3 }, after?.version ?? 0)).toBe((after?.version ?? 0) + 1);
    expect(said).toContain('The connection to the database was lost');
  });

  it('writes nothing any more once another process took the lock', async () => {
    const url = await server.createDatabase();
    const first = await open(url);
    await first.put('card:a', { by: 'first' }, 0);
    // Cut off by the network, while another one starts.
    await server.query(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'peering-bot %'",
    );
    const second = await open(url);
    const error = await first.put('card:a', { by: 'first again' }, 1).catch((reason) => reason);
    expect(error.code).toMatch(/store-locked|store-unwritable/);
    const again = await first.put('card:a', { by: 'first again' }, 1).catch((reason) => reason);
    expect(again.code).toBe('store-locked');
    expect((await second.get('card:a'))?.value).toEqual({ by: 'first' });
  });

  it('is not locked out by its own lost connection, which the server still takes for alive', async () => {
    const url = new URL(await server.createDatabase());
    const database = { host: url.hostname, port: Number(url.port) };
    const towardsBot = new Set<Socket>();
    const proxy = createServer((bot) => {
      towardsBot.add(bot);
      const beyond = connect(database);
      // Only what is said is passed on, not that one side is gone.
      bot.on('data', (data) => beyond.write(data)).on('error', () => {});
      beyond.on('data', (data) => bot.write(data)).on('error', () => {});
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    url.port = String(typeof address === 'object' ? address?.port : '');

    const store = await open(url.href);
    await store.put('card:a', { n: 1 }, 0);
    for (const bot of towardsBot) bot.destroy();
    await store.put('card:a', { n: 2 }, 1).catch(() => store.put('card:a', { n: 2 }, 1));
    expect((await store.get('card:a'))?.version).toBe(2);
    proxy.close();
  });

  it('commits a batch of 10,000 changes at once', async () => {
    const store = await open(await server.createDatabase());
    await Promise.all(Array.from({ length: 10_000 }, (_, n) => store.put(`alert:${n}`, { n, said: 0 }, 0)));
    await Promise.all(Array.from({ length: 10_000 }, (_, n) => store.put(`alert:${n}`, { n, said: 1 }, 1)));
    expect((await store.list('alert:')).every(({ version }) => version === 2)).toBe(true);
  });

  describe('errors', () => {
    it('are sentences that never show the URL or the password', async () => {
      const url = await server.createDatabase();
      const port = new URL(url).port;
      const silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const address = silent.address();
      const changed = (change: (changing: URL) => void) => {
        const changing = new URL(url);
        change(changing);
        return changing.href;
      };
      const cases: [string, RegExp][] = [
        [
          changed((to) => {
            to.password = 'fake-wrong-secret';
          }),
          /refused the user or password/,
        ],
        [
          changed((to) => {
            to.pathname = '/no_such_database';
          }),
          /no database of that name/,
        ],
        [
          changed((to) => {
            to.port = '1';
          }),
          /nothing listens/,
        ],
        [
          changed((to) => {
            to.port = String(typeof address === 'object' ? address?.port : '');
          }),
          /the connection/,
        ],
        [
          changed((to) => {
            to.search = '?sslmode=verify-full';
          }),
          /secure connection/,
        ],
        ['postgres://bot:fake-secret@[not-a-host/x', /not a valid URL/],
      ];
      for (const [wrong, sentence] of cases) {
        const error = await refusal(wrong);
        expect(error.message).toMatch(sentence);
        expect(error.mend).toBeTruthy();
        const everything = `${inspect(error, { depth: 10, showHidden: true })} ${error.means} ${error.mend}`;
        for (const secret of [
          'fake-secret',
          'fake-wrong-secret',
          password,
          encodeURIComponent(password),
          `:${port}/`,
        ]) {
          expect(everything.includes(secret) && secret).toBe(false);
        }
      }
      silent.close();
    });

    it('tell a read-only database', async () => {
      const url = await server.createDatabase();
      await server.query(
        url,
        `alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`,
      );
      expect((await refusal(url)).message).toContain('read-only');
    });

    it('reach checkWritable when documents cannot be written any more', async () => {
      const url = await server.createDatabase();
      const store = await open(url);
      await store.checkWritable();
      await server.query(url, 'alter table peering_bot_documents add column must_be_there text not null');
      const error = await store.checkWritable().catch((reason) => reason);
      expect(error.code).toBe('store-unwritable');
    });
  });
});
