import type { Client } from 'pg';
import { PeeringBotError } from '../../core/errors.ts';
import { migrations } from './migrations.ts';

/** Brings the tables to this version; the session must hold the lock. A newer database is `store-damaged`. */
export async function migrate(client: Client): Promise<void> {
  await client.query(
    `create table if not exists peering_bot_migrations (
       number integer primary key,
       applied_at timestamptz not null default now()
     )`,
  );
  const { rows } = await client.query<{ done: number }>(
    'select coalesce(max(number), 0) as done from peering_bot_migrations',
  );
  const done = rows[0]?.done ?? 0;
  if (done > migrations.length) throw newer(done);

  for (const [index, sql] of migrations.entries()) {
    const number = index + 1;
    if (number <= done) continue;
    // Several statements in one simple query are one transaction.
    await client.query(`${sql}; insert into peering_bot_migrations (number) values (${number})`);
  }
}

function newer(done: number): PeeringBotError {
  return new PeeringBotError(
    'store-damaged',
    `The database was set up by a newer Peering Bot (tables of version ${done}; this one knows ${migrations.length}).`,
    {
      means: 'The bot does not start, and leaves the database as it is.',
      mend: 'Start the newer Peering Bot again, or use another database.',
    },
  );
}
