import type { PlanStep } from '../core/plan/plan.ts';
import type { Clock, Store, Versioned } from '../core/ports.ts';
import type { Documents } from './documents.ts';
import { type OperationDocument, stepInHand } from './operation-document.ts';
import { createQueue } from './queue.ts';

const PREFIX = 'operation:';
/** The audit log keeps what was done; an operation itself is of no use for longer. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** The operations: all in the store, those of which something is left to do also at hand. */
export interface Journal {
  /** Reads what a former process left. */
  load(): Promise<void>;
  /** One that is not closed is at hand from then on. */
  get(id: string): Promise<OperationDocument | undefined>;
  /** Stores a new one. Throws when it is not stored. */
  open(operation: OperationDocument): Promise<void>;
  /** Resolves with the changed one once it is durable. */
  change(id: string, change: Partial<OperationDocument>): Promise<OperationDocument>;
  /** One of which something is left to do. */
  atHand(id: string): OperationDocument | undefined;
  /** Those of which something is left to do, the oldest first. */
  left(): OperationDocument[];
  /** The one of this card that has not told its end yet. */
  leftFor(cardId: string): OperationDocument | undefined;
  /** The ones that are being carried out on a peering of this name, the oldest first. */
  runningOn(peeringName: string): OperationDocument[];
  runningFor(cardId: string): OperationDocument | undefined;
}

export function createJournal({
  store,
  documents,
  clock,
}: {
  store: Store;
  documents: Documents;
  clock: Clock;
}): Journal {
  const documentsAtHand = new Map<string, Versioned<OperationDocument>>();
  const inTurn = createQueue();
  const left = () => [...documentsAtHand.values()].map(({ value }) => value);
  const running = () => left().filter(({ status }) => status === 'running');

  function keep(document: Versioned<OperationDocument>): OperationDocument {
    if (document.value.closed) documentsAtHand.delete(document.value.id);
    else documentsAtHand.set(document.value.id, document);
    return document.value;
  }

  return {
    async load() {
      const all = await store.list<OperationDocument>(PREFIX);
      const oldestFirst = all.toSorted((a, b) => a.value.startedAt - b.value.startedAt);
      for (const document of oldestFirst) {
        const { closed, endedAt } = document.value;
        if (!closed) {
          if (!documentsAtHand.has(document.value.id)) keep(document);
        } else if (endedAt !== undefined && endedAt < clock.now() - KEEP_MS) {
          await store.remove(document.key, document.version);
        }
      }
    },
    async get(id) {
      const atHand = documentsAtHand.get(id)?.value;
      if (atHand) return atHand;
      const stored = await store.get<OperationDocument>(PREFIX + id);
      return stored && keep(stored);
    },
    async open(operation) {
      keep(await documents.writeNow({ key: PREFIX + operation.id, version: 0, value: operation }, operation));
    },
    change: (id, change) =>
      inTurn(id, async () => {
        const before = documentsAtHand.get(id) ?? (await store.get<OperationDocument>(PREFIX + id));
        if (!before) throw new Error(`operation ${id} is not in the journal`);
        return keep(await documents.write(before, { ...before.value, ...change }));
      }),
    atHand: (id) => documentsAtHand.get(id)?.value,
    left,
    leftFor: (cardId) => left().find((operation) => operation.cardId === cardId),
    runningOn: (peeringName) =>
      running().filter(({ plan }) => plan.peeringName.toLowerCase() === peeringName.toLowerCase()),
    runningFor: (cardId) => running().find((operation) => operation.cardId === cardId),
  };
}

/** Nobody can say how long: it waits, or may have to wait, for a person at the cloud. */
export function isWaitingForAcceptance(operation: OperationDocument): boolean {
  const step = operation.plan.steps[stepInHand(operation)]?.do;
  return operation.plan.kind !== 'terminate' && step !== undefined && AT_THE_CLOUD.includes(step);
}

const AT_THE_CLOUD: PlanStep['do'][] = [
  'await-request',
  'await-active',
  'await-flow',
  'accept-request',
  'add-mirror',
  'add-route',
  'turn-on-dns',
  'allow-remote-dns',
];
