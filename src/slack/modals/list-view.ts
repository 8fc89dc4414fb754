import type { KnownBlock, ModalView, StaticSelect } from '@slack/types';
import { z } from 'zod';
import { sayState } from '../../core/say-state.ts';
import type { Listing } from '../../operations/api.ts';
import { actions, button, context, input, option, plain, section } from '../blocks.ts';
import { freshnessLine } from '../freshness.ts';
import { actionIds, viewIds } from '../ids.ts';
import { cut, limits } from '../limits.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { peeringRow } from '../peering-row.ts';
import { sayNumber } from '../say-number.ts';
import { modal } from './modal.ts';
import { remember } from './remember.ts';

/** What of the list is shown. */
export const listMemory = z.object({
  search: z.string().optional(),
  state: z.string().optional(),
  provider: z.string().optional(),
  page: z.number().int().min(0),
});
export type ListMemory = z.infer<typeof listMemory>;

export const ROWS_PER_PAGE = 20;
/** The choice that takes a filter off. */
export const ANY = '*';

export function listView(listing: Listing, memory: ListMemory): ModalView {
  const pages = Math.max(1, Math.ceil(listing.rows.length / ROWS_PER_PAGE));
  const page = Math.min(memory.page, pages - 1);
  const fresh = freshnessLine(listing.freshness);
  return modal({
    id: viewIds.list,
    title: 'Peerings',
    memory: remember({ ...memory, search: memory.search && cut(memory.search, 200), page }),
    ...(listing.total > 0 && { submit: 'Search' }),
    blocks: [
      ...(listing.total > 0 ? filters(listing, memory) : []),
      ...rows(listing, page),
      ...(fresh ? [context(fresh)] : []),
      ...actions('list.actions', [
        page > 0 ? button({ text: 'Previous page', action: actionIds.listPrevious }) : undefined,
        page < pages - 1 ? button({ text: 'Next page', action: actionIds.listNext }) : undefined,
        button({ text: 'Create', action: actionIds.openCreate }),
      ]),
    ],
  });
}

function filters(listing: Listing, memory: ListMemory): KnownBlock[] {
  return [
    input({
      id: 'list.search',
      label: 'Search',
      optional: true,
      dispatch: true,
      element: {
        type: 'plain_text_input',
        action_id: actionIds.listSearch,
        placeholder: plain('Name, VPC, network, account or project', limits.placeholder),
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
        ...(memory.search && { initial_value: cut(memory.search, limits.inputValue) }),
      },
    }),
    ...actions('list.filters', [
      filter('State', actionIds.listState, listing.states, memory.state, sayState),
      filter('Provider', actionIds.listProvider, listing.providers, memory.provider, String),
    ]),
  ];
}

function filter(
  name: string,
  action: string,
  values: string[],
  current: string | undefined,
  say: (value: string) => string,
): StaticSelect {
  const choices = values.slice(0, limits.options - 1).map((value) => option(say(value), value));
  const initial = choices.find(({ value }) => value === current);
  return {
    type: 'static_select',
    action_id: action,
    placeholder: plain(name, limits.placeholder),
    options: [option(`Any ${name.toLowerCase()}`, ANY), ...choices],
    ...(initial && { initial_option: initial }),
  };
}

function rows({ rows: found, total }: Listing, page: number): KnownBlock[] {
  if (total === 0)
    return [
      section(mrkdwn`*There are no peerings yet.*\nCreate connects a Yugabyte VPC with an application VPC.`),
    ];
  if (found.length === 0)
    return [
      section(
        mrkdwn`*Nothing matches.* There are ${sayNumber(total)} in all; change the search or the filters.`,
      ),
    ];
  const from = page * ROWS_PER_PAGE;
  const shown = found.slice(from, from + ROWS_PER_PAGE);
  const of =
    found.length === total
      ? sayNumber(total)
      : `${sayNumber(found.length)} that match, ${sayNumber(total)} in all`;
  return [
    context(mrkdwn`${sayNumber(from + 1)} to ${sayNumber(from + shown.length)} of ${of}`),
    ...shown.map((row) => peeringRow(row)),
  ];
}
