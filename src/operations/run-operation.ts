import { judge } from '../core/chain/judge.ts';
import type { Clouds } from '../core/cloud/clouds.ts';
import { hasCode, PeeringBotError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Audit } from './audit.ts';
import { auditLine } from './audit-line.ts';
import type { CardBook } from './card-book.ts';
import { withAsked, withHandedOver, withOperationEnd, withPeering } from './card-events.ts';
import { type CarryOut, carryOut } from './carry-out-step.ts';
import type { Journal } from './journal.ts';
import type { Log } from './log.ts';
import { newCard } from './new-card.ts';
import type { ObservedDb } from './observe-clouds.ts';
import { type OperationDocument, type StepEntry, stepInHand } from './operation-document.ts';
import { peeringById } from './peering-by-id.ts';
import type { Progress } from './progress.ts';
import { createQueue } from './queue.ts';
import type { StepContext } from './steps/step-work.ts';
import { workFor } from './steps/steps.ts';
import { stillAsPlanned } from './steps/still-as-planned.ts';
import { sayFailure } from './trouble.ts';
import type { Waits } from './waits.ts';

/** Carries out operations from wherever they are to their end. */
export interface Runner {
  /** Does nothing when it is being carried out already. */
  start(operationId: string): void;
  /** Resolves when nothing is in hand any more; for stopping. */
  idle(): Promise<void>;
}

export interface RunnerParts {
  managedDb: ObservedDb;
  clouds: Clouds;
  clock: Clock;
  journal: Journal;
  book: CardBook;
  audit: Audit;
  progress: Progress;
  waits: Waits;
  log: Log;
  /** Who looks after an AWS account or GCP project: user and user-group ids. */
  owners: ReadonlyMap<string, string>;
  /** Tells the card what a step saw. */
  saw: StepContext['saw'];
  /** Shows the card anew. */
  show(cardId: string): void;
  /** Something has changed at Yugabyte: the card is to be looked after. */
  follow(cardId: string): void;
  onOperation?: ((kind: string, outcome: string) => void) | undefined;
}

