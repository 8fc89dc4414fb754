import { writeSync } from 'node:fs';
import { createLowdbStore } from '../../../src/store/lowdb.ts';
import { frozenClock } from '../../frozen-clock.ts';

// Writes for ever, and tells each acknowledged write at once; killed by the test at any instant.
const store = await createLowdbStore({ file: process.argv[2] ?? '', clock: frozenClock });
const filler = 'x'.repeat(20_000);

async function putForEver(key: string): Promise<never> {
  let version = (await store.get(key))?.version ?? 0;
  for (;;) {
    version = await store.put(key, { n: version + 1, filler }, version);
    writeSync(1, `put ${key} ${version}\n`);
    const ref = `${process.pid}-${key}-${version}`;
    await store.appendAudit({
      at: version,
      userId: 'U0ANA',
      action: 'test',
      decision: 'none',
      outcome: 'done',
      ref,
    });
    writeSync(1, `audit ${ref}\n`);
  }
}

await Promise.all(['doc:a', 'doc:b', 'doc:c', 'doc:d'].map(putForEver));
