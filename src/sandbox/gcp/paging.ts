import { ComputeError, invalid } from './compute-error.ts';

type Item = Record<string, unknown>;

const term = /^\(?\s*([A-Za-z.]+)\s*(!=|=|:|\beq\b|\bne\b)\s*("[^"]*"|[^\s"()]+)\s*\)?$/;

/** One page of those that the filter lets through; throws 400 for what it cannot read. */
export function pageOf<T extends Item>(
  items: T[],
  query: URLSearchParams,
): { items: T[]; nextPageToken?: string } {
  const passes = readFilter(query.get('filter') ?? '');
  const found = items.filter(passes);
  const size = readSize(query.get('maxResults'));
  const start = readToken(query.get('pageToken'));
  const end = start + size;
  return {
    items: found.slice(start, end),
    ...(end < found.length && { nextPageToken: Buffer.from(`at:${end}`).toString('base64url') }),
  };
}

function readSize(text: string | null): number {
  const size = text === null || text === '' ? 500 : Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 500) return size;
  throw invalid('maxResults', text, 'Must be from 1 to 500.');
}

function readToken(text: string | null): number {
  if (!text) return 0;
  const found = /^at:(\d+)$/.exec(Buffer.from(text, 'base64url').toString());
  if (found) return Number(found[1]);
  throw invalid('pageToken', text, 'The page token is not valid.');
}

/** Comparisons joined by AND (`eq` and `ne` take a regular expression), as far as the bot and gcloud use them. */
function readFilter(text: string): (item: Item) => boolean {
  if (text.trim() === '') return () => true;
  const checks = text.split(/\s+AND\s+|\)\s*(?=\()/).map((part) => {
    const found = term.exec(part.trim());
    if (!found)
      throw new ComputeError(
        400,
        'invalid',
        `Invalid value for field 'filter': '${text}'. Invalid list filter expression.`,
      );
    const [, field = '', operator = '', quoted = ''] = found;
    return compare(field, operator, quoted.replace(/^"|"$/g, ''));
  });
  return (item) => checks.every((check) => check(item));
}

function compare(field: string, operator: string, wanted: string): (item: Item) => boolean {
  const textOf = (item: Item) => String(item[field] ?? '');
  if (operator === '=') return (item) => textOf(item) === wanted;
  if (operator === '!=') return (item) => textOf(item) !== wanted;
  if (operator === ':') return (item) => textOf(item).includes(wanted);
  const pattern = readPattern(wanted);
  return (item) => pattern.test(textOf(item)) === (operator === 'eq');
}

function readPattern(text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    throw invalid('filter', text, 'Not a regular expression.');
  }
}
