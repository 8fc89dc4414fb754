import { createHash } from 'node:crypto';
import { type Actor, authorize, type RightsPolicy } from '../core/authorize.ts';
import { PeeringBotError } from '../core/errors.ts';
import type { Observation, PeeringSpec } from '../core/peering.ts';
import type { AuditEntry, Clock, ManagedDb } from '../core/ports.ts';
import { yugabyteVpcOf } from '../core/yugabyte-vpc-of.ts';
import type { ConfirmAnswer, Confirmation, ShownPlan } from './api.ts';
import type { Audit } from './audit.ts';
import type { CardBook } from './card-book.ts';
import { checkCreate } from './check-create.ts';
import type { Documents } from './documents.ts';
import { isWaitingForAcceptance, type Journal } from './journal.ts';
import type { Log } from './log.ts';
import type { OperationDocument } from './operation-document.ts';
import { peeringById } from './peering-by-id.ts';
import { planIntent } from './plan-intent.ts';
import type { Progress } from './progress.ts';
import { createQueue } from './queue.ts';
import type { Runner } from './run-operation.ts';
import { sayFailure } from './trouble.ts';
import type { Waits } from './waits.ts';

/** A plan holds for as long after it was shown. */
const EXPIRES_MS = 15 * 60_000;
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
  /** The name a peering was last known by. */
  nameOf(peeringId: string): string | undefined;
  onOperation?: ((kind: string, outcome: string) => void) | undefined;
}

type Refusal = { outcome: string; why: string; by?: string; replan?: ShownPlan };

