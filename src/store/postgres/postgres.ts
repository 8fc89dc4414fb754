import type { Client } from 'pg';
import type { AuditEntry, Clock, Store, Versioned } from '../../core/ports.ts';
import { createBatches } from '../batches.ts';
import { closed } from '../closed.ts';
import { conflict } from '../conflict.ts';
import { checkKey, toJson } from '../plain-json.ts';
import type { StoreLog } from '../store-log.ts';
import { allInWords, type WordedChange } from '../worded-change.ts';
import { inWords } from './in-words.ts';
import { selectAudit } from './select-audit.ts';
import { createSession } from './session.ts';

/** Sends its statements at once, without waiting in between, so that a batch travels to the server in one go. */
type Write = (client: Client) => Promise<PromiseSettledResult<number>>;

interface Row<T> {
  key: string;
  version: number;
  value: T;
}

/**
 * A store in PostgreSQL: documents as jsonb, an audit table that refuses changes, tables made and migrated at the start.
 * One connection holds the lock and writes, up to three read. Changes made in one turn share a transaction.
 * Throws `store-locked`, `store-unwritable`, `store-damaged`, `config`; the URL is in no error.
 */
export async function createPostgresStore(options: {
  url: string;
  clock: Clock;
  log?: StoreLog;
}): Promise<Store> {
  const { url, clock, log } = options;
  // Loaded here, so that a bot on a data file never loads the driver.
  const { default: pg } = await import('pg');
  const connection = {
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
  };
  const session = createSession(() => new pg.Client({ ...connection, pipeline: true }), log);
  await session.client().catch((error) => {
    throw inWords(error);
  });
  const pool = new pg.Pool({ ...connection, max: 3, allowExitOnIdle: true });
  pool.on('error', (error) => {
    log?.warn({ reason: inWords(error).message }, 'A connection to the database was lost');
  });

  const writes = createBatches<Write, number>(async (batch) => {
    try {
      return await inTransaction(await session.client(), batch);
    } catch (error) {
      // Whatever happened, the next write starts on a fresh connection.
      session.drop();
      throw inWords(error);
    }
  });

  let closing: Promise<void> | undefined;

  function mustBeOpen(): void {
    if (closing) throw closed();
  }

  async function write(work: Write): Promise<number> {
    mustBeOpen();
    return writes.add(work);
  }

  async function read<R extends object>(sql: string, values: unknown[]): Promise<R[]> {
    mustBeOpen();
    try {
      return (await pool.query<R>(sql, values)).rows;
    } catch (error) {
      throw inWords(error);
    }
  }

  return {
    async get<T>(key: string) {
      checkKey(key);
      const [row] = await read<Row<T>>(
        'select key, version, value from peering_bot_documents where key = $1',
        [key],
      );
      return row;
    },
    async list<T>(prefix: string): Promise<Versioned<T>[]> {
      const rows = await read<Row<T>>(
        'select key, version, value from peering_bot_documents where starts_with(key, $1)',
        [prefix],
      );
      return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
    },
    async put(key, value, expectedVersion) {
      checkKey(key);
      const json = toJson(value);
      return write((client) => put(client, key, json, expectedVersion));
    },
    async remove(key, expectedVersion) {
      checkKey(key);
      await write((client) => remove(client, key, expectedVersion));
    },
    async commit(changes) {
      mustBeOpen();
      const worded = await allInWords(changes, (json) => json, clock);
      await write((client) => commit(client, worded));
    },
    async appendAudit(entry) {
      const json = toJson(entry);
      await write((client) => append(client, json));
    },
    async readAudit(filter = {}) {
      const { sql, values } = selectAudit(filter);
      return (await read<{ entry: AuditEntry }>(sql, values)).map(({ entry }) => entry);
    },
    async checkWritable() {
      await write(tryToWrite);
    },
    async close() {
      closing ??= (async () => {
        await writes.idle();
        await Promise.all([session.close(), pool.end()]);
      })();
      return closing;
    },
  };
}

