import type { StoreProbe } from '../../core/probes.ts';
import { type Check, ok } from '../check.ts';

export function checkStore(store: StoreProbe, { databaseUrl, dataFile }: StoreSettings): Check {
  const what = databaseUrl ? 'The database in DATABASE_URL' : `The data file ${dataFile}`;
  return {
    name: databaseUrl ? 'Database' : 'Data file',
    async run() {
      const held = await store.check();
      switch (held.holder) {
        case 'this bot':
          return ok(`${what} can be written, and this bot alone holds it.`);
        case 'nobody':
          return ok(`${what} can be written, and no other process holds it.`);
        case 'another process':
          return ok(
            `${held.sentence} That is as it should be while the bot runs; whether it can write is what /peering doctor tells.`,
          );
      }
    },
  };
}

interface StoreSettings {
  databaseUrl?: string;
  dataFile: string;
}
