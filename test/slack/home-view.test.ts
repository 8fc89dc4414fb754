import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Home, HomePeerings, HomeTurn } from '../../src/operations/api.ts';
import { section } from '../../src/slack/blocks.ts';
import {
  homeDrawing,
  homeView,
  readingHome,
  refusedHome,
  troubledHome,
  unknownHome,
} from '../../src/slack/home/home-view.ts';
import { pagesOf } from '../../src/slack/home/pages.ts';
import { mrkdwn } from '../../src/slack/mrkdwn.ts';
import { approval, DAY, fix, fresh, gapVerdict, HOUR, NOW, pendingVerdict, row, rowsOf } from './given.ts';
import { expectGolden, whatSlackRefuses } from './golden.ts';

const turn = (more: Partial<HomeTurn> = {}): HomeTurn => ({
  row: row(),
  verdict: pendingVerdict,
  fixes: [],
  ...more,
});

const peerings = (more: Partial<HomePeerings> = {}): Home['peerings'] => ({
  ok: true,
  value: {
    freshness: fresh,
    total: 6,
    byState: [
      { state: 'ACTIVE', count: 3 },
      { state: 'PENDING', count: 3 },
    ],
    myTurn: [],
    requesting: [],
    mine: [],
    ...more,
  },
});

const home = (more: Partial<Home> = {}): Home => ({
  toDecide: [],
  asked: [],
  peerings: peerings(),
  stages: [],
  mayCreate: true,
  readOnly: false,
  ...more,
});

const busy = home({
  toDecide: [approval()],
  asked: [approval({ id: 'approval-2' })],
  peerings: peerings({
    myTurn: [
      turn(),
      turn({
        row: row({ id: 'peering-2', name: 'billing', state: 'ACTIVE' }),
        verdict: gapVerdict,
        fixes: [fix],
        alert: {
          sentences: ['It is shut out.'],
          since: NOW - DAY,
          acknowledged: { by: 'U0OPERATOR', at: NOW - HOUR, falls: NOW + DAY },
          snoozed: { by: 'U0VIEWER', at: NOW - HOUR, until: NOW + DAY },
        },
      }),
    ],
    requesting: [{ name: 'payments-mobile', yugabyteVpcName: 'payments-vpc' }],
    mine: [row(), row({ id: 'peering-3', name: 'of-others', terminable: false })],
  }),
  stages: [
    { stage: 'pending', medianMs: 26.4 * HOUR, count: 12 },
    { stage: 'shut-out', medianMs: 0.4 * HOUR, count: 3 },
  ],
});

const large = home({
  toDecide: Array.from({ length: 30 }, (_, index) => approval({ id: `approval-${index}` })),
  peerings: peerings({
    total: 1000,
    myTurn: rowsOf(200).map((one) => turn({ row: one })),
    mine: rowsOf(1000),
  }),
});

const drawn = (of: Home, page = 0, unread: string[] = []) =>
  homeView(homeDrawing(of, { page, unread }).blocks, JSON.stringify({ page, drawn: 'd' }));
const plainView = (blocks: KnownBlock[]) => homeView(blocks, '{}');

const views = {
  'home-empty': drawn(
    home({ peerings: peerings({ total: 0, byState: [] }), mayCreate: false, readOnly: true }),
  ),
  'home-nothing-waits': drawn(home({ mayCreate: false }), 0, ['S0PLATFORM']),
  'home-busy': drawn(busy),
  'home-1000': drawn(large),
  'home-1000-page-3': drawn(large, 2),
  'home-unread': drawn(
    home({ peerings: { ok: false, reason: 'Yugabyte does not answer.' }, toDecide: [approval()] }),
  ),
  'home-old': drawn(
    home({
      peerings: peerings({
        freshness: {
          at: NOW - DAY,
          old: true,
          refreshFailed: { at: NOW, reason: 'Yugabyte does not answer.', ref: 'ref-1' },
        },
      }),
    }),
  ),
  'home-guest': plainView(
    refusedHome({ reason: 'Peerings are shown to members of this workspace only.', whoMay: [] }),
  ),
  'home-unknown': plainView(unknownHome()),
  'home-reading': plainView(readingHome()),
  'home-trouble': plainView(
    troubledHome({ sentences: ['Something went wrong inside the bot.'], ref: 'ref-1' }),
  ),
};

describe('Home', () => {
  test.each(Object.entries(views))('%s', (name, view) => expectGolden(name, view));

  test('shows each thing once, on one of its pages, whatever there is', () => {
    const count = (blocks: KnownBlock[], prefix: string) =>
      blocks.filter(({ block_id: id }) => id?.startsWith(prefix)).length;
    fc.assert(
      fc.property(fc.nat(60), fc.nat(120), fc.nat(150), (approvals, turns, mine) => {
        const of = home({
          toDecide: Array.from({ length: approvals }, (_, index) => approval({ id: `approval-${index}` })),
          peerings: peerings({ myTurn: rowsOf(turns).map((one) => turn({ row: one })), mine: rowsOf(mine) }),
        });
        const all: KnownBlock[] = [];
        for (let page = 0; ; page++) {
          const drawing = homeDrawing(of, { page });
          if (drawing.page < page) break;
          expect(whatSlackRefuses(homeView(drawing.blocks, '{}'))).toEqual([]);
          all.push(...drawing.blocks);
        }
        expect(count(all, 'home.approval:')).toBe(approvals);
        expect(count(all, 'home.turn:')).toBe(turns);
        expect(count(all, 'home.mine:')).toBe(mine);
      }),
      { numRuns: 25 },
    );
  });

  test('a page that is no more is the last one', () => {
    const last = homeDrawing(large, { page: 999 });
    expect(last.page).toBeGreaterThan(2);
    expect(homeDrawing(busy, { page: 3 }).page).toBe(0);
  });

  test('what is long makes more pages before it makes a view too large', () => {
    const items = Array.from({ length: 60 }, () => [section(mrkdwn`${'ä'.repeat(2900)}`)]);
    const pages = pagesOf([{ title: 'Long', items }]);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(225_000);
    expect(pages.flat().filter(({ type }) => type === 'section')).toHaveLength(60);
    expect(pages.every(([, title]) => title?.type === 'header')).toBe(true);
  });
});
