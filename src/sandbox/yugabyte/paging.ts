import { type Answer, Refusal, type SandboxRequest } from '../http.ts';

export interface Sorting<Row> {
  /** What `order_by` may name. */
  by: Record<string, (row: Row) => string>;
  orderBy: string;
  order: 'asc' | 'desc';
  id: (row: Row) => string;
  /** What is answered of a row, where it is not the row itself. */
  show?: (row: Row) => unknown;
  /** For thousands that are the same objects from page to page. */
  kept?: KeptOrder<Row>;
}

const defaultLimit = 25;
const maximumLimit = 100;

/**
 * One page in the API's shape. The token names the last row seen, not a number: rows that come and go meanwhile neither
 * hide nor repeat others.
 */
export function page<Row>(request: SandboxRequest, rows: Row[], sorting: Sorting<Row>): Answer {
  const limit = readLimit(request.query.get('limit'));
  const orderBy = request.query.get('order_by') ?? sorting.orderBy;
  const order = request.query.get('order')?.toLowerCase() ?? sorting.order;
  const by = Object.hasOwn(sorting.by, orderBy) ? sorting.by[orderBy] : undefined;
  if (!by)
    throw new Refusal(400, `order_by must be one of ${Object.keys(sorting.by).join(', ')}, not ${orderBy}`);
  if (order !== 'asc' && order !== 'desc') throw new Refusal(400, `order must be asc or desc, not ${order}`);

  const direction = order === 'asc' ? 1 : -1;
  const after = readToken(request.query.get('continuation_token'));
  const way: Way<Row> = { keyOf: by, idOf: sorting.id, direction };
  const { shown, more } = sorting.kept
    ? behind(sorting.kept.of(rows, `${orderBy} ${order}`, way), { ...way, limit, after })
    : firstOf(rows, { ...way, limit, after });
  const last = shown.at(-1);
  const token = more && last ? writeToken(last.place) : null;
  return {
    json: {
      data: shown.map(({ row }) => (sorting.show ? sorting.show(row) : row)),
      _metadata: {
        continuation_token: token,
        links: {
          self: link(request, request.query),
          next: token && link(request, withToken(request, token)),
        },
      },
    },
  };
}

type Place = [key: string, id: string];

interface Placed<Row> {
  row: Row;
  place: Place;
}

interface Way<Row> {
  keyOf(row: Row): string;
  idOf(row: Row): string;
  direction: 1 | -1;
}

/** Rows in order, put so once as long as they are the same: their keys and ids never change. */
export class KeptOrder<Row> {
  #rows: Row[] = [];
  #order = '';
  #placed: Placed<Row>[] = [];

  of(rows: Row[], order: string, { keyOf, idOf, direction }: Way<Row>): Placed<Row>[] {
    const isSame = order === this.#order && rows.length === this.#rows.length;
    if (isSame && rows.every((row, index) => row === this.#rows[index])) return this.#placed;
    const placed = rows.map((row): Placed<Row> => ({ row, place: [keyOf(row), idOf(row)] }));
    this.#placed = placed.sort((a, b) => direction * compare(a.place, b.place));
    this.#rows = rows;
    this.#order = order;
    return this.#placed;
  }
}

function compare([key, id]: Place, [otherKey, otherId]: Place): number {
  const [a, b] = key === otherKey ? [id, otherId] : [key, otherKey];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first `limit` of rows in order that come behind `after`, and whether there are more. */
function behind<Row>(
  placed: Placed<Row>[],
  { limit, after, direction }: Way<Row> & { limit: number; after: Place | undefined },
): { shown: Placed<Row>[]; more: boolean } {
  let from = 0;
  for (let until = after ? placed.length : 0; after && from < until; ) {
    const middle = (from + until) >>> 1;
    const other = placed[middle];
    if (other && direction * compare(other.place, after) > 0) until = middle;
    else from = middle + 1;
  }
  return { shown: placed.slice(from, from + limit), more: from + limit < placed.length };
}

/** The first `limit` behind `after`, in order, and whether there are more. All of thousands are not put in order for a hundred. */
function firstOf<Row>(
  rows: Row[],
  { limit, keyOf, idOf, direction, after }: Way<Row> & { limit: number; after: Place | undefined },
): { shown: Placed<Row>[]; more: boolean } {
  const shown: Placed<Row>[] = [];
  let last: Place | undefined;
  let more = false;
  /** Nearly always the key alone tells: nothing is made of the thousands that are on other pages. */
  function isBehind(key: string, row: Row, [otherKey, otherId]: Place): boolean {
    if (key !== otherKey) return key > otherKey === (direction === 1);
    const id = idOf(row);
    return id !== otherId && id > otherId === (direction === 1);
  }
  for (const row of rows) {
    const key = keyOf(row);
    if (after && !isBehind(key, row, after)) continue;
    if (last) more = true;
    if (last && isBehind(key, row, last)) continue;
    const at = shown.findLastIndex(({ place }) => isBehind(key, row, place)) + 1;
    shown.splice(at, 0, { row, place: [key, idOf(row)] });
    if (shown.length > limit) shown.pop();
    if (shown.length === limit) last = shown.at(-1)?.place;
  }
  return { shown, more };
}

function readLimit(text: string | null): number {
  if (text === null) return defaultLimit;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= maximumLimit) return limit;
  throw new Refusal(400, `limit must be between 1 and ${maximumLimit}, not ${text}`);
}

const writeToken = (place: Place) => Buffer.from(JSON.stringify(place)).toString('base64url');

function readToken(token: string | null): Place | undefined {
  if (!token) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(place) && place.length === 2) return [String(place[0]), String(place[1])];
  } catch {}
  throw new Refusal(400, 'continuation_token is not one of ours');
}

function withToken(request: SandboxRequest, token: string): URLSearchParams {
  const query = new URLSearchParams(request.query);
  query.set('continuation_token', token);
  return query;
}

const link = (request: SandboxRequest, query: URLSearchParams) =>
  query.size > 0 ? `${request.path}?${query}` : request.path;
