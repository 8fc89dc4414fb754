import { mkdir, open, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Low } from 'lowdb';
import type { Clock, Store, Versioned } from '../core/ports.ts';
import { openAuditFile } from './audit-file.ts';
import { createBatches } from './batches.ts';
import { ChangedDocuments } from './changed-documents.ts';
import { closed } from './closed.ts';
import { conflict } from './conflict.ts';
import { createDocumentFile, type Documents, type StoredDocument } from './document-file.ts';
import { lockFile } from './file-lock.ts';
import { checkKey, toJson } from './plain-json.ts';
import type { StoreLog } from './store-log.ts';
import { unwritable } from './unwritable.ts';
import { allInWords, type WordedChange } from './worded-change.ts';

type Change = WordedChange<Buffer>;

export interface LowdbStore extends Store {
  /** How often the data file was written since the start. */
  readonly writes: number;
}

/**
 * A store in one JSON file, with the audit log in `<file>.audit.jsonl` and a lock in `<file>.lock` beside it.
 * Everything read is what is durable; changes made in one turn or during a write share the next write of the file.
 * Throws `store-locked`, `store-damaged`, `store-unwritable`.
 */
export async function createLowdbStore(options: {
  file: string;
  clock: Clock;
  log?: StoreLog;
}): Promise<LowdbStore> {
  const { clock, log } = options;
  const file = await locate(resolve(options.file));
  const lock = await lockFile(file, { clock, ...(log && { log }) }).catch((error) => {
    throw unwritable(`${file}.lock`, error);
  });
  try {
    const db = new Low<Documents>(createDocumentFile(file), []);
    await db.read();
    const auditFile = `${file}.audit.jsonl`;
    const audit = await openAuditFile(auditFile, { mayAppend: lock.check, ...(log && { log }) }).catch(
      (error) => {
        throw unwritable(auditFile, error);
      },
    );
    return createStore({ db, file, audit, lock, clock });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The file's folder is made where there is none; a link is followed, so that two names of a file are one lock. */
async function locate(file: string): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    return await realpath(file).catch(async () => join(await realpath(dirname(file)), basename(file)));
  } catch (error) {
    throw unwritable(file, error);
  }
}

function createStore({
  db,
  file,
  audit,
  lock,
  clock,
}: {
  db: Low<Documents>;
  file: string;
  audit: Awaited<ReturnType<typeof openAuditFile>>;
  lock: Awaited<ReturnType<typeof lockFile>>;
  clock: Clock;
}): LowdbStore {
  const durable = new Map(db.data);
  db.data = durable;
  let writes = 0;
  let failing = false;
  let closing: Promise<void> | undefined;

  const commits = createBatches<readonly Change[], void>(async (batch) => {
    const next = new ChangedDocuments(durable);
    const outcomes = batch.map((changes) => apply(changes, next));
    if (outcomes.some(({ status }) => status === 'fulfilled')) await write(next);
    return outcomes;
  });

  async function write(next: ChangedDocuments): Promise<void> {
    try {
      await lock.check();
      db.data = next;
      await db.write();
      writes += 1;
      next.settle();
      failing = false;
    } catch (error) {
      failing = true;
      throw unwritable(file, error);
    } finally {
      db.data = durable;
    }
  }

  function read<T>(key: string, { version, json }: StoredDocument): Versioned<T> {
    return { key, version, value: JSON.parse(json.toString()) };
  }

  function mustBeOpen(): void {
    if (closing) throw closed();
  }

  return {
    get writes() {
      return writes;
    },
    async get<T>(key: string) {
      mustBeOpen();
      const document = durable.get(key);
      return document && read<T>(key, document);
    },
    async list<T>(prefix: string) {
      mustBeOpen();
      const found = [...durable].filter(([key]) => key.startsWith(prefix));
      return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, document]) => read<T>(key, document));
    },
    async put(key, value, expectedVersion) {
      mustBeOpen();
      checkKey(key);
      await commits.add([{ key, json: Buffer.from(toJson(value)), expectedVersion }]);
      return expectedVersion + 1;
    },
    async remove(key, expectedVersion) {
      mustBeOpen();
      await commits.add([{ key, expectedVersion }]);
    },
    async commit(changes) {
      mustBeOpen();
      const worded = await allInWords(changes, (json) => Buffer.from(json), clock);
      mustBeOpen();
      await commits.add(worded);
    },
    async appendAudit(entry) {
      mustBeOpen();
      await audit.append(entry);
    },
    async readAudit(filter = {}) {
      mustBeOpen();
      return audit.read(filter);
    },
    async checkWritable() {
      mustBeOpen();
      // After a failure only a whole write tells whether all is well again; before, a small file is proof enough.
      if (failing) await commits.add([]);
      else await lock.check().then(() => probe(file));
    },
    async close() {
      closing ??= (async () => {
        await commits.idle();
        await audit.close();
        await lock.release();
      })();
      return closing;
    },
  };
}

/** Carries all of them out in `documents`, or none: then it says why not. */
function apply(changes: readonly Change[], documents: ChangedDocuments): PromiseSettledResult<void> {
  const stale = changes.find(
    ({ key, expectedVersion }) => (documents.get(key)?.version ?? 0) !== expectedVersion,
  );
  if (stale) return { status: 'rejected', reason: conflict(stale.key, stale.expectedVersion) };
  for (const { key, json, expectedVersion } of changes)
    documents.set(key, json && { version: expectedVersion + 1, json });
  return { status: 'fulfilled', value: undefined };
}

async function probe(file: string): Promise<void> {
  const path = join(dirname(file), `.${basename(file)}.probe`);
  try {
    const handle = await open(path, 'w', 0o600);
    try {
      await handle.writeFile(Buffer.alloc(4096));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unwritable(file, error);
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
}
