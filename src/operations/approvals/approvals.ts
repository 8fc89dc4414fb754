import type { Approval } from '../../core/approval.ts';
import type { RightsPolicy } from '../../core/authorize.ts';
import type { Clock, ManagedDb, Notifier, Store } from '../../core/ports.ts';
import type { Operations } from '../api.ts';
import type { Audit } from '../audit.ts';
import type { Begin } from '../begin-operation.ts';
import type { CardBook } from '../card-book.ts';
import { createDelivery, type Delivery } from '../deliver.ts';
import type { Documents } from '../documents.ts';
import type { Journal } from '../journal.ts';
import type { Log } from '../log.ts';
import type { Progress } from '../progress.ts';
import type { InTurn } from '../queue.ts';
import type { Waits } from '../waits.ts';
import { createApprovalBook } from './approval-book.ts';
import { approvalOf } from './approval-document.ts';
import { createApprovalBringer } from './bring-approval.ts';
import { createDecide } from './decide-approval.ts';
import { createApprovalFollower } from './follow-approval.ts';
import { createRequestApproval, type RequestApproval } from './request-approval.ts';

export interface ApprovalsOptions {
  managedDb: ManagedDb;
  store: Store;
  notifier: Notifier;
  clock: Clock;
  rights: RightsPolicy;
  channel: string | undefined;
  expiresMs: number;
  newId: () => string;
  log: Log;
  documents: Documents;
  journal: Journal;
  cards: CardBook;
  audit: Audit;
  progress: Progress;
  waits: Waits;
  inTurn: InTurn;
  beginOperation: Begin;
}

/** Protected changes: asked for, decided by somebody else, carried out. */
export interface Approvals extends RequestApproval, Pick<Operations, 'approval' | 'decide'> {
  /** Reads what a former process left. */
  load(): Promise<void>;
  /** Goes on with it. */
  resume(): void;
  /** Those that can be answered now, the oldest first. */
  waiting(): Approval[];
  stop(): Promise<void>;
  undelivered: Delivery['undelivered'];
}

export function createApprovals(options: ApprovalsOptions): Approvals {
  const { store, notifier, clock, channel, documents, log, newId } = options;
  const book = createApprovalBook({ store, documents, clock });
  const bringer = createApprovalBringer({ book, notifier, clock, channel: channel ?? '' });
  const delivery = createDelivery(bringer, { clock, log, newId });
  const follower = createApprovalFollower({ ...options, book, delivery });
  const request = createRequestApproval({ ...options, book, follower });
  return {
    ...request,
    decide: createDecide({ ...options, book, delivery, follower }),
    async approval(id) {
      const found = await book.get(id);
      return found && approvalOf(found);
    },
    waiting: () =>
      book
        .left()
        .filter(({ decision, expiresAt }) => !decision && clock.now() < expiresAt)
        .map(approvalOf),
    async load() {
      await book.load();
      bringer.takeOver();
    },
    resume() {
      for (const { id } of book.left()) follower.follow(id);
    },
    async stop() {
      await Promise.all([follower.stop(), delivery.stop()]);
    },
    undelivered: delivery.undelivered,
  };
}
