import type { Observation, Peering } from '../core/peering.ts';
import { remember } from '../core/remember.ts';
import type { ListFilter, Listing } from './api.ts';
import { freshness } from './freshness.ts';
import type { JudgeAll, JudgedAll } from './judge-all.ts';

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
      ({ peering }) =>
        (!state || peering.state === state) &&
        (!provider || peering.application.provider === provider) &&
        words.every((word) => textOf(peering).includes(word)),
    )
    .map(({ row }) => row);
  return { freshness: freshness(observation, now), rows, total: judged.rows.length, ...choices(judged) };
}

const textOf = remember(({ id, name, state, yugabyteVpcId, yugabyteVpcName, application }: Peering) => {
  const { provider, cloudProject, externalVpcId, region = '', cidr = '' } = application;
  const words = [id, name, externalVpcId, yugabyteVpcName, yugabyteVpcId, state];
  return [...words, provider, cloudProject, region, cidr].join('\n').toLowerCase();
});

const choices = remember(({ rows }: JudgedAll) => ({
  states: [...new Set(rows.map(({ peering }) => peering.state))].sort(),
  providers: [...new Set(rows.map(({ peering }) => peering.application.provider))].sort(),
}));
