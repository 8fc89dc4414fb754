import type { HomeView, KnownBlock } from '@slack/types';
import { sayDuration } from '../../core/duration.ts';
import { LATELY_DAYS, type Stage, type StageDuration } from '../../core/stages/stage.ts';
import type { Home, HomePeerings } from '../../operations/api.ts';
import { actions, button, context, section } from '../blocks.ts';
import { sayCounts } from '../commands/menu-message.ts';
import { type Explanation, explanationBlocks } from '../explain.ts';
import { freshnessLine } from '../freshness.ts';
import { actionIds, viewIds } from '../ids.ts';
import { join, type Mrkdwn, mention, mrkdwn } from '../mrkdwn.ts';
import type { Refusal } from '../rights.ts';
import { sayNumber } from '../say-number.ts';
import { approvalItem, askedItem, mineItem, requestingItem, turnItem } from './home-items.ts';
import { type HomeSection, pagesOf } from './pages.ts';

export interface HomeDrawing {
  blocks: KnownBlock[];
  /** The page that it is, counted from 0; the last one where fewer are left than were asked for. */
  page: number;
}

/** App Home of one person. Pure: the same facts give the same blocks. `unread`: user groups that Slack could not tell. */
export function homeDrawing(home: Home, asked: { page: number; unread?: string[] }): HomeDrawing {
  const pages = pagesOf(sectionsOf(home));
  const page = Math.min(asked.page, pages.length - 1);
  return {
    page,
    blocks: [
      ...top(home, asked.unread ?? []),
      ...(pages[page] ?? []),
      ...pager(page, pages.length),
      context(stagesLine(home.stages)),
    ],
  };
}

/** `memory`: what `readStanding` gets back. */
export function homeView(blocks: KnownBlock[], memory: string): HomeView {
  return { type: 'home', callback_id: viewIds.home, private_metadata: memory, blocks };
}

/** For people who are shown nothing. */
export function refusedHome({ reason }: Refusal): KnownBlock[] {
  return [section(mrkdwn`:no_entry: ${reason}`)];
}

/** Slack could not tell who looks. */
export function unknownHome(): KnownBlock[] {
  return [
    section(
      mrkdwn`:warning: Slack could not tell who you are just now, so nothing is shown. Try again in a moment.`,
    ),
    ...again(),
  ];
}

export function readingHome(): KnownBlock[] {
  return [section(mrkdwn`*VPC peerings*\n:hourglass_flowing_sand: Reading how they stand…`)];
}

export function troubledHome(explanation: Explanation): KnownBlock[] {
  return [...explanationBlocks(explanation), ...again()];
}

const again = () => actions('home.again', [button({ text: 'Try again', action: actionIds.homeAgain })]);

function top({ peerings, mayCreate, readOnly }: Home, unread: string[]): KnownBlock[] {
  const fresh = peerings.ok ? freshnessLine(peerings.value.freshness) : undefined;
  return [
    section(
      peerings.ok
        ? mrkdwn`*VPC peerings*\n${sayCounts(peerings.value)}`
        : mrkdwn`*VPC peerings*\n:warning: How they stand could not be read. ${peerings.reason}`,
    ),
    ...actions('home.menu', [
      button({ text: 'List', action: actionIds.openList, style: 'primary' }),
      mayCreate ? button({ text: 'Create', action: actionIds.openCreate }) : undefined,
      button({ text: 'Help', action: actionIds.help }),
      peerings.ok ? undefined : button({ text: 'Try again', action: actionIds.homeAgain }),
    ]),
    ...(fresh ? [context(fresh)] : []),
    ...(readOnly
      ? [context(mrkdwn`Nobody is set up to change peerings yet (PEERING_OPERATORS): this bot only reads.`)]
      : []),
    ...(unread.length > 0
      ? [
          context(
            mrkdwn`:warning: Slack could not tell who is in ${join(unread.map(mention), ', ')}: if you are, something is missing here.`,
          ),
        ]
      : []),
  ];
}

function sectionsOf(home: Home): HomeSection[] {
  const { toDecide, asked, peerings } = home;
  const turns = peerings.ok ? peerings.value.myTurn : [];
  const waiting = [...toDecide.map(approvalItem), ...turns.map(turnItem)];
  return [
    {
      title: titled('Waiting for me', waiting.length),
      items: waiting.length > 0 ? waiting : [[section(nothingWaits(home))]],
    },
    { title: titled('Waiting for others', asked.length), items: asked.map(askedItem) },
    ...(peerings.ok ? [mineSection(peerings.value)] : []),
  ];
}

function nothingWaits({ peerings }: Home): Mrkdwn {
  return peerings.ok
    ? mrkdwn`:white_check_mark: Nothing waits for you.`
    : mrkdwn`No request waits for your yes. Whose turn it is could not be read.`;
}

function mineSection({ requesting, mine, total }: HomePeerings): HomeSection {
  const items = [...requesting.map(requestingItem), ...mine.map(mineItem)];
  const none =
    total === 0
      ? mrkdwn`None yet.`
      : mrkdwn`None of them is yours: you have requested none here, and PEERING_OWNERS names you for none of their accounts and projects.`;
  return {
    title: titled('My peerings', items.length),
    items: items.length > 0 ? items : [[section(none)]],
  };
}

const titled = (title: string, count: number) => (count > 0 ? `${title} (${sayNumber(count)})` : title);

function pager(page: number, pages: number): KnownBlock[] {
  if (pages === 1) return [];
  return [
    context(mrkdwn`Page ${sayNumber(page + 1)} of ${sayNumber(pages)}`),
    ...actions('home.pager', [
      page > 0
        ? button({ text: 'Previous page', action: actionIds.homePrevious, value: `${page - 1}` })
        : undefined,
      page < pages - 1
        ? button({ text: 'Next page', action: actionIds.homeNext, value: `${page + 1}` })
        : undefined,
    ]),
  ];
}

const STAGES: Record<Stage, string> = {
  pending: 'Pending until accepted',
  'shut-out': 'Active until every cluster lets the application in',
};

function stagesLine(stages: StageDuration[]): Mrkdwn {
  if (stages.length === 0) {
    return mrkdwn`*How long it takes:* not measured yet. The bot has seen nothing become Active in the last ${LATELY_DAYS} days.`;
  }
  const lines = stages.map(
    ({ stage, medianMs, count }) =>
      mrkdwn`${STAGES[stage]}: median ${sayHours(medianMs)} (of ${sayNumber(count)})`,
  );
  return join([mrkdwn`*How long it takes*, in the last ${LATELY_DAYS} days`, ...lines], '  ·  ');
}

const HOUR = 3_600_000;

/** People compare hours with hours: 26 hours is not said as a day and 2 hours. */
function sayHours(ms: number): string {
  const hours = ms / HOUR;
  if (hours < 1) return sayDuration(ms);
  const rounded = hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours);
  return `${rounded === Math.trunc(rounded) ? sayNumber(rounded) : rounded} ${rounded === 1 ? 'hour' : 'hours'}`;
}
