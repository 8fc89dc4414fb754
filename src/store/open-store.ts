import type { Clock, Store } from '../core/ports.ts';
import type { StoreLog } from './store-log.ts';

/**
 * PostgreSQL where there is a `databaseUrl`, else the data file. Only the one that is used is loaded.
 * Throws `store-locked`, `store-damaged`, `store-unwritable`, `config`.
 */
export async function openStore(options: {
  databaseUrl?: string | undefined;
  dataFile: string;
  clock: Clock;
  log?: StoreLog;
}): Promise<Store> {
  const { databaseUrl, dataFile, ...shared } = options;
  if (databaseUrl) {
    const { createPostgresStore } = await import('./postgres/postgres.ts');
    return createPostgresStore({ url: databaseUrl, ...shared });
  }
  const { createLowdbStore } = await import('./lowdb.ts');
  return createLowdbStore({ file: dataFile, ...shared });
}
