import { constants } from 'node:fs';
import { copyFile, readFile, stat } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { PeeringBotError } from '../core/errors.ts';
import { PLAIN_KEY, toJson } from './plain-json.ts';
import { unwritable } from './unwritable.ts';
import { writeDurably } from './write-durably.ts';

/**
 * A document's value is kept as its JSON text in UTF-8: copied by nature, outside of the heap that is searched for garbage,
 * and a write of the file only joins texts.
 */
export interface StoredDocument {
  version: number;
  json: Buffer;
}

export type Documents = Iterable<[key: string, document: StoredDocument]>;

const format = 'peering-bot';
const formatVersion = 1;
const PIECE_LENGTH = 256 * 1024;

/**
 * lowdb adapter for the data file, `{"format":"peering-bot","version":1,"documents":{KEY:{"version":…,"value":…}}}` with one
 * document a line. lowdb's own file adapters do not flush to the disk and take any JSON for theirs.
 * `read` throws `store-damaged` for a file that is damaged (a copy is kept aside), foreign or of a newer version;
 * the file itself is never touched.
 */
export function createDocumentFile(file: string): Adapter<Documents> {
  return {
    async read() {
      let bytes: Buffer;
      try {
        bytes = await readFile(file);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw unwritable(file, error);
      }
      return parse(file, bytes);
    },
    write: (documents) => writeDurably(file, serialize(documents)),
  };
}

/**
 * In pieces: the whole text of thousands of documents at once would keep everybody waiting. They lie in the same memory one
 * after the other, so that each holds until the next is asked for.
 */
function* serialize(documents: Documents): Generator<Buffer> {
  const piece = Buffer.allocUnsafe(PIECE_LENGTH);
  let length = piece.write(`{"format":"${format}","version":${formatVersion},"documents":{`);
  let separator = '\n';
  for (const [key, { version, json }] of documents) {
    const head = `${separator}${PLAIN_KEY.test(key) ? `"${key}"` : toJson(key)}:{"version":${version},"value":`;
    separator = ',\n';
    if (length + 3 * head.length + json.length + 1 > PIECE_LENGTH) {
      yield piece.subarray(0, length);
      length = 0;
    }
    length += piece.write(head, length);
    if (length + json.length < PIECE_LENGTH) {
      length += json.copy(piece, length);
    } else {
      yield piece.subarray(0, length);
      yield json;
      length = 0;
    }
    length += piece.write('}', length);
  }
  yield piece.subarray(0, length);
  yield Buffer.from('\n}}\n');
}

async function parse(file: string, bytes: Buffer): Promise<Documents> {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw await damaged(file, bytes.length === 0 ? 'it is empty' : 'it is not valid JSON');
  }
  if (!isRecord(content) || content.format !== format) throw foreign(file);
  if (typeof content.version === 'number' && content.version > formatVersion)
    throw newer(file, content.version);
  if (content.version !== formatVersion) throw await damaged(file, 'its version is missing');
  if (!isRecord(content.documents)) throw await damaged(file, 'its documents are missing');

  const documents = new Map<string, StoredDocument>();
  for (const [key, document] of Object.entries(content.documents)) {
    if (!isRecord(document) || !Number.isSafeInteger(document.version) || !('value' in document)) {
      throw await damaged(file, `the document ${key} is incomplete`);
    }
    documents.set(key, { version: Number(document.version), json: Buffer.from(toJson(document.value)) });
  }
  return documents;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function damaged(file: string, what: string): Promise<PeeringBotError> {
  const copy = await keepAside(file).catch(() => undefined);
  return new PeeringBotError('store-damaged', `The data file ${file} is damaged: ${what}.`, {
    means: `The bot does not start, and leaves the file as it is${copy ? `; a copy is kept in ${copy}` : ''}.`,
    mend: 'Put a backup in its place. Without one, move the file away and start with an empty store: the peerings themselves live in Yugabyte and are not lost, only cards, running operations and reminders are.',
  });
}

/** Named after the file's own time of change: a bot that is restarted again and again keeps one copy, not hundreds. */
async function keepAside(file: string): Promise<string> {
  const changed = (await stat(file)).mtime.toISOString().replaceAll(':', '-');
  const copy = `${file}.damaged-${changed}`;
  try {
    await copyFile(file, copy, constants.COPYFILE_EXCL);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return copy;
}

function foreign(file: string): PeeringBotError {
  return new PeeringBotError('store-damaged', `The file ${file} is not a data file of Peering Bot.`, {
    means: 'It holds something else; the bot does not start, and leaves the file as it is.',
    mend: 'Set PEERING_DATA_FILE to another path, or move that file away.',
  });
}

function newer(file: string, version: number): PeeringBotError {
  return new PeeringBotError(
    'store-damaged',
    `The data file ${file} was written by a newer Peering Bot (format ${version}; this one knows ${formatVersion}).`,
    {
      means: 'The bot does not start, and leaves the file as it is.',
      mend: 'Start the newer Peering Bot again, or set PEERING_DATA_FILE to another path.',
    },
  );
}
