import type { Observation } from '../core/peering.ts';
import { remember } from '../core/remember.ts';
import type { ListFilter, Listing } from './api.ts';
import { freshness } from './freshness.ts';
import type { JudgeAll, JudgedAll, JudgedRow } from './judge-all.ts';

export async function listPeerings(
  observation: Observation,
  judgeAll: JudgeAll,
  now: number,
  { search = '', state, provider }: ListFilter = {},
): Promise<Listing> {
  const judged = await judgeAll.of(observation);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = judged.rows
    .filter(
      (entry) =>
        (!state || entry.row.state === state) &&
        (!provider || entry.row.provider === provider) &&
        words.every((word) => textOf(entry).includes(word)),
    )
    .map(({ row }) => row);
  return { freshness: freshness(observation, now), rows, total: judged.rows.length, ...choices(judged) };
}

const textOf = remember(({ row, peering }: JudgedRow) => {
  const { cloudProject, region = '', cidr = '' } = peering.application;
  const { yugabyteVpcId } = peering;
  const words = [row.id, row.name, row.externalVpcId, row.yugabyteVpcName, yugabyteVpcId, row.state];
  return [...words, row.provider, cloudProject, region, cidr].join('\n').toLowerCase();
});

const choices = remember(({ rows }: JudgedAll) => ({
  states: [...new Set(rows.map(({ row }) => row.state))].sort(),
  providers: [...new Set(rows.map(({ row }) => row.provider))].sort(),
}));
