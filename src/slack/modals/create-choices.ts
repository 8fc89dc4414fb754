import type { YugabyteVpc } from '../../core/peering.ts';
import { plain } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import { limits } from '../limits.ts';
import type { Listen } from '../listen.ts';
import { vpcOption } from './create-view.ts';

/** The choices of the field "Yugabyte VPC" while somebody types. */
export function registerCreateChoices(listen: Listen, { operations }: Deps): void {
  listen.options(actionIds.createVpc, async (_it, query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const choices = await operations.createChoices();
    const found = choices.filter(({ vpc }) => words.every((word) => searchText(vpc).includes(word)));
    const options = found.slice(0, limits.options).map(({ vpc, notPeerable }) => vpcOption(vpc, notPeerable));
    if (found.length <= limits.options) return { options };
    const label = plain(
      `${options.length} of ${found.length}: type to narrow them down`,
      limits.optionGroupLabel,
    );
    return { option_groups: [{ label, options }] };
  });
}

function searchText({ name, provider, regions, parentCidr }: YugabyteVpc): string {
  const places = regions.flatMap(({ region, cidr }) => [region, cidr]);
  return [name, provider, parentCidr, ...places].join(' ').toLowerCase();
}
