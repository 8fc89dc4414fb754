import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PeeringBotError } from '../../../src/core/errors.ts';
import type { AuditEntry } from '../../../src/core/ports.ts';
import { createLowdbStore } from '../../../src/store/lowdb.ts';
import { frozenClock } from '../../frozen-clock.ts';

// Writes until no more fits, then looks at what is left; prints it as one JSON.
const file = process.argv[2] ?? '';
const store = await createLowdbStore({ file, clock: frozenClock });
const filler = 'x'.repeat(10_000);
const entry: AuditEntry = {
  at: 1,
  userId: 'U0ANA',
  action: 'test',
  decision: 'none',
  outcome: 'done',
  ref: 'small',
};

/** Takes what is left of the space while `work` is done. */
async function withoutAnySpace<T>(work: () => Promise<T>): Promise<T> {
  const ballast = join(dirname(file), 'ballast');
  try {
    for (let kilobytes = 0; kilobytes < 1_000; kilobytes += 1) appendFileSync(ballast, 'x'.repeat(1024));
  } catch {
    // Full.
  }
  const result = await work();
  rmSync(ballast);
  return result;
}

async function attempt(work: () => Promise<unknown>) {
  try {
    return { done: (await work()) ?? true };
  } catch (error) {
    if (!(error instanceof PeeringBotError)) throw error;
    return { code: error.code, message: error.message, means: error.means, mend: error.mend };
  }
}

await store.put('doc:first', { n: 1 }, 0);
await store.appendAudit(entry);
let acknowledged = 1;
let refused: object = {};
for (; acknowledged < 1_000; acknowledged += 1) {
  const outcome = await attempt(() => store.put(`doc:${acknowledged}`, { filler }, 0));
  if ('code' in outcome) {
    refused = outcome;
    break;
  }
}

const report = {
  acknowledged,
  refused,
  larger: await attempt(() => store.put('doc:first', { filler: filler.repeat(2) }, 1)),
  first: await store.get('doc:first'),
  missing: (await store.get(`doc:${acknowledged}`)) === undefined,
  listed: (await store.list('')).length,
  onDisk: Object.keys(JSON.parse(readFileSync(file, 'utf8')).documents).length,
  files: readdirSync(dirname(file)).filter((name) => !name.endsWith('.alive') && !name.endsWith('.lock')),
  hugeAudit: await attempt(() => store.appendAudit({ ...entry, ref: 'huge', detail: filler.repeat(100) })),
  writable: await withoutAnySpace(() => attempt(() => store.checkWritable())),
  removed: await attempt(() => store.remove('doc:1', 1)),
  writableAgain: await attempt(() => store.checkWritable()),
  smallPut: await attempt(() => store.put('doc:first', { n: 2 }, 1)),
  smallAudit: await attempt(() => store.appendAudit({ ...entry, ref: 'after' })),
  audit: (await store.readAudit()).map(({ ref }) => ref),
};
await store.close();

const reopened = await createLowdbStore({ file, clock: frozenClock });
process.stdout.write(
  JSON.stringify({
    ...report,
    reopened: (await reopened.list('')).length,
    auditReopened: (await reopened.readAudit()).map(({ ref }) => ref),
  }),
);
await reopened.close();
