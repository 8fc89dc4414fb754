import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { sayState } from '../../core/say-state.ts';
import type { HistoryEvent, PeeringHistory } from '../../operations/api.ts';
import { actions, button, context, divider, section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { code, date, join, type Mrkdwn, mention, mrkdwn, strong } from '../mrkdwn.ts';
import { sayNumber } from '../say-number.ts';
import { modal } from './modal.ts';
import { remember } from './remember.ts';

/** Pages count from the newest. */
export const historyMemory = z.object({
  of: z.union([z.object({ peeringId: z.string() }), z.object({ name: z.string() })]),
  page: z.number().int().min(0),
});

export const EVENTS_PER_PAGE = 20;

/** A peering's story as a thread reads: the oldest on top. The newest page comes first. */
export function historyView(history: PeeringHistory, wantedPage = 0): ModalView {
  const { name, peering, gone, events } = history;
  const pages = Math.max(1, Math.ceil(events.length / EVENTS_PER_PAGE));
  const page = Math.min(wantedPage, pages - 1);
  const end = events.length - page * EVENTS_PER_PAGE;
  const start = Math.max(0, end - EVENTS_PER_PAGE);
  const shown = events.slice(start, end);
  return modal({
    id: viewIds.history,
    title: 'History',
    memory: remember({ of: peering ? { peeringId: peering.id } : { name }, page }),
    blocks: [
      section(
        join([strong(name), peering && mrkdwn`${sayState(peering.state)}`, gone ? GONE : undefined], '  ·  '),
      ),
      context(sayRange(start, shown.length, events.length)),
      divider,
      ...shown.map(eventBlock),
      ...actions('history.actions', [
        page < pages - 1 ? button({ text: 'Older', action: actionIds.historyOlder }) : undefined,
        page > 0 ? button({ text: 'Newer', action: actionIds.historyNewer }) : undefined,
        peering && button({ text: 'Details', action: actionIds.openDetails, value: peering.id }),
      ]),
    ],
  });
}

const GONE = mrkdwn`Yugabyte does not have it any more`;

function sayRange(start: number, count: number, total: number): Mrkdwn {
  if (total === 0) {
    return mrkdwn`Nothing yet: nobody has asked this bot for anything about this peering, and it has seen no change.`;
  }
  if (total === 1) return mrkdwn`1 event`;
  if (count === total) return mrkdwn`${sayNumber(total)} events, the oldest first`;
  return mrkdwn`${sayNumber(start + 1)} to ${sayNumber(start + count)} of ${sayNumber(total)} events, the oldest first`;
}

/** In a window nobody is notified by being named. */
function eventBlock({ at, kind, sentence, by, approvedBy, ref }: HistoryEvent): KnownBlock {
  const who = [
    by !== undefined ? mention(by) : undefined,
    approvedBy !== undefined ? mrkdwn`approved by ${mention(approvedBy)}` : undefined,
  ];
  const reference = ref !== undefined && mayNeedIt(kind) ? mrkdwn`  ·  Reference: ${code(ref)}` : undefined;
  return section(
    join([
      mrkdwn`${SYMBOLS[kind]} ${join([date(at), join(who, ', ')], '  ·  ')}`,
      mrkdwn`${sentence}${reference}`,
    ]),
  );
}

const mayNeedIt = (kind: HistoryEvent['kind']) => kind === 'stopped' || kind === 'refused';

/** Each only doubles what the sentence says. */
const SYMBOLS: Record<HistoryEvent['kind'], Mrkdwn> = {
  asked: mrkdwn`:memo:`,
  news: mrkdwn`:bell:`,
  stopped: mrkdwn`:warning:`,
  refused: mrkdwn`:no_entry:`,
};
