import type { Clock, DocumentChange } from '../core/ports.ts';
import { checkKey, toJson } from './plain-json.ts';

export interface WordedChange<Json> {
  key: string;
  expectedVersion: number;
  /** Absent: the document goes. */
  json?: Json;
}

/** Characters of JSON: put together in a fraction of a millisecond. */
const AT_ONCE = 64 * 1024;

/** With a rest in between: there may be megabytes of them. Throws `TypeError` for what cannot be stored. */
export async function allInWords<Json>(
  changes: readonly DocumentChange[],
  keepAs: (json: string) => Json,
  clock: Pick<Clock, 'rest'>,
): Promise<WordedChange<Json>[]> {
  const worded: WordedChange<Json>[] = [];
  let length = 0;
  for (const change of changes) {
    const { key, expectedVersion } = change;
    checkKey(key);
    const json = 'value' in change ? toJson(change.value) : undefined;
    worded.push(json === undefined ? { key, expectedVersion } : { key, expectedVersion, json: keepAs(json) });
    length += key.length + (json?.length ?? 0);
    if (length < AT_ONCE) continue;
    length = 0;
    await clock.rest();
  }
  return worded;
}
