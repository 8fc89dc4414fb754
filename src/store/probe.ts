import { hasCode } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { StoreProbe } from '../core/probes.ts';
import { createDocumentFile } from './document-file.ts';
import { openStore } from './open-store.ts';

/**
 * Looks at a store that this process does not hold: opened for a moment as the bot would open it, or read beside the
 * process that holds it.
 */
export function createStoreProbe(options: {
  databaseUrl?: string;
  dataFile: string;
  clock: Clock;
}): StoreProbe {
  const { databaseUrl, dataFile } = options;
  return {
    async check() {
      try {
        const store = await openStore(options);
        await store.checkWritable().finally(() => store.close());
        return { holder: 'nobody' };
      } catch (error) {
        if (hasCode(error, 'store-locked')) return { holder: 'another process', sentence: error.message };
        throw error;
      }
    },
    async read(key) {
      if (databaseUrl) return readRow(databaseUrl, key);
      const document = new Map(await createDocumentFile(dataFile).read()).get(key);
      return document && JSON.parse(document.json.toString());
    },
  };
}

async function readRow(url: string, key: string): Promise<unknown> {
  const { readBeside } = await import('./postgres/read-beside.ts');
  const sql = 'select value from peering_bot_documents where key = $1';
  const rows = await readBeside<{ value: unknown }>(url, { sql, values: [key] });
  return rows?.[0]?.value;
}
