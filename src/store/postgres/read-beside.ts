import { inWords } from './in-words.ts';

/**
 * The rows of a query on a connection of its own that can change nothing and takes no lock: the bot may be running.
 * `undefined` where no bot has set the database up. Throws `store-unwritable`, `config`.
 */
export async function readBeside<Row extends object>(
  url: string,
  { sql, values }: { sql: string; values: unknown[] },
): Promise<Row[] | undefined> {
  const { default: pg } = await import('pg');
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    // Without a listener a lost connection would end the process; the query that was under way tells it too.
    client.on('error', () => {});
    await client.connect();
    try {
      await client.query('begin transaction read only');
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) return undefined;
    throw inWords(error);
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNDEFINED_TABLE = '42P01';
