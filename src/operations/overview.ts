import type { Observation } from '../core/peering.ts';
import { remember } from '../core/remember.ts';
import type { Overview } from './api.ts';
import { diesAt } from './dies-at.ts';
import { freshness } from './freshness.ts';
import type { JudgeAll, JudgedAll } from './judge-all.ts';

const MOST_ATTENTION = 5;

export function overview(observation: Observation, judgeAll: JudgeAll, now: number): Overview {
  return { freshness: freshness(observation, now), ...summary(judgeAll(observation)) };
}

export const summary = remember(({ rows, at }: JudgedAll): Omit<Overview, 'freshness'> => {
  const counts = new Map<string, number>();
  for (const { row } of rows) counts.set(row.state, (counts.get(row.state) ?? 0) + 1);
  return {
    total: rows.length,
    byState: [...counts]
      .map(([state, count]) => ({ state, count }))
      .sort((a, b) => b.count - a.count || (a.state < b.state ? -1 : 1)),
    attention: rows
      .flatMap((judged) => {
        const dies = diesAt(judged, at);
        return dies === undefined ? [] : [{ row: judged.row, dies }];
      })
      .sort((a, b) => a.dies - b.dies)
      .slice(0, MOST_ATTENTION)
      .map(({ row }) => row),
  };
});
