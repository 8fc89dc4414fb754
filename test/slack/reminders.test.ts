import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardAlert, DigestLine } from '../../src/core/ports.ts';
import { digestMessage } from '../../src/slack/cards/digest-message.ts';
import { peeringCard } from '../../src/slack/cards/peering-card.ts';
import { limits } from '../../src/slack/limits.ts';
import { detailsView } from '../../src/slack/modals/details-view.ts';
import { snoozeView } from '../../src/slack/modals/snooze-view.ts';
import { whyView } from '../../src/slack/modals/why.ts';
import { awsPeering, card, DAY, details, fix, flowingVerdict, gapVerdict, HOUR, NOW } from './given.ts';
import { expectGolden, whatSlackRefuses } from './golden.ts';

const names = new Map([
  ['U0OPERATOR', 'Ola'],
  ['U0VIEWER', 'Vera'],
]);
const deadline = { at: NOW + 5 * DAY, certainty: 'exact', meaning: 'AWS drops the request then.' } as const;
const waiting: CardAlert = {
  sentences: ['Somebody with rights in AWS account 111122223333 has to accept the request.'],
  since: NOW - 2 * DAY,
  deadline,
  reminded: { count: 1, at: NOW - HOUR },
};
const uncovered: CardAlert = {
  sentences: ['orders-db no longer lets 10.0.0.0/16 in.'],
  since: NOW - DAY,
  sinceAtLatest: true,
  reminded: { count: 3, at: NOW },
};
const snoozed = { by: 'U0VIEWER', at: NOW, until: NOW + 3 * DAY };
const acknowledged = { by: 'U0OPERATOR', at: NOW, falls: NOW + DAY };
const line: DigestLine = {
  peeringId: 'peering-1',
  peeringName: 'orders-web',
  sentence:
    'Yugabyte could not make the peering. Check that vpc-1 exists. Then terminate it and create it again.',
  since: NOW - DAY,
};

const messages = {
  'card-reminded': peeringCard(card({ alert: waiting }), names),
  'card-acknowledged': peeringCard(card({ alert: { ...waiting, acknowledged } }), names),
  'card-snoozed': peeringCard(
    card({ state: 'ACTIVE', verdict: gapVerdict, fixes: [fix], alert: { ...uncovered, snoozed } }),
    names,
  ),
  'card-resolved': peeringCard(
    card({
      state: 'ACTIVE',
      verdict: flowingVerdict,
      origin: 'found',
      resolved: { sentence: uncovered.sentences[0] ?? '', lastedMs: 2 * DAY, at: NOW },
    }),
    names,
  ),
  digest: digestMessage({
    lines: [
      { ...line, mention: 'S0PLATFORM' },
      {
        peeringName: 'reports',
        sentence: 'It was deleted without the bot. It had not become Active.',
        since: NOW,
      },
      {
        peeringId: 'peering-2',
        peeringName: 'billing-web',
        sentence: 'Somebody with rights in AWS account 444455556666 has to accept the request.',
        since: NOW - DAY,
        sinceAtLatest: true,
        deadline: { ...deadline, certainty: 'at-latest' },
        mention: 'U0ANA',
      },
    ],
    part: 1,
    parts: 1,
  }),
};

const views = {
  'details-reminded': detailsView(details({ alert: { ...waiting, acknowledged } })),
  why: whyView([
    {
      sentence: 'Somebody has to accept the request.',
      words: 'Rule pending holds since 2026-01-13 12:00 (UTC).',
      setting: 'PEERING_REMIND_EVERY',
    },
  ]),
  'why-over': whyView([]),
  snooze: snoozeView(awsPeering, 'Europe/Berlin'),
};

describe('what reminds is as its golden file has it, and Slack accepts it', () => {
  test.each(Object.entries(messages))('%s', (name, message) => expectGolden(`message-${name}`, message));
  test.each(Object.entries(views))('%s', (name, view) => expectGolden(`view-${name}`, view));
});

const buttonsOf = ({ blocks }: { blocks: unknown[] }) =>
  JSON.stringify(blocks).match(/"(I'm on it|Snooze|Wake|Why am I seeing this)"/g) ?? [];

test('what the card says already is not said twice', () => {
  const text = JSON.stringify(messages['card-reminded'].blocks);
  expect(text.match(/has to accept the request/g)).toHaveLength(1);
  expect(text.match(/\*Until:\*/g)).toHaveLength(1);
  expect(JSON.stringify(messages['card-snoozed'].blocks)).toContain('no longer lets');
});

test('a card offers what it may be answered with, and nothing once it is over', () => {
  expect(buttonsOf(messages['card-reminded'])).toEqual([
    '"I\'m on it"',
    '"Snooze"',
    '"Why am I seeing this"',
  ]);
  expect(buttonsOf(messages['card-acknowledged'])).toEqual(['"Wake"', '"Snooze"', '"Why am I seeing this"']);
  expect(buttonsOf(messages['card-snoozed'])).toEqual(['"I\'m on it"', '"Wake"', '"Why am I seeing this"']);
  expect(buttonsOf(messages['card-resolved'])).toEqual([]);
});

test('a card pings nobody, a digest its owners and nobody else', () => {
  const pings = (drawn: object) => JSON.stringify(drawn).match(/<[@!][^^d][^>]*>/g) ?? [];
  for (const name of ['card-reminded', 'card-acknowledged', 'card-snoozed', 'card-resolved'] as const) {
    expect(pings(messages[name])).toEqual([]);
  }
  expect(pings(messages.digest)).toEqual(['<!subteam^S0PLATFORM>', '<@U0ANA>']);
});

test('a digest as long as it may be fits, whatever the clouds call things', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (peeringName) => {
      const sentence = `${peeringName} `.repeat(20);
      const lines = Array.from({ length: 40 }, () => ({
        ...line,
        peeringName,
        sentence,
        mention: 'S0PLATFORM',
      }));
      const message = digestMessage({ lines, part: 2, parts: 13 });
      expect(whatSlackRefuses(message)).toEqual([]);
      expect(message.text.length).toBeLessThanOrEqual(limits.messageText);
      expect(JSON.stringify(message)).not.toMatch(/<!(channel|here|everyone)/);
    }),
    { numRuns: 30 },
  );
});
