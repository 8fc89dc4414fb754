import { remember } from '../../core/remember.ts';
import { sayState } from '../../core/say-state.ts';
import type { Overview, PeeringRow } from '../../operations/api.ts';
import { actions, button, context, section } from '../blocks.ts';
import { freshnessLine } from '../freshness.ts';
import { actionIds } from '../ids.ts';
import type { PrivateMessage } from '../interaction.ts';
import { mrkdwn, strong } from '../mrkdwn.ts';
import { sayNumber } from '../say-number.ts';

const MOST_ATTENTION = 5;

/** What a bare `/peering` shows: how things stand, what waits, where to go. */
export function menuMessage(overview: Overview, { readOnly = false } = {}): PrivateMessage {
  const summary = sayCounts(overview);
  const fresh = freshnessLine(overview.freshness);
  const attention = overview.attention.slice(0, MOST_ATTENTION);
  const more = overview.attention.length - attention.length;
  return {
    text: mrkdwn`VPC peerings. ${summary}`,
    blocks: [
      section(mrkdwn`*VPC peerings*\n${summary}`),
      ...attention.map(attentionBlock),
      ...(more > 0 ? [context(mrkdwn`${more} more wait for somebody; see the list.`)] : []),
      ...(fresh ? [context(fresh)] : []),
      ...(readOnly
        ? [context(mrkdwn`Nobody is set up to change peerings yet (PEERING_OPERATORS): this bot only reads.`)]
        : []),
      ...menuButtons(),
    ],
  };
}

/** Rows stay the same objects until Yugabyte is read again, and the menu is asked for often. */
const attentionBlock = remember((row: PeeringRow) =>
  section(mrkdwn`${strong(row.name)}\n${row.sentence}`, {
    id: `attention:${row.id}`,
    accessory: button({ text: 'Details', action: actionIds.openDetails, value: row.id }),
  }),
);

/** Until Yugabyte has been read for the first time. */
export function readingMenu(): PrivateMessage {
  return {
    text: mrkdwn`VPC peerings. Reading how they stand; the summary follows.`,
    blocks: [
      section(mrkdwn`*VPC peerings*\n:hourglass_flowing_sand: Reading how they stand; the summary follows.`),
      ...menuButtons(),
    ],
  };
}

function menuButtons() {
  return actions('peering.menu', [
    button({ text: 'List', action: actionIds.openList, style: 'primary' }),
    button({ text: 'Create', action: actionIds.openCreate }),
    button({ text: 'Help', action: actionIds.help }),
  ]);
}

/** "7 peerings: 5 Active, 2 Pending." */
export function sayCounts({ total, byState }: Pick<Overview, 'total' | 'byState'>): string {
  if (total === 0) return 'There are no peerings yet.';
  const states = byState.map(({ state, count }) => `${sayNumber(count)} ${sayState(state)}`).join(', ');
  return `${sayNumber(total)} ${total === 1 ? 'peering' : 'peerings'}: ${states}.`;
}
