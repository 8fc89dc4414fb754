import { expect, test } from 'vitest';
import type { Observation } from '../../src/core/peering.ts';
import { createCardBook } from '../../src/operations/card-book.ts';
import type { CardDocument } from '../../src/operations/card-document.ts';
import { createDocuments } from '../../src/operations/documents.ts';
import { createStateTeller } from '../../src/operations/tell-states.ts';
import { createWaits } from '../../src/operations/waits.ts';
import { createWorld, peering } from './world/world.ts';

const card: CardDocument = {
  cardId: 'card-1',
  peeringId: 'peering-1',
  spec: peering(),
  yugabyteVpcName: 'orders-vpc',
  origin: 'made',
  requestedBy: 'U0OPERATOR',
  requestedAt: 0,
  told: { state: 'ACTIVE', at: 0 },
  lost: 0,
  notes: [],
};

test('what was read before something newer was seen is not told after it, though that is still being written', async () => {
  const { clock, store } = createWorld();
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const documents = createDocuments({ store, log, waits: createWaits(clock) });
  const book = createCardBook({ store, documents, clock });
  await book.ensure(card);
  const observed = (state: string, at: number): Observation => ({
    at,
    peerings: [peering({ id: 'peering-1', state })],
    vpcs: { ok: true, value: [] },
    clusters: { ok: true, value: [] },
    allowLists: { ok: true, value: [] },
  });
  const teller = createStateTeller({
    clock,
    book,
    managedDb: { peek: () => observed('PENDING', 1) } as never,
    journal: { leftFor: () => undefined } as never,
    knowledge: { ofCard: () => ({}) } as never,
  });
  await clock.advance(10_000);
  const deleting = teller.saw(peering({ id: 'peering-1', state: 'DELETING' }));
  await teller.absorb(card, observed('PENDING', clock.now() - 5_000));
  await deleting;
  expect(book.get('card-1')?.told?.state).toBe('DELETING');
  expect(book.get('card-1')?.notes.map(({ text }) => text)).toEqual(['Yugabyte is deleting it.']);
});
