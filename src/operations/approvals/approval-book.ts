import { hasCode } from '../../core/errors.ts';
import type { Clock, Store, Versioned } from '../../core/ports.ts';
import type { Documents } from '../documents.ts';
import { createQueue } from '../queue.ts';
import type { ApprovalDocument } from './approval-document.ts';

const PREFIX = 'approval:';
/** The audit log keeps what was decided; a request itself is of no use for longer. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** The requests for approval: all in the store, those of which something is left to do also at hand. */
export interface ApprovalBook {
  /** Reads what a former process left. */
  load(): Promise<void>;
  get(id: string): Promise<ApprovalDocument | undefined>;
  /** One of which something is left to do. */
  atHand(id: string): ApprovalDocument | undefined;
  /** Those of which something is left to do, the oldest first. */
  left(): ApprovalDocument[];
  /** Stores a new one. Throws when it is not stored. */
  open(approval: ApprovalDocument): Promise<void>;
  /**
   * Decides it if it is still open, once: of two at the same moment one is told `decided-before`. Throws when it is not
   * known whether that was stored.
   */
  decide(
    id: string,
    decision: NonNullable<ApprovalDocument['decision']>,
  ): Promise<'decided' | 'decided-before'>;
  /** Resolves once the change is durable. */
  change(id: string, change: (approval: ApprovalDocument) => ApprovalDocument): Promise<ApprovalDocument>;
  /** Looks into the store what holds, where an answer was lost. */
  reload(id: string): Promise<ApprovalDocument | undefined>;
}

export function createApprovalBook({
  store,
  documents,
  clock,
}: {
  store: Store;
  documents: Documents;
  clock: Clock;
}): ApprovalBook {
  const all = new Map<string, Versioned<ApprovalDocument>>();
  const inTurn = createQueue();

  function keep(document: Versioned<ApprovalDocument>): ApprovalDocument {
    const { id, closed } = document.value;
    if (closed) all.delete(id);
    else all.set(id, document);
    return document.value;
  }

  async function read(id: string): Promise<Versioned<ApprovalDocument> | undefined> {
    const stored = await store.get<ApprovalDocument>(PREFIX + id);
    if (stored) keep(stored);
    return stored;
  }

  async function known(id: string): Promise<Versioned<ApprovalDocument>> {
    const document = all.get(id) ?? (await read(id));
    if (!document) throw new Error(`request ${id} for approval is not in the book`);
    return document;
  }

  return {
    async load() {
      for (const document of await store.list<ApprovalDocument>(PREFIX)) {
        const { id, closed, decision } = document.value;
        const isOld = (decision?.at ?? Number.POSITIVE_INFINITY) < clock.now() - KEEP_MS;
        if (closed && isOld) await store.remove(document.key, document.version);
        else if (!closed && !all.has(id)) keep(document);
      }
    },
    get: async (id) => all.get(id)?.value ?? (await read(id))?.value,
    atHand: (id) => all.get(id)?.value,
    left: () => [...all.values()].map(({ value }) => value).toSorted((a, b) => a.requestedAt - b.requestedAt),
    async open(approval) {
      keep(await documents.writeNow({ key: PREFIX + approval.id, version: 0, value: approval }, approval));
    },
    decide: (id, decision) =>
      inTurn(id, async () => {
        const before = await known(id);
        if (before.value.decision) return 'decided-before';
        try {
          keep(await documents.writeNow(before, { ...before.value, decision }));
          return 'decided';
        } catch (error) {
          if (!hasCode(error, 'store-conflict')) throw error;
          await read(id);
          return 'decided-before';
        }
      }),
    change: (id, change) =>
      inTurn(id, async () => {
        const before = await known(id);
        return keep(await documents.write(before, change(before.value)));
      }),
    reload: (id) => inTurn(id, async () => (await read(id))?.value),
  };
}
