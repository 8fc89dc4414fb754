import type { AuditEntry, Store } from '../core/ports.ts';
import type { Documents } from './documents.ts';

/** Writes the audit log so that each event has one line. */
export interface Audit {
  /** Throws when it could not be written. */
  write(entry: AuditEntry): Promise<void>;
  /** Tries until it is written; looks first whether an earlier try or process has written it. */
  writeOnce(entry: AuditEntry): Promise<void>;
}

export function createAudit({ store, documents }: { store: Store; documents: Documents }): Audit {
  async function isWritten({ at, ref, action, outcome, peeringName }: AuditEntry): Promise<boolean> {
    const lines = await store.readAudit({ since: at - 1, ...(peeringName !== undefined && { peeringName }) });
    return lines.some((line) => line.ref === ref && line.action === action && line.outcome === outcome);
  }

  return {
    write: (entry) => store.appendAudit(entry),
    writeOnce: (entry) =>
      documents.persist('audit', async () => {
        if (!(await isWritten(entry))) await store.appendAudit(entry);
      }),
  };
}
