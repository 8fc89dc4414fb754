import { mayDecide, sayDifference } from '../../core/approval.ts';
import type { Actor, RightsPolicy } from '../../core/authorize.ts';
import { isComplete } from '../../core/is-complete.ts';
import type { Observation } from '../../core/peering.ts';
import type { Clock, ManagedDb } from '../../core/ports.ts';
import type { ApprovalDecision, DecideAnswer, Intent, Operations } from '../api.ts';
import type { Audit } from '../audit.ts';
import { checkConfirmation, type Obstacle } from '../check-confirmation.ts';
import type { Delivery } from '../deliver.ts';
import type { Journal } from '../journal.ts';
import type { Log } from '../log.ts';
import { observeFor } from '../observe-for.ts';
import type { Progress } from '../progress.ts';
import type { InTurn } from '../queue.ts';
import { sayFailure } from '../trouble.ts';
import type { Waits } from '../waits.ts';
import { refusedLine } from './approval-audit.ts';
import type { ApprovalBook } from './approval-book.ts';
import { type ApprovalDocument, approvalOf } from './approval-document.ts';
import type { ApprovalFollower } from './follow-approval.ts';

/** What is approved is planned again from a reading that is not older. */
const FRESH_MS = 1_000;

export interface DecideParts {
  managedDb: ManagedDb;
  clock: Clock;
  rights: RightsPolicy;
  journal: Journal;
  progress: Progress;
  audit: Audit;
  waits: Waits;
  log: Log;
  /** One at a time with confirmations. */
  inTurn: InTurn;
  book: ApprovalBook;
  delivery: Delivery;
  follower: ApprovalFollower;
}

interface Attempt {
  id: string;
  decision: ApprovalDecision;
  actor: Actor;
  ref: string;
}

/** From an approver's press to what follows from it; every attempt is in the audit log. */
export function createDecide(parts: DecideParts): Operations['decide'] {
  const { managedDb, clock, rights, audit, waits, log, inTurn, book, delivery, follower } = parts;

  return async (id, decision, actor, ref) => {
    waits.check();
    const attempt: Attempt = { id, decision, actor, ref };
    const early = await refusal(attempt);
    if ('refused' in early) return early.refused;
    if (decision.do === 'decline') {
      return conclude(attempt, { outcome: 'declined', reason: decision.reason });
    }
    if (decision.do === 'withdraw') return conclude(attempt, { outcome: 'withdrawn' });

    const observation = await observe(attempt, early.approval);
    return inTurn('confirm', async () => {
      waits.check();
      const late = await refusal(attempt);
      return 'refused' in late ? late.refused : approve(attempt, late.approval, observation);
    });
  };

  async function approve(
    attempt: Attempt,
    approval: ApprovalDocument,
    observation: Observation,
  ): Promise<DecideAnswer> {
    const obstacle = obstacleTo(approval, observation);
    if (!obstacle) return conclude(attempt, { outcome: 'approved' });
    // What passes by itself, or was not read, is no reason to close it.
    if (obstacle.outcome !== 'busy' && isComplete(observation) && wasSeen(approval.intent, observation)) {
      return conclude(attempt, { outcome: 'void', reason: obstacle.why });
    }
    const why =
      obstacle.outcome === 'busy'
        ? obstacle.why
        : 'Whether it still holds could not be read just now. Try again in a moment.';
    await write(attempt, approval, obstacle.outcome === 'busy' ? 'busy' : 'not-read', why);
    return { decided: false, why, whoMay: [] };
  }

  function obstacleTo(approval: ApprovalDocument, observation: Observation): Obstacle | undefined {
    const { id, intent, plan, digest } = approval;
    const now = clock.now();
    const checked = checkConfirmation(
      { intent, digest, shownAt: now, confirmationId: id },
      plan.peeringName,
      observation,
      { ...parts, now },
    );
    if (!('outcome' in checked)) return undefined;
    const { replan } = checked;
    return replan ? { ...checked, why: sayDifference(plan, replan.plan) } : checked;
  }

  async function conclude(
    attempt: Attempt,
    what:
      | { outcome: 'approved' | 'withdrawn'; reason?: never }
      | { outcome: 'declined' | 'void'; reason: string },
  ): Promise<DecideAnswer> {
    const { id, actor, ref } = attempt;
    const { userId, teamId } = actor;
    const decision = { ...what, by: userId, ...(teamId !== undefined && { teamId }), at: clock.now(), ref };
    const result = await book.decide(id, decision).catch((error: unknown) => {
      follower.followStored(id);
      throw error;
    });
    if (result === 'decided-before') {
      const again = await refusal(attempt);
      if ('refused' in again) return again.refused;
      throw new Error(`request ${id} for approval is decided and open`);
    }
    log.info({ approval: id, outcome: what.outcome, user: userId, ref }, 'request for approval decided');
    // Within the turn: what is journaled now stands in the way of what would exclude it. Else the follower does it.
    await follower.begin(id).catch((error: unknown) => log.warn({ error, approval: id }, 'not begun yet'));
    follower.follow(id);
    const approval = await book.get(id);
    if (!approval) throw new Error(`request ${id} for approval is not in the book`);
    if (what.outcome !== 'void') return { decided: true, approval: approvalOf(approval) };
    return { decided: false, why: `It no longer holds, so it is closed. ${what.reason}`, whoMay: [] };
  }

  async function refusal(
    attempt: Attempt,
  ): Promise<{ approval: ApprovalDocument } | { refused: DecideAnswer }> {
    const { id, decision, actor } = attempt;
    const approval = await book.get(id);
    if (!approval) {
      const why = 'The bot no longer knows this request. Ask for it again.';
      return { refused: { decided: false, why, whoMay: [] } };
    }
    const may = mayDecide(decision.do, approvalOf(approval), actor, rights, clock.now());
    if (may.may) return { approval };
    await write(attempt, approval, 'refused', may.reason);
    // What they saw is out of date then.
    void follower.expire(id).catch((error: unknown) => log.warn({ error, approval: id }, 'not closed yet'));
    if (approval.decision) void delivery.deliver(id, { now: true });
    return { refused: { decided: false, why: may.reason, whoMay: may.whoMay } };
  }

  async function observe(attempt: Attempt, approval: ApprovalDocument): Promise<Observation> {
    try {
      return await observeFor(managedDb, clock, approval.intent, FRESH_MS);
    } catch (error) {
      await write(attempt, approval, 'not-read', sayFailure(error).sentence);
      throw error;
    }
  }

  function write(
    { decision, actor: { userId, teamId }, ref }: Attempt,
    approval: ApprovalDocument,
    outcome: string,
    reason: string,
  ): Promise<void> {
    const by = { userId, ...(teamId !== undefined && { teamId }) };
    return audit.write(
      refusedLine(approval, { act: decision.do, by, at: clock.now(), outcome, reason, ref }),
    );
  }
}

/** The application's cloud answered, where it is looked into. */
function wasSeen(intent: Intent, { clouds, places }: Observation): boolean {
  const facts =
    intent.kind === 'create' ? [...(places?.values() ?? [])].at(-1) : clouds?.get(intent.peeringId);
  if (!facts) return true;
  return !Object.values(facts).some(
    (sight) => typeof sight === 'object' && !sight.ok && sight.why === 'unreachable',
  );
}
