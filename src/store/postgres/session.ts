import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { PeeringBotError } from '../../core/errors.ts';
import type { StoreLog } from '../store-log.ts';
import { inWords } from './in-words.ts';
import { migrate } from './migrate.ts';

/** Any number, as long as every Peering Bot takes the same one. */
const lockKey = 7_337_464_673;

/**
 * The one connection that holds the database's advisory lock. Everything is written through it: whoever can write
 * therefore holds the lock, and a process that lost its connection writes nothing behind the back of the next one.
 * (The lock belongs to the session, so a pooler between must not share sessions: PgBouncer in transaction mode does.)
 */
export interface Session {
  /** Connects and takes the lock where that is not so any more. Throws `store-locked`, `store-unwritable`, … */
  client(): Promise<Client>;
  /** Gives the connection up after an error that leaves it in an unknown state. */
  drop(): void;
  close(): Promise<void>;
}

export function createSession(makeClient: () => Client, log?: StoreLog): Session {
  const name = `peering-bot ${process.pid}@${hostname().slice(0, 30)} ${randomUUID().slice(0, 8)}`;
  let current: Client | undefined;

  async function connect(): Promise<Client> {
    const client = makeClient();
    client.on('error', (error) => {
      log?.warn({ reason: inWords(error).message }, 'The connection to the database was lost');
      forget(client);
    });
    client.on('end', () => forget(client));
    try {
      await client.connect();
      // The server finds out in half a minute that this machine is gone, and frees the lock.
      await client.query(
        `select set_config('application_name', $1, false), set_config('tcp_keepalives_idle', '15', false),
                set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`,
        [name],
      );
      await lock(client, name);
      await migrate(client);
    } catch (error) {
      client.end().catch(() => {});
      throw error;
    }
    return client;
  }

  function forget(client: Client): void {
    if (current === client) current = undefined;
  }

  return {
    async client() {
      current ??= await connect();
      return current;
    },
    drop() {
      current?.end().catch(() => {});
      current = undefined;
    },
    async close() {
      const client = current;
      current = undefined;
      await client?.end();
    },
  };
}

async function lock(client: Client, name: string): Promise<void> {
  // A second for one that was just killed: the server frees its lock when it sees the connection end.
  for (let patience = 5; ; patience -= 1) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [lockKey]);
    if (rows[0]?.locked) return;
    const holder = await findHolder(client);
    // Our own former connection, which the server does not know to be lost yet.
    if (holder?.name === name) await client.query('select pg_terminate_backend($1)', [holder.pid]);
    if (patience === 0) throw locked(holder?.name);
    await pause(200);
  }
}

async function findHolder(client: Client): Promise<{ name: string; pid: number } | undefined> {
  const { rows } = await client.query<{ name: string; pid: number }>(
    `select activity.application_name as name, activity.pid
       from pg_locks locks join pg_stat_activity activity on activity.pid = locks.pid
      where locks.locktype = 'advisory' and locks.granted and locks.objsubid = 1
        and locks.database = (select oid from pg_database where datname = current_database())
        and (locks.classid::bigint << 32) | locks.objid::bigint = $1`,
    [lockKey],
  );
  return rows[0];
}

function locked(holder: string | undefined): PeeringBotError {
  const [, pid, host] = /^peering-bot (\d+)@(\S*)/.exec(holder ?? '') ?? [];
  const who = pid ? `process ${pid} on ${host}` : 'another process';
  return new PeeringBotError('store-locked', `The database in DATABASE_URL is in use by ${who}.`, {
    means: 'Two bots on one database would do everything twice, so this one does not start.',
    mend: 'Stop the other bot, or use another database.',
  });
}