/** All or nothing. Every statement is sent before the first answer is awaited. */
async function inTransaction(client: Client, batch: Write[]): Promise<PromiseSettledResult<number>[]> {
  const begun = client.query('begin');
  const outcomes = batch.map((work) => work(client));
  const ended = client.query('commit');
  const [failed] = (await Promise.allSettled([begun, ...outcomes, ended])).filter(
    ({ status }) => status === 'rejected',
  );
  if (failed?.status === 'rejected') throw failed.reason;
  return Promise.all(outcomes);
}

async function put(client: Client, key: string, json: string, expectedVersion: number) {
  const { rows } =
    expectedVersion === 0
      ? await client.query<{ version: number }>(
          `insert into peering_bot_documents (key, version, value) values ($1, 1, $2)
           on conflict do nothing returning version`,
          [key, json],
        )
      : await client.query<{ version: number }>(
          `update peering_bot_documents set version = version + 1, value = $2
            where key = $1 and version = $3 returning version`,
          [key, json, expectedVersion],
        );
  return rows[0] ? fulfilled(rows[0].version) : refused(key, expectedVersion);
}

async function remove(client: Client, key: string, expectedVersion: number) {
  if (expectedVersion === 0) {
    const { rowCount } = await client.query('select from peering_bot_documents where key = $1', [key]);
    return rowCount === 0 ? fulfilled(0) : refused(key, expectedVersion);
  }
  const { rowCount } = await client.query(
    'delete from peering_bot_documents where key = $1 and version = $2',
    [key, expectedVersion],
  );
  return rowCount === 0 ? refused(key, expectedVersion) : fulfilled(0);
}

/**
 * One statement, so that it is all or nothing although the transaction is shared: nobody else writes meanwhile. The values
 * travel as lines of one text, since the driver takes long to write a list of them; JSON has no line ends.
 */
async function commit(client: Client, changes: WordedChange<string>[]) {
  const { rows } = await client.query<{ key: string; expected: number }>(
    `with change as (
       select key, expected, value::jsonb
         from unnest($1::text[], $2::integer[], string_to_array($3, E'\\n', '')) as change (key, expected, value)
     ), stale as (
       select change.key, expected from change left join peering_bot_documents document using (key)
        where coalesce(document.version, 0) <> expected
        limit 1
     ), put as (
       insert into peering_bot_documents (key, version, value)
       select key, expected + 1, value from change where value is not null and not exists (table stale)
       on conflict (key) do update set version = excluded.version, value = excluded.value
     ), gone as (
       delete from peering_bot_documents document using change
        where document.key = change.key and change.value is null and not exists (table stale)
     )
     table stale`,
    [
      changes.map(({ key }) => key),
      changes.map(({ expectedVersion }) => expectedVersion),
      changes.map(({ json }) => json ?? '').join('\n'),
    ],
  );
  return rows[0] ? refused(rows[0].key, rows[0].expected) : fulfilled(0);
}

async function append(client: Client, json: string) {
  await client.query(
    `insert into peering_bot_audit (at, peering_name, peering_id, entry)
     select (entry->>'at')::double precision, entry->>'peeringName', entry->>'peeringId', entry
       from (select $1::jsonb as entry) as new`,
    [json],
  );
  return fulfilled(0);
}

/** A real insert, taken back: a missing right, a read-only database and a lost lock all show. */
async function tryToWrite(client: Client) {
  await Promise.all([
    client.query('savepoint peering_bot_probe'),
    client.query(
      `insert into peering_bot_documents (key, version, value) values ('peering-bot:probe', 1, 'null')`,
    ),
    client.query('rollback to savepoint peering_bot_probe'),
  ]);
  return fulfilled(0);
}

const fulfilled = (value: number): PromiseSettledResult<number> => ({ status: 'fulfilled', value });

const refused = (key: string, expectedVersion: number): PromiseSettledResult<number> => ({
  status: 'rejected',
  reason: conflict(key, expectedVersion),
});
