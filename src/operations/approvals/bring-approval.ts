import { type Approval, sayRequest, sayResult } from '../../core/approval.ts';
import { hasCode, type PeeringBotError } from '../../core/errors.ts';
import type { Clock, MessagePlace, Notifier } from '../../core/ports.ts';
import type { Deliverable } from '../deliver.ts';
import { createPostOnce } from '../post-once.ts';
import { sayTime } from '../say-time.ts';
import type { ApprovalBook } from './approval-book.ts';
import { type ApprovalDocument, approvalMarker, approvalOf, outcomeMarker } from './approval-document.ts';

/** Brings a request and what became of it to where they belong, each once, whatever became of Slack's earlier answers. */
export interface ApprovalBringer extends Deliverable {
  /** What a former process left may be in Slack or not: it is looked for before it is posted. */
  takeOver(): void;
}

/** Slack's clock and ours may differ. */
const SKEW_MS = 5 * 60_000;

export function createApprovalBringer({
  book,
  notifier,
  clock,
  channel,
}: {
  book: ApprovalBook;
  notifier: Notifier;
  clock: Clock;
  channel: string;
}): ApprovalBringer {
  const { once, doubt } = createPostOnce();

  const read = (id: string): ApprovalDocument => {
    const approval = book.atHand(id);
    if (!approval) throw new Error(`request ${id} for approval is not at hand`);
    return approval;
  };

  async function bring(id: string): Promise<void> {
    const approval = book.atHand(id);
    // Closed while this was asked for.
    if (!approval) return;
    if (!approval.decision) return bringRequest(id);
    // Where the channel takes nothing, who asked hears it all the same.
    const [inChannel] = await Promise.allSettled([showOutcome(id).then(() => noteOutcome(id))]);
    await tellOutcome(id);
    if (inChannel.status === 'rejected') throw inChannel.reason;
    if (read(id).settled) await book.change(id, (now) => ({ ...now, closed: true }));
  }

  async function bringRequest(id: string): Promise<void> {
    const approval = read(id);
    const { place: there, under } = approval;
    if (there) return;
    const marker = approvalMarker(approval);
    try {
      const { place } = await once(marker, {
        find: () => find(approval),
        post: () => notifier.postApproval({ channel, ...(under && { under }) }, marker, approvalOf(approval)),
      });
      await book.change(id, (now) => ({ ...now, place }));
    } catch (error) {
      if (!under || !hasCode(error, 'message-gone')) throw error;
      // Somebody deleted the card: the channel itself will do.
      await book.change(id, ({ under: _, ...now }) => ({ ...now, lost: now.lost + 1 }));
      await bringRequest(id);
    }
  }

  const find = (approval: ApprovalDocument) =>
    notifier.findMessage(channel, approvalMarker(approval), approval.requestedAt - SKEW_MS, approval.under);

  /** A request that never came to the channel is not posted once it is decided. */
  async function showOutcome(id: string): Promise<void> {
    const approval = read(id);
    if (approval.shown) return;
    const place = approval.place ?? (await find(approval));
    if (place) {
      await unlessGone(notifier.updateApproval(place, approvalMarker(approval), approvalOf(approval)));
    }
    await book.change(id, (now) => ({ ...now, ...(place && { place }), shown: true }));
  }

  /** The card's own thread has it already that something was approved: the operation notes it there. */
  async function noteOutcome(id: string): Promise<void> {
    const approval = read(id);
    const { decision, under, noted } = approval;
    const thread = under ?? approval.place;
    if (noted || !thread || !decision) return;
    if (!(under && decision.outcome === 'approved'))
      await unlessGone(postOutcome(approval, decision, thread));
    await book.change(id, (now) => ({ ...now, noted: true }));
  }

  function postOutcome(
    approval: ApprovalDocument,
    decision: NonNullable<Approval['decision']>,
    thread: MessagePlace,
  ): Promise<unknown> {
    const marker = outcomeMarker(approval);
    return once(marker, {
      find: () => notifier.findMessage(thread.channel, marker, decision.at - SKEW_MS, thread),
      post: () => notifier.postNote(thread, marker, noteOf(approval, decision)),
    });
  }

  /** Nobody is told what they did themselves. */
  async function tellOutcome(id: string): Promise<void> {
    const approval = read(id);
    const { decision, told, requestedBy } = approval;
    if (told || !decision || decision.by === requestedBy.userId) return;
    await notifier.tell(requestedBy.userId, noteOf(approval, decision));
    await book.change(id, (now) => ({ ...now, told: true }));
  }

  async function tellRefused(id: string, { message, mend }: PeeringBotError): Promise<void> {
    const { refused, requestedBy, plan } = read(id);
    if (refused?.told) return;
    const entry = { reason: message, since: refused?.since ?? clock.now() };
    await book.change(id, (approval) => ({ ...approval, refused: { ...entry, told: false } }));
    await notifier.tell(requestedBy.userId, {
      text: `I cannot ask for approval to ${sayRequest({ plan })} in the channel. ${message}${mend ? ` ${mend}` : ''} The request is kept and posted as soon as that is possible.`,
    });
    await book.change(id, (approval) => ({ ...approval, refused: { ...entry, told: true } }));
  }

  return {
    takeOver() {
      for (const approval of book.left()) {
        if (!approval.place) doubt(approvalMarker(approval));
        if (approval.decision && !approval.noted) doubt(outcomeMarker(approval));
      }
    },
    has: (id) => book.atHand(id) !== undefined,
    where(id) {
      const approval = book.atHand(id);
      return approval ? `request to ${sayRequest(approval)}` : `request ${id} for approval`;
    },
    bring,
    async arrived(id) {
      if (!book.atHand(id)?.refused) return;
      await book.change(id, ({ refused: _, ...approval }) => approval);
    },
    tellRefused,
    refusedSince: (id) => book.atHand(id)?.refused?.since,
  };
}

function noteOf(approval: ApprovalDocument, decision: NonNullable<Approval['decision']>) {
  return {
    text: sayResult(approval, sayTime(decision.at)),
    ...(decision.by !== undefined && { by: decision.by }),
  };
}

/** A message that somebody deleted needs no outcome any more. */
async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!hasCode(error, 'message-gone')) throw error;
  }
}