export function createRunner(parts: RunnerParts): Runner {
  const { journal, book, audit, clock, log, waits } = parts;
  const inHand = new Map<string, Promise<void>>();
  const inTurn = createQueue();

  function current(id: string): OperationDocument {
    const operation = journal.atHand(id);
    if (!operation) throw new Error(`operation ${id} is not in hand`);
    return operation;
  }

  async function run(id: string): Promise<void> {
    const operation = current(id);
    try {
      await begin(operation);
      if (operation.status === 'running') await finish(id, await attempt(id));
      await close(current(id));
    } catch (error) {
      if (hasCode(error, 'stopping')) return;
      log.error({ error, operation: id, ref: operation.ref }, 'operation is left for the next start');
    }
  }

  async function begin(operation: OperationDocument): Promise<void> {
    await book.ensure(newCard(operation));
    await book.change(operation.cardId, (card) => withAsked(withPeering(card, operation), operation));
    await audit.writeOnce(auditLine(operation, 'started', operation.startedAt));
    parts.show(operation.cardId);
  }

  /** Resolves with how it ended; throws only when it is to be taken up again later. */
  async function attempt(id: string): Promise<Partial<OperationDocument>> {
    try {
      for (let index = stepInHand(current(id)); index < current(id).steps.length; index++) {
        await doStep(id, index);
      }
      return { status: 'done' };
    } catch (error) {
      if (hasCode(error, 'stopping', 'store-conflict')) throw error;
      if (isSuperseded(current(id))) return superseded();
      const { ref } = current(id);
      const expected = error instanceof PeeringBotError;
      log[expected ? 'warn' : 'error']({ error, operation: id, ref }, 'operation failed');
      return { status: 'failed', failure: sayFailure(error) };
    }
  }

  async function doStep(id: string, index: number): Promise<void> {
    const step = current(id).plan.steps[index];
    if (!step) return;
    const mark = (entry: Partial<StepEntry>) =>
      journal.change(id, {
        steps: current(id).steps.map((old, at) => (at === index ? { ...old, ...entry } : old)),
      });
    const hand: CarryOut = {
      ...parts,
      context: context(id),
      proceed() {
        waits.check();
        if (isSuperseded(current(id))) throw new PeeringBotError('plan-changed', SUPERSEDED);
      },
      begin: async () => void (await mark({ status: 'doing', startedAt: clock.now() })),
      show: () => parts.show(current(id).cardId),
      async handOver(error) {
        const operation = current(id);
        const owner = parts.owners.get(operation.subject.spec.application.cloudProject);
        const told = { step, error, owner, at: clock.now() };
        await book.change(operation.cardId, (card) => withHandedOver(card, operation, told));
        parts.show(operation.cardId);
      },
      begunAt: current(id).steps[index]?.startedAt,
    };
    const nothingDone = index === 0 && current(id).steps[0]?.status === 'waiting';
    if (nothingDone) await carryOut(step, stillAsPlanned, hand);
    const work = workFor(step);
    const carry = () => carryOut(step, work, hand);
    await (work.alone ? inTurn(work.alone(step), carry) : carry());
    const { cardId } = await mark({ status: 'done', doneAt: clock.now() });
    parts.show(cardId);
    parts.follow(cardId);
  }

  function context(id: string): Omit<StepContext, 'looks'> {
    const { managedDb, clouds, saw } = parts;
    return {
      managedDb,
      clouds,
      clock,
      saw,
      operation: () => current(id),
      async verdict() {
        const { peeringId = '' } = current(id);
        const observation = await managedDb.observe({ maxAgeMs: 0, clouds: [peeringId] });
        const peering = peeringById(observation, peeringId);
        return peering && judge(peering, observation, { now: clock.now() });
      },
      async note(notes) {
        const operation = await journal.change(id, notes);
        await book.change(operation.cardId, (card) => withPeering(card, operation));
      },
    };
  }

  /** Terminating does not wait for an acceptance that may take days. */
  function isSuperseded({ id, plan }: OperationDocument): boolean {
    return journal
      .runningOn(plan.peeringName)
      .some((other) => other.id !== id && other.plan.kind === 'terminate' && plan.kind !== 'terminate');
  }

  async function finish(id: string, end: Partial<OperationDocument>): Promise<void> {
    await journal.change(id, { ...end, endedAt: clock.now() });
  }

  /** What follows the end: each part can be done twice without being seen twice. */
  async function close(operation: OperationDocument): Promise<void> {
    const { id, cardId, superseded, failure } = operation;
    const outcome = superseded ? 'superseded' : operation.status;
    await book.change(cardId, (card) => withOperationEnd(card, operation));
    await audit.writeOnce(auditLine(operation, outcome, operation.endedAt ?? clock.now(), failure?.sentence));
    await journal.change(id, { closed: true });
    parts.onOperation?.(operation.plan.kind, outcome);
    log.info({ operation: id, kind: operation.plan.kind, outcome, ref: operation.ref }, 'operation ended');
    parts.progress.goesOn(id);
    if (leavesUnseen(operation)) parts.managedDb.outdate(operation.peeringId ?? '');
    parts.show(cardId);
    parts.follow(cardId);
  }

  return {
    start(operationId) {
      if (inHand.has(operationId)) return;
      const name = current(operationId).plan.peeringName.toLowerCase();
      const work = inTurn(`peering:${name}`, () => run(operationId)).finally(() =>
        inHand.delete(operationId),
      );
      inHand.set(operationId, work);
      for (const other of journal.runningOn(name)) waits.nudge(`operation:${other.id}`);
    },
    async idle() {
      await Promise.all(inHand.values());
    },
  };
}

/** It changed something at the cloud, and nobody has looked at the whole since. */
const leavesUnseen = ({ plan: { steps } }: OperationDocument): boolean =>
  steps.some((step) => 'ends' in step) && !steps.some((step) => step.do === 'await-flow');

const SUPERSEDED = 'Stopped waiting: the peering is to be terminated.';

const superseded = (): Partial<OperationDocument> => ({
  status: 'failed',
  superseded: true,
  failure: { sentence: SUPERSEDED },
});
