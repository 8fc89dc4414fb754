import { realpath } from 'node:fs/promises';
import { PeeringBotError } from '../core/errors.ts';
import type { AuditEntry, AuditFilter } from '../core/ports.ts';
import { readAuditFile } from './audit-file.ts';

export interface AuditReading {
  /** Oldest first. */
  entries: AuditEntry[];
  /** Numbers of the lines of the file that cannot be read. */
  damaged: number[];
  file?: string;
}

/**
 * Reads the audit log beside a bot that is running or not, changing nothing.
 * Throws `not-found` where there is none, `store-unwritable` where it cannot be read, `config`.
 */
export async function readAudit(
  { databaseUrl, dataFile }: { databaseUrl?: string | undefined; dataFile: string },
  filter: AuditFilter,
): Promise<AuditReading> {
  if (databaseUrl) {
    const { readAuditTable } = await import('./postgres/read-audit-table.ts');
    const entries = await readAuditTable(databaseUrl, filter);
    if (entries) return { entries, damaged: [] };
    throw new PeeringBotError('not-found', 'The database in DATABASE_URL holds no audit log.', {
      mend: 'Check DATABASE_URL: a bot sets the database up when it starts for the first time.',
    });
  }
  // As the bot does: it keeps the log beside the file that a link leads to.
  const file = `${await realpath(dataFile).catch(() => dataFile)}.audit.jsonl`;
  const damaged: number[] = [];
  const onDamaged = (line: number) => void damaged.push(line);
  const entries = await readAuditFile(file, filter, { onDamaged }).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return { entries, damaged, file };
}

function unreadable(file: string, cause: unknown): PeeringBotError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new PeeringBotError('not-found', `There is no audit log in ${file}.`, {
      mend: 'Check PEERING_DATA_FILE (and DATABASE_URL, if the bot uses PostgreSQL): the log lies beside the data file, and a bot makes it when it starts for the first time.',
      cause,
    });
  }
  const denied = code === 'EACCES' || code === 'EPERM';
  return new PeeringBotError(
    'store-unwritable',
    `The audit log ${file} could not be read: ${denied ? 'access is denied' : `the system says ${code}`}.`,
    { mend: denied ? 'Run this as the user that the bot runs as.' : 'Check the file and its disk.', cause },
  );
}
