import { hasCode } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { Audit } from '../audit.ts';
import type { Begin } from '../begin-operation.ts';
import type { CardBook } from '../card-book.ts';
import type { Delivery } from '../deliver.ts';
import type { Documents } from '../documents.ts';
import type { Log } from '../log.ts';
import { newOperation } from '../new-operation.ts';
import { askedLine, decidedLine } from './approval-audit.ts';
import type { ApprovalBook } from './approval-book.ts';
import type { ApprovalDocument } from './approval-document.ts';

/** Sees to everything that follows from where a request stands, also from where a former process left it. */
export interface ApprovalFollower {
  /** Starts what was approved; does nothing for anything else. Throws when it is not stored. */
  begin(id: string): Promise<void>;
  /** Returns at once. */
  follow(id: string): void;
  /** Where it is not known what was stored, that is found out and followed. */
  followStored(id: string): void;
  /** Closes it when its time is over. */
  expire(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** Looked at as often at least: the clock may be set, and timers may not be longer than 24 days. */
const LOOK_MS = 24 * 3_600_000;

export function createApprovalFollower({
  book,
  cards,
  documents,
  audit,
  delivery,
  beginOperation,
  clock,
  newId,
  log,
}: {
  book: ApprovalBook;
  cards: CardBook;
  documents: Documents;
  audit: Audit;
  delivery: Delivery;
  beginOperation: Begin;
  clock: Clock;
  newId: () => string;
  log: Log;
}): ApprovalFollower {
  const timers = new Map<string, () => void>();
  const inHand = new Set<Promise<void>>();
  let stopped = false;

  function run(id: string, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => {
        if (hasCode(error, 'stopping')) return;
        log.error({ error, approval: id }, 'a request for approval is left for the next start');
      })
      .finally(() => inHand.delete(done));
    inHand.add(done);
  }

  function arm({ id, expiresAt }: ApprovalDocument): void {
    timers.get(id)?.();
    if (stopped) return;
    const wait = Math.min(Math.max(0, expiresAt - clock.now()), LOOK_MS);
    timers.set(
      id,
      clock.after(wait, () => run(id, () => expire(id))),
    );
  }

  async function expire(id: string): Promise<void> {
    const approval = book.atHand(id);
    if (!approval || approval.decision) return;
    if (clock.now() < approval.expiresAt) return arm(approval);
    const decision = { outcome: 'expired', at: clock.now(), ref: newId() } as const;
    await documents.persist('approval', () => book.decide(id, decision));
    follow(id);
  }

  async function begin(id: string): Promise<void> {
    const approval = book.atHand(id);
    if (approval?.decision?.outcome !== 'approved') return;
    const { plan, digest, subject, requestedBy, decision } = approval;
    await beginOperation(
      newOperation({
        id,
        shown: { plan, digest },
        subject,
        book: cards,
        by: requestedBy,
        approvedBy: decision.by,
        ref: decision.ref,
        now: decision.at,
      }),
    );
  }

  function follow(id: string): void {
    run(id, async () => {
      const approval = book.atHand(id);
      if (!approval) return;
      if (!approval.decision) {
        arm(approval);
        void delivery.deliver(id);
        await audit.writeOnce(askedLine(approval));
        return;
      }
      timers.get(id)?.();
      timers.delete(id);
      await documents.persist('operation', () => begin(id));
      void delivery.deliver(id, { now: true });
      if (!approval.settled) {
        await audit.writeOnce(askedLine(approval));
        await audit.writeOnce(decidedLine(approval, approval.decision));
        await book.change(id, (now) => ({ ...now, settled: true }));
      }
      await delivery.deliver(id);
    });
  }

  return {
    begin,
    follow,
    followStored: (id) =>
      run(id, async () => {
        await documents.persist('approval', () => book.reload(id));
        follow(id);
      }),
    expire,
    async stop() {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      await Promise.all(inHand);
    },
  };
}
