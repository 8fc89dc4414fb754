import type { RightsPolicy } from '../core/authorize.ts';
import { PeeringBotError } from '../core/errors.ts';
import { findByName } from '../core/find-by-name.ts';
import type { Observation } from '../core/peering.ts';
import type { Clock, ManagedDb, Notifier, Store } from '../core/ports.ts';
import { suggestName } from '../core/suggest-name.ts';
import type { OperationSummary, Operations } from './api.ts';
import { createAudit } from './audit.ts';
import { createCardBook } from './card-book.ts';
import type { CardDocument } from './card-document.ts';
import { checkCreate } from './check-create.ts';
import { createConfirm } from './confirm-plan.ts';
import { createChoices } from './create-choices.ts';
import { createDelivery } from './deliver-cards.ts';
import { createDocuments } from './documents.ts';
import { drawCard } from './draw-card.ts';
import { createFollower } from './follow-cards.ts';
import { OLD_AFTER_MS } from './freshness.ts';
import { createJournal } from './journal.ts';
import { createJudgeAll } from './judge-all.ts';
import { createKnowledge } from './knowledge.ts';
import { listPeerings } from './list-peerings.ts';
import type { Log } from './log.ts';
import type { OperationDocument } from './operation-document.ts';
import { overview } from './overview.ts';
import { peeringById } from './peering-by-id.ts';
import { peeringDetails } from './peering-details.ts';
import { planIntent } from './plan-intent.ts';
import { createProgress } from './progress.ts';
import { requesting } from './requesting.ts';
import { createRunner } from './run-operation.ts';
import { createStateTeller } from './tell-states.ts';
import { createWaits } from './waits.ts';

export interface OperationsOptions {
  managedDb: ManagedDb;
  store: Store;
  notifier: Notifier;
  clock: Clock;
  rights: RightsPolicy;
  /** Channel id for cards; without one they are told in person. */
  channel?: string;
  newId: () => string;
  log: Log;
  /** Outcomes: `started`, `done`, `failed`, `superseded`. */
  onOperation?: (kind: string, outcome: string) => void;
}

/** What is confirmed or looked at anew is read anew, unless that has just been done. */
const FRESH_MS = 1_000;
/** A plan is confirmed against a fresh reading; to show one, this is fresh enough. */
const PLAN_MS = 10_000;
/** The step in hand may take as long to finish its journal entry. */
const STOP_WITHIN_MS = 5_000;
/** An answer is not kept waiting for what would only make it better. */
const EXTRA_MS = 1_500;

