/**
 * In order, numbered from 1; each one runs once, in a transaction of its own, and would do no harm twice.
 * A migration that was released is never changed: the next one follows it.
 */
export const migrations: readonly string[] = [
  `
  create table if not exists peering_bot_documents (
    key text collate "C" primary key,
    version integer not null check (version > 0),
    value jsonb not null
  );

  create table if not exists peering_bot_audit (
    seq bigint generated always as identity primary key,
    at double precision not null,
    peering_name text,
    peering_id text,
    entry jsonb not null
  );
  create index if not exists peering_bot_audit_at on peering_bot_audit (at);
  create index if not exists peering_bot_audit_peering_name on peering_bot_audit (peering_name);
  create index if not exists peering_bot_audit_peering_id on peering_bot_audit (peering_id);

  create or replace function peering_bot_audit_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'The audit log of Peering Bot is append-only'; end $$;
  drop trigger if exists peering_bot_audit_is_append_only on peering_bot_audit;
  create trigger peering_bot_audit_is_append_only
    before update or delete or truncate on peering_bot_audit
    for each statement execute function peering_bot_audit_is_append_only();
  `,
  `
  create index if not exists peering_bot_audit_lower_peering_name
    on peering_bot_audit (lower(peering_name));
  drop index if exists peering_bot_audit_peering_name;
  `,
];