export function createConfirm(parts: ConfirmParts) {
  const {
    managedDb,
    clock,
    rights,
    journal,
    book,
    audit,
    documents,
    progress,
    runner,
    waits,
    log,
    nameOf,
    onOperation,
  } = parts;
  const inTurn = createQueue();

  return async (confirmation: Confirmation, actor: Actor, ref: string): Promise<ConfirmAnswer> => {
    waits.check();
    const { intent, digest } = confirmation;
    const id = operationId(confirmation);

    const write = (
      name: string | undefined,
      decision: AuditEntry['decision'],
      outcome: string,
      detail: string,
    ) =>
      audit.write({
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
    const requireRight = async (name: string) => {
      const decision = authorize(intent.kind, name, actor, rights);
      if (decision.allowed) return;
      await write(name, 'refused', 'refused', decision.reason);
      throw new PeeringBotError('not-allowed', decision.reason);
    };
    const startedBefore = async (): Promise<ConfirmAnswer | undefined> => {
      const before = await journal.get(id);
      if (!before) return undefined;
      if (!before.closed) runner.start(id);
      return { started: true, operationId: id, peeringName: before.plan.peeringName, again: true };
    };
    const nameNow = () => (intent.kind === 'create' ? intent.form.name.trim() : nameOf(intent.peeringId));

    // The name decides who may; where nothing was read yet, the right is checked as soon as it is known.
    const knownName = nameNow();
    if (knownName !== undefined) await requireRight(knownName);
    const before = await startedBefore();
    if (before) return before;

    const observation = await managedDb.observe({ maxAgeMs: FRESH_MS }).catch(async (error: unknown) => {
      await write(knownName, 'none', 'not-read', sayFailure(error).sentence);
      throw error;
    });
    await requireRight(nameNow() ?? '');

    // One at a time from the check to the journal, so that two that exclude each other cannot both pass.
    return inTurn('confirm', async () => {
      waits.check();
      const meanwhile = await startedBefore();
      if (meanwhile) return meanwhile;
      const checked = check(confirmation, observation, knownName ?? nameNow());
      if ('outcome' in checked) {
        const { outcome, ...answer } = checked;
        await write(knownName ?? nameNow(), 'allowed', outcome, answer.why);
        return { started: false, ...answer };
      }
      const operation = newOperation(id, checked, observation, actor, ref);
      await open(operation);
      const { peeringName } = operation.plan;
      log.info(
        { operation: id, kind: intent.kind, peering: peeringName, user: actor.userId, ref },
        'operation started',
      );
      onOperation?.(intent.kind, 'started');
      runner.start(id);
      return { started: true, operationId: id, peeringName, again: false };
    });
  };

  /** Why it does not start, or the plan that holds. */
  function check(
    { intent, digest, shownAt }: Confirmation,
    observation: Observation,
    name = '',
  ): Refusal | ShownPlan {
    const busy = journal
      .runningOn(name)
      .find((other) => intent.kind !== 'terminate' || !isWaitingForAcceptance(other));
    if (busy) return { outcome: 'busy', why: sayBusy(busy), by: busy.by.userId };
    if (intent.kind === 'create') {
      const problems = checkCreate(intent.form, observation, journal);
      if (problems.length > 0) {
        return { outcome: 'invalid', why: problems.map(({ sentence }) => sentence).join(' ') };
      }
    }
    const answer = planIntent(intent, observation, clock.now(), name || undefined);
    if (!answer.planned) return { outcome: 'nothing-to-do', why: answer.sentence };
    const { planned: _, ...replan } = answer;
    if (clock.now() - shownAt > EXPIRES_MS) {
      return {
        outcome: 'plan-expired',
        why: 'The plan was shown too long ago; this is how it looks now.',
        replan,
      };
    }
    if (replan.digest !== digest) {
      return {
        outcome: 'plan-changed',
        why: 'Things have changed since the plan was shown; this is how it looks now.',
        replan,
      };
    }
    return replan;
  }

  function sayBusy(operation: OperationDocument): string {
    const doing = { create: 'created', 'allow-access': 'given access', terminate: 'terminated' };
    const { plan, by } = operation;
    return `${plan.peeringName} is being ${doing[plan.kind]} already, as ${by.userId} asked. ${progress.of(operation).sentence}. Wait until that has ended.`;
  }

  /** When it is not known whether it was stored, it is found out behind the scenes: what was stored is carried out. */
  async function open(operation: OperationDocument): Promise<void> {
    try {
      await journal.open(operation);
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

  function newOperation(
    id: string,
    { plan, digest }: ShownPlan,
    observation: Observation,
    actor: Actor,
    ref: string,
  ): OperationDocument {
    const { peeringId } = plan;
    const card = peeringId === undefined ? undefined : book.ofPeering(peeringId);
    return {
      id,
      plan,
      digest,
      ref,
      by: { userId: actor.userId, ...(actor.teamId !== undefined && { teamId: actor.teamId }) },
      startedAt: clock.now(),
      cardId: card?.cardId ?? (peeringId === undefined ? `c-${id}` : `p-${peeringId}`),
      ...(peeringId !== undefined && { peeringId }),
      subject: subjectOf(plan, observation),
      steps: plan.steps.map(() => ({ status: 'waiting' })),
      status: 'running',
    };
  }
}

/** The same confirmation twice is one operation; one given after the plan was shown anew is another. */
function operationId({ confirmationId, digest, shownAt }: Confirmation): string {
  return createHash('sha256').update([confirmationId, digest, shownAt].join('\n')).digest('hex').slice(0, 20);
}

function subjectOf(
  plan: ShownPlan['plan'],
  observation: Observation,
): { spec: PeeringSpec; yugabyteVpcName: string } {
  const requested = plan.steps.find((step) => step.do === 'request-peering')?.spec;
  const peering = plan.peeringId === undefined ? undefined : peeringById(observation, plan.peeringId);
  if (peering) {
    const { name, yugabyteVpcId, application, yugabyteVpcName } = peering;
    return { spec: { name, yugabyteVpcId, application }, yugabyteVpcName };
  }
  if (!requested) throw new Error('a plan is about a peering');
  const vpc = yugabyteVpcOf(requested, observation);
  return { spec: requested, yugabyteVpcName: vpc.ok ? vpc.value.name : requested.yugabyteVpcId };
}
