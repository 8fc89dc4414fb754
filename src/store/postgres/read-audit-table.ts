import type { AuditEntry, AuditFilter } from '../../core/ports.ts';
import { readBeside } from './read-beside.ts';
import { selectAudit } from './select-audit.ts';

/**
 * The audit log of a database, oldest first, while the bot may be running. `undefined` where no bot has set the database
 * up. Throws `store-unwritable`, `config`.
 */
export async function readAuditTable(url: string, filter: AuditFilter): Promise<AuditEntry[] | undefined> {
  const rows = await readBeside<{ entry: AuditEntry }>(url, selectAudit(filter));
  return rows?.map(({ entry }) => entry);
}
