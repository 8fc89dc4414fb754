import type { z } from 'zod';
import type { Clock } from '../../../core/ports.ts';
import { isSameData } from '../../../core/same-data.ts';
import { isSameItems } from '../../../core/same-items.ts';
import type { Get } from '../http/get.ts';
import { answerOf } from '../http/outcome.ts';
import type { ApiRequest } from '../http/request.ts';
import { page } from '../wire/answers.ts';
import { notUnderstood, placesOf, understand } from './understand.ts';

export interface Rows<Row> {
  rows: Row[];
  /** Rows that could not be understood, and why the first of them. */
  unread: number;
  why?: string;
}

export interface List<Row> extends Rows<Row> {
  pages: readonly ListPage<Row>[];
}

/** As it was read. */
interface ListPage<Row> extends Rows<Row> {
  digest: string;
  next: string | undefined;
}

export interface PageReading {
  get: Get;
  clock: Pick<Clock, 'rest'>;
}

/** The API's largest page. */
const limit = 100;
const mostPages = 1_000;

/**
 * Reads a list to its end. A row that moves between two pages while they are read is kept once. What is as it was `before` is
 * the same object, so that what was derived from it still holds: a page (which is not looked at any further), a row, and all rows.
 */
export async function readPages<Row extends { id: string }>(
  { get, clock }: PageReading,
  request: Pick<ApiRequest, 'path' | 'params' | 'doing'>,
  row: z.ZodType<Row>,
  before: List<Row> = { rows: [], unread: 0, pages: [] },
): Promise<List<Row>> {
  const pages: ListPage<Row>[] = [];
  const tokens = new Set<string>();
  let known: ReadonlyMap<string, Row> | undefined;

  async function read(token: string | undefined): Promise<string | undefined> {
    const former = before.pages[pages.length];
    const query = { limit, ...(token && { continuation_token: token }) };
    const answer = answerOf(await get({ ...request, query, seen: former?.digest ?? '' }));
    if (former && answer.digest === former.digest) {
      pages.push(former);
      return former.next;
    }
    known ??= new Map(before.rows.map((one) => [one.id, one]));
    const { rows, next } = understand(page, answer.body, request.doing);
    pages.push({ ...readRows(rows, row, known), digest: answer.digest ?? '', next });
    return next;
  }

  for (let token = await read(undefined); token; token = await read(token)) {
    if (tokens.has(token) || tokens.size >= mostPages)
      throw notUnderstood(request.doing, 'continuation_token (the list does not end)');
    tokens.add(token);
    // A hundred pages in a row would keep others waiting: each is looked through at once.
    await clock.rest();
  }
  if (isSameItems(pages, before.pages)) return before;
  const list = joined(pages);
  return isSameItems(list.rows, before.rows) ? { ...list, rows: before.rows } : list;
}

function readRows<Row extends { id: string }>(
  answered: unknown[],
  row: z.ZodType<Row>,
  known: ReadonlyMap<string, Row>,
): Rows<Row> {
  const rows: Row[] = [];
  let unread = 0;
  let why: string | undefined;
  for (const one of answered) {
    const read = row.safeParse(one);
    if (read.success) {
      const former = known.get(read.data.id);
      rows.push(former && isSameData(former, read.data) ? former : read.data);
    } else {
      unread += 1;
      why ??= placesOf(read.error);
    }
  }
  return { rows, unread, ...(why && { why }) };
}

function joined<Row extends { id: string }>(pages: ListPage<Row>[]): List<Row> {
  const rows = new Map(pages.flatMap((one) => one.rows.map((row) => [row.id, row])));
  const why = pages.find((one) => one.why)?.why;
  const unread = pages.reduce((sum, one) => sum + one.unread, 0);
  return { rows: [...rows.values()], unread, ...(why && { why }), pages };
}
