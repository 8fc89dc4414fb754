import type { AuditFilter } from '../../core/ports.ts';

/** The statement that gives the entries that match, oldest first, as the column `entry`. */
export function selectAudit({ since, peeringName, peeringId }: AuditFilter): {
  sql: string;
  values: unknown[];
} {
  return {
    sql: `select entry from peering_bot_audit
           where ($1::double precision is null or at >= $1)
             and ($2::text is null or lower(peering_name) = lower($2))
             and ($3::text is null or peering_id = $3)
           order by seq`,
    values: [since ?? null, peeringName ?? null, peeringId ?? null],
  };
}
