import { type Actor, authorize, type Decision, type RightsPolicy } from '../core/authorize.ts';
import { PeeringBotError } from '../core/errors.ts';
import type { Observation } from '../core/peering.ts';
import type { AuditEntry, Clock, ManagedDb } from '../core/ports.ts';
import type { ConfirmAnswer, Confirmation, ShownPlan } from './api.ts';
import type { RequestApproval } from './approvals/request-approval.ts';
import type { Audit } from './audit.ts';
import type { Begin } from './begin-operation.ts';
import type { CardBook } from './card-book.ts';
import { checkConfirmation } from './check-confirmation.ts';
import type { Documents } from './documents.ts';
import type { Journal } from './journal.ts';
import type { Log } from './log.ts';
import { newOperation, operationId, subjectOf } from './new-operation.ts';
import { observeFor } from './observe-for.ts';
import type { OperationDocument } from './operation-document.ts';
import { peeringById } from './peering-by-id.ts';
import type { Progress } from './progress.ts';
import type { InTurn } from './queue.ts';
import type { Runner } from './run-operation.ts';
import { sayFailure } from './trouble.ts';
import type { Waits } from './waits.ts';

/** What is confirmed is planned again from a reading that is not older. */
const FRESH_MS = 1_000;

export interface ConfirmParts {
  managedDb: ManagedDb;
  clock: Clock;
  rights: RightsPolicy;
  journal: Journal;
  book: CardBook;
  audit: Audit;
  documents: Documents;
  progress: Progress;
  runner: Runner;
  waits: Waits;
  log: Log;
  approvals: RequestApproval;
  beginOperation: Begin;
  /** One at a time with what is approved. */
  inTurn: InTurn;
  /** The name a peering was last known by. */
  nameOf(peeringId: string): string | undefined;
}

/** One attempt: who wants what, and what the audit log is told of it. */
interface Attempt {
  id: string;
  confirmation: Confirmation;
  actor: Actor;
  ref: string;
}

/** From a person's yes to the journaled operation, or to the question to somebody else; every attempt is in the audit log. */
export function createConfirm(parts: ConfirmParts) {
  const { managedDb, clock, rights, journal, book, audit, documents, runner, waits, log } = parts;
  const { approvals, beginOperation, inTurn } = parts;

  return async (confirmation: Confirmation, actor: Actor, ref: string): Promise<ConfirmAnswer> => {
    waits.check();
    const attempt: Attempt = { id: operationId(confirmation), confirmation, actor, ref };
    // The name decides who may. Where it is not known, nothing was read yet: then the right is checked after reading.
    const knownName = nameOf(confirmation);
    if (knownName !== undefined) await requireRight(attempt, knownName);
    const before = await startedBefore(attempt);
    if (before) return before;

    const observation = await observe(attempt, knownName);
    const name = nameOf(confirmation, observation) ?? knownName ?? '';
    const right = await requireRight(attempt, name);
    // One at a time from the check to the journal, so that two that exclude each other cannot both pass.
    return inTurn('confirm', async () => {
      waits.check();
      return (await startedBefore(attempt)) ?? act(attempt, name, observation, right);
    });
  };

  function nameOf({ intent }: Confirmation, observation?: Observation): string | undefined {
    if (intent.kind === 'create') return intent.form.name.trim();
    return observation ? peeringById(observation, intent.peeringId)?.name : parts.nameOf(intent.peeringId);
  }

  async function requireRight(attempt: Attempt, name: string): Promise<Right> {
    const decision = authorize(attempt.confirmation.intent.kind, name, attempt.actor, rights);
    if (decision.answer !== 'refused') return decision;
    await write(attempt, name, 'refused', 'refused', decision.reason);
    throw new PeeringBotError('not-allowed', decision.reason);
  }

  async function startedBefore({ id }: Attempt): Promise<ConfirmAnswer | undefined> {
    const before = await journal.get(id);
    if (!before) return approvals.askedBefore(id);
    if (!before.closed) runner.start(id);
    return { started: true, operationId: id, peeringName: before.plan.peeringName, again: true };
  }

  async function observe(attempt: Attempt, name: string | undefined): Promise<Observation> {
    try {
      return await observeFor(managedDb, clock, attempt.confirmation.intent, FRESH_MS);
    } catch (error) {
      await write(attempt, name, 'none', 'not-read', sayFailure(error).sentence);
      throw error;
    }
  }

  async function act(
    attempt: Attempt,
    name: string,
    observation: Observation,
    right: Right,
  ): Promise<ConfirmAnswer> {
    const now = clock.now();
    const shown = checkConfirmation(attempt.confirmation, name, observation, { ...parts, now });
    if ('outcome' in shown) return stopAt(attempt, name, shown);
    if (right.answer === 'allowed') return start(attempt, shown, observation);
    const obstacle = approvals.obstacle(shown.plan);
    if (obstacle) return stopAt(attempt, name, obstacle);
    const { id, confirmation, actor, ref } = attempt;
    const { intent } = confirmation;
    const { approvers } = right;
    return approvals.ask({ id, intent, shown, observation, approvers, by: whoIs(actor), ref });
  }

  async function stopAt(
    attempt: Attempt,
    name: string,
    { outcome, ...obstacle }: { outcome: string; why: string; by?: string; replan?: ShownPlan },
  ): Promise<ConfirmAnswer> {
    await write(attempt, name, 'allowed', outcome, obstacle.why);
    return { started: false, ...obstacle };
  }

  async function start(
    { id, actor, ref }: Attempt,
    shown: ShownPlan,
    observation: Observation,
  ): Promise<ConfirmAnswer> {
    const subject = subjectOf(shown.plan, observation);
    await begin(newOperation({ id, shown, subject, book, by: whoIs(actor), ref, now: clock.now() }));
    return { started: true, operationId: id, peeringName: shown.plan.peeringName, again: false };
  }

  /** Where it is not known whether it was stored, that is found out afterwards: what was stored is carried out. */
  async function begin(operation: OperationDocument): Promise<void> {
    try {
      await beginOperation(operation);
    } catch (error) {
      documents
        .persist('operation', () => journal.get(operation.id))
        .then((stored) => stored && runner.start(operation.id))
        .catch((e: unknown) =>
          log.warn({ error: e, operation: operation.id }, 'operation may be stored or not'),
        );
      throw error;
    }
  }

  function write(
    { confirmation: { intent, digest }, actor, ref }: Attempt,
    name: string | undefined,
    decision: AuditEntry['decision'],
    outcome: string,
    detail: string,
  ): Promise<void> {
    return audit.write({
      at: clock.now(),
      userId: actor.userId,
      ...(actor.teamId !== undefined && { teamId: actor.teamId }),
      action: intent.kind,
      ...(name !== undefined && { peeringName: name }),
      ...(intent.kind !== 'create' && { peeringId: intent.peeringId }),
      planDigest: digest,
      decision,
      outcome,
      detail,
      ref,
    });
  }
}

type Right = Exclude<Decision, { answer: 'refused' }>;

const whoIs = ({ userId, teamId }: Actor): OperationDocument['by'] => ({
  userId,
  ...(teamId !== undefined && { teamId }),
});
