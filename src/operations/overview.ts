import type { Observation } from '../core/peering.ts';
import { remember } from '../core/remember.ts';
import type { Overview } from './api.ts';
import { freshness } from './freshness.ts';
import type { JudgeAll, JudgedAll } from './judge-all.ts';
import type { JudgedRow } from './judged-row.ts';

const MOST_ATTENTION = 5;

/** At once; of very many peerings it may be what was read before that. */
export function overview(observation: Observation, judgeAll: JudgeAll, now: number): Overview | undefined {
  const judged = judgeAll.atOnce(observation);
  return judged && { freshness: freshness(judged.observation, now), ...summary(judged) };
}

export const summary = remember(({ rows }: JudgedAll): Omit<Overview, 'freshness'> => {
  const counts = new Map<string, number>();
  for (const { peering } of rows) counts.set(peering.state, (counts.get(peering.state) ?? 0) + 1);
  return {
    total: rows.length,
    byState: [...counts]
      .map(([state, count]) => ({ state, count }))
      .sort((a, b) => b.count - a.count || (a.state < b.state ? -1 : 1)),
    attention: firstToDie(rows).map(({ row }) => row),
  };
});

/** Those of thousands, without putting all of them in order. */
function firstToDie(rows: readonly JudgedRow[]): JudgedRow[] {
  const never = Number.POSITIVE_INFINITY;
  const first: JudgedRow[] = [];
  for (const row of rows) {
    if (row.dies === undefined || row.dies >= (first[MOST_ATTENTION - 1]?.dies ?? never)) continue;
    const place = first.findIndex(({ dies = 0 }) => (row.dies ?? 0) < dies);
    if (place < 0) first.push(row);
    else first.splice(place, 0, row);
    if (first.length > MOST_ATTENTION) first.pop();
  }
  return first;
}
