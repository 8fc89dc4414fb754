import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditEntry, AuditFilter } from '../core/ports.ts';
import { createBatches } from './batches.ts';
import { toJson } from './plain-json.ts';
import type { StoreLog } from './store-log.ts';
import { unwritable } from './unwritable.ts';
import { syncFolder } from './write-durably.ts';

interface AuditFile {
  /** Resolves once the entry is durable; throws `store-unwritable`. */
  append(entry: AuditEntry): Promise<void>;
  read(filter: AuditFilter): Promise<AuditEntry[]>;
  close(): Promise<void>;
}

/**
 * One JSON line an entry, only ever appended to. What a crash left of a last line stays there, on a line of its own.
 * `mayAppend` is asked before each append, and throws where another process has taken the file over.
 */
export async function openAuditFile(
  file: string,
  { mayAppend, log }: { mayAppend: () => Promise<void>; log?: StoreLog },
): Promise<AuditFile> {
  const handle = await open(file, 'a+', 0o600);
  await syncFolder(dirname(file));
  let size = (await handle.stat()).size;
  let torn = size > 0 && (await lastByte(size)) !== '\n';
  if (torn) log?.warn({ file }, 'The last line of the audit log was cut off by a crash; it is left as it is');

  async function lastByte(end: number): Promise<string> {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, end - 1);
    return buffer.toString('latin1');
  }

  async function append(lines: string[]): Promise<void> {
    try {
      await handle.appendFile((torn ? '\n' : '') + lines.join(''));
      await handle.datasync();
    } catch (error) {
      // What was not acknowledged must not be read later: back to the last acknowledged byte.
      await handle.truncate(size).catch(() => {
        torn = true;
      });
      throw unwritable(file, error);
    }
    torn = false;
    size = (await handle.stat()).size;
  }

  const batches = createBatches<string, void>(async (lines) => {
    await mayAppend();
    await append(lines);
    return lines.map(() => ({ status: 'fulfilled', value: undefined }));
  });

  return {
    append: async (entry) => batches.add(`${toJson(entry)}\n`),
    read: (filter) =>
      readAuditFile(file, filter, {
        size,
        onDamaged: (line) =>
          log?.warn({ file, line }, 'A line of the audit log cannot be read; it is left out'),
      }),
    async close() {
      await batches.idle();
      await handle.close();
    },
  };
}

/**
 * Reads an audit log, also of a bot that is running: up to `size` bytes, or to its end. Lines that are no entries are
 * reported by their number and left out; a last one without a line end is being written, or was cut off, and is no entry yet.
 */
export async function readAuditFile(
  file: string,
  filter: AuditFilter,
  { size, onDamaged }: { size?: number; onDamaged: (line: number) => void },
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let number = 0;
  for await (const { line, ended } of linesOf(file, size)) {
    number += 1;
    if (line === '') continue;
    const entry = parseEntry(line);
    if (entry && matches(entry, filter)) entries.push(entry);
    if (!entry && ended) onDamaged(number);
  }
  return entries;
}

/** Not node:readline: that also ends a line at U+2028, which JSON text may contain. */
async function* linesOf(file: string, size?: number): AsyncGenerator<{ line: string; ended: boolean }> {
  if (size === 0) return;
  let rest = '';
  const end = size === undefined ? {} : { end: size - 1 };
  for await (const chunk of createReadStream(file, { ...end, encoding: 'utf8' })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield { line, ended: true };
  }
  yield { line: rest, ended: false };
}

const words = ['userId', 'action', 'decision', 'outcome', 'ref'];

function parseEntry(line: string): AuditEntry | undefined {
  try {
    const entry = JSON.parse(line);
    // A time that no calendar has would fail wherever it is shown.
    const isTime = typeof entry?.at === 'number' && !Number.isNaN(new Date(entry.at).getTime());
    return isTime && words.every((word) => typeof entry[word] === 'string') ? entry : undefined;
  } catch {
    return undefined;
  }
}

function matches(entry: AuditEntry, { since, peeringName, peeringId }: AuditFilter): boolean {
  return (
    (since === undefined || entry.at >= since) &&
    (peeringName === undefined || entry.peeringName?.toLowerCase() === peeringName.toLowerCase()) &&
    (peeringId === undefined || entry.peeringId === peeringId)
  );
}