export function createOperations(options: OperationsOptions): Operations {
  const { managedDb, store, notifier, clock, rights, channel, newId, log, onOperation } = options;
  const waits = createWaits(clock);
  const documents = createDocuments({ store, waits, log });
  const journal = createJournal({ store, documents, clock });
  const book = createCardBook({ store, documents, clock });
  const audit = createAudit({ store, documents });
  const progress = createProgress(clock);
  const knowledge = createKnowledge({ book, managedDb, clock });
  const judgeAll = createJudgeAll({ knowledge, book, clock });
  const teller = createStateTeller({ managedDb, clock, book, journal, knowledge });
  const delivery = createDelivery({
    book,
    notifier,
    clock,
    log,
    channel,
    newId,
    draw: (card) => (card.place && !managedDb.peek() ? undefined : draw(card)),
  });
  const follower = createFollower({ managedDb, clock, book, teller, knowledge, log, show: delivery.deliver });
  const runner = createRunner({
    managedDb,
    clock,
    journal,
    book,
    audit,
    progress,
    waits,
    log,
    onOperation,
    async saw(peering) {
      await teller.saw(peering);
      const card = book.ofPeering(peering.id);
      if (card) void delivery.deliver(card.cardId);
    },
    show: (cardId) => void delivery.deliver(cardId),
    follow: follower.follow,
  });
  const confirm = createConfirm({
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
  });

  let loading: Promise<void> | undefined;
  function loaded(): Promise<void> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }
  async function load(): Promise<void> {
    await Promise.all([journal.load(), book.load()]);
    delivery.takeOver();
  }

  function nameOf(peeringId: string): string | undefined {
    return peeringById(managedDb.peek(), peeringId)?.name ?? book.ofPeering(peeringId)?.spec.name;
  }

  function draw(card: CardDocument) {
    const operation = journal.runningFor(card.cardId);
    return drawCard(card, {
      observation: managedDb.peek(),
      knowledge: knowledge.ofCard(card),
      operation,
      progress: operation && progress.of(operation),
    });
  }

  /** The last known one where it can be shown, else a new one. */
  async function current(): Promise<Observation> {
    const known = showable();
    return known ?? managedDb.observe();
  }

  function showable(): Observation | undefined {
    const known = managedDb.peek();
    const isGood = known && (known.refreshFailed || clock.now() - known.at <= OLD_AFTER_MS);
    return isGood ? known : undefined;
  }

  async function findPeering(peeringId: string, fresh: boolean) {
    const name = nameOf(peeringId) ?? 'The peering';
    let observation = fresh ? await managedDb.observe({ maxAgeMs: FRESH_MS }) : await current();
    if (!fresh && !peeringById(observation, peeringId)) {
      observation = await managedDb.observe({ maxAgeMs: FRESH_MS });
    }
    const peering = peeringById(observation, peeringId);
    if (peering) return { peering, observation };
    throw new PeeringBotError('peering-gone', `${name} is gone.`, {
      means: 'Yugabyte does not list it any more.',
    });
  }

  function summaryOf(operation: OperationDocument): OperationSummary {
    const { id, plan, peeringId, status, failure, ref } = operation;
    return {
      id,
      kind: plan.kind,
      peeringName: plan.peeringName,
      ...(peeringId !== undefined && { peeringId }),
      status,
      progress: progress.of(operation),
      ...(failure && { failure: { ...failure, ref } }),
    };
  }

  function atMost(ms: number, work: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      const end = () => {
        cancel();
        resolve();
      };
      work.then(end, end);
    });
  }

  return {
    overview() {
      const observation = managedDb.peek();
      return observation && overview(observation, judgeAll, clock.now());
    },
    async ready() {
      await current();
    },
    isWarm: () => showable() !== undefined,
    async list(filter) {
      await loaded();
      return listPeerings(await current(), judgeAll, clock.now(), filter);
    },
    async findByName(name) {
      return findByName(name, (await current()).peerings);
    },
    async details(peeringId, { fresh = false } = {}) {
      await loaded();
      const { peering, observation } = await findPeering(peeringId, fresh);
      await atMost(EXTRA_MS, knowledge.bound(peering));
      return peeringDetails(peering, observation, { knowledge, journal, progress });
    },
    async createChoices() {
      return createChoices(await current());
    },
    async suggestName(yugabyteVpcId) {
      await loaded();
      const observation = await current();
      const { vpcs, peerings } = observation;
      const vpc = vpcs.ok ? vpcs.value.find(({ id }) => id === yugabyteVpcId) : undefined;
      const taken = [...peerings, ...requesting(journal, observation)].map(({ name }) => name);
      return suggestName({ name: vpc?.name ?? '' }, taken);
    },
    async checkCreate(form, only) {
      await loaded();
      return checkCreate(form, await current(), journal, only);
    },
    async plan(intent) {
      const name = intent.kind === 'create' ? undefined : nameOf(intent.peeringId);
      const observation = await managedDb.observe({ maxAgeMs: PLAN_MS });
      return planIntent(intent, observation, clock.now(), name);
    },
    async confirm(confirmation, actor, ref) {
      await loaded();
      return confirm(confirmation, actor, ref);
    },
    refused(action, { id, name }, { userId, teamId }, ref) {
      const peeringName = name ?? (id === undefined ? undefined : nameOf(id));
      return audit.write({
        at: clock.now(),
        userId,
        ...(teamId !== undefined && { teamId }),
        action,
        ...(peeringName !== undefined && { peeringName }),
        ...(id !== undefined && { peeringId: id }),
        decision: 'refused',
        outcome: 'refused',
        ref,
      });
    },
    async operation(id) {
      await loaded();
      const operation = await journal.get(id);
      return operation && summaryOf(operation);
    },
    async cardView(id) {
      await loaded();
      const card = book.find(id);
      return card && draw(card);
    },
    async refreshCard(id) {
      await loaded();
      const card = book.find(id);
      if (!card) return;
      const operation = journal.runningFor(card.cardId);
      if (operation) waits.nudge(`operation:${operation.id}`);
      const observation = await managedDb.observe({ maxAgeMs: FRESH_MS }).catch(() => undefined);
      if (observation) await teller.absorb(card, observation);
      await delivery.deliver(card.cardId, { now: true });
      follower.follow(card.cardId);
    },
    observation: () => managedDb.peek(),
    async resume() {
      await loaded();
      for (const { id } of journal.left()) runner.start(id);
      const cards = book.all();
      follower.follow(...cards.filter(({ ended }) => !ended).map(({ cardId }) => cardId));
      for (const { cardId, ended } of cards) if (ended) void delivery.deliver(cardId);
      if (cards.length === 0)
        managedDb.observe().catch((error: unknown) => log.warn({ error }, 'Yugabyte cannot be read'));
    },
    async stop() {
      waits.stop();
      await atMost(STOP_WITHIN_MS, Promise.all([runner.idle(), follower.stop(), delivery.stop()]));
    },
    undelivered: delivery.undelivered,
  };
}
