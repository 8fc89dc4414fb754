import type { Rows } from '../read/read-pages.ts';
import { notUnderstood } from '../read/understand.ts';
import type { Settled } from './write-once.ts';

/**
 * Remembers what a list holds before a write, so that afterwards a row that is like what was asked for can be told from
 * an older one like it: an expired peering, say, that is being requested again under its name.
 */
export async function lookForNew<Row extends { id: string }>(
  list: () => Promise<Rows<Row>>,
  isLike: (row: Row) => boolean,
  doing: string,
): Promise<() => Promise<Settled<Row>>> {
  const before = await list();
  const old = new Set(before.rows.map(({ id }) => id));
  return async () => {
    const now = await list();
    const result = now.rows.find((row) => isLike(row) && !old.has(row.id));
    if (result) return { result };
    // It may be the one that cannot be read.
    if (now.unread > before.unread) throw notUnderstood(doing, now.why ?? '');
    return undefined;
  };
}
