import type { z } from 'zod';
import { isSameData } from '../../../core/same-data.ts';
import type { Get } from '../http/get.ts';
import { bodyOf } from '../http/outcome.ts';
import type { ApiRequest } from '../http/request.ts';
import { page } from '../wire/answers.ts';
import { notUnderstood, placesOf, understand } from './understand.ts';

export interface Rows<Row> {
  rows: Row[];
  /** Rows that could not be understood, and why the first of them. */
  unread: number;
  why?: string;
}

/** The API's largest page. */
const limit = 100;
const mostPages = 1_000;

/**
 * Reads a list to its end. A row that moves between two pages while they are read is kept once; one that is as it was
 * when `known` was read is the same object, so that what was derived from it still holds.
 */
export async function readPages<Row extends { id: string }>(
  get: Get,
  request: Pick<ApiRequest, 'path' | 'params' | 'doing'>,
  row: z.ZodType<Row>,
  known: ReadonlyMap<string, Row> = new Map(),
): Promise<Rows<Row>> {
  const rows = new Map<string, Row>();
  const tokens = new Set<string>();
  let unread = 0;
  let why: string | undefined;
  let token: string | undefined;
  do {
    const query = { limit, ...(token && { continuation_token: token }) };
    const answer = understand(page, bodyOf(await get({ ...request, query })), request.doing);
    for (const one of answer.rows) {
      const read = row.safeParse(one);
      if (read.success) {
        const before = known.get(read.data.id);
        rows.set(read.data.id, before && isSameData(before, read.data) ? before : read.data);
      } else {
        unread += 1;
        why ??= placesOf(read.error);
      }
    }
    token = answer.next;
    if (token && (tokens.has(token) || tokens.size >= mostPages))
      throw notUnderstood(request.doing, 'continuation_token (the list does not end)');
    if (token) tokens.add(token);
  } while (token);
  return { rows: [...rows.values()], unread, ...(why && { why }) };
}
