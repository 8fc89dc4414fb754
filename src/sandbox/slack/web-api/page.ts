import type { Args } from './args.ts';
import { SlackError } from './method.ts';

/** One page of `entries` by `limit` and `cursor`, and the `response_metadata` that goes with it. */
export function page<T>(entries: T[], args: Args, most = 1000) {
  const cursor = args.text('cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const asked = Number(args.text('limit') ?? 100);
  const limit = Math.min(Math.max(Number.isInteger(asked) ? asked : 100, 1), most);
  const end = start + limit;
  const next = end < entries.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { entries: entries.slice(start, end), hasMore: next !== '', metadata: { next_cursor: next } };
}
