import type { SpeakPolicy } from '../core/alerts/alert.ts';
import { explainAlert } from '../core/alerts/explain-alert.ts';
import { snoozeUntil } from '../core/alerts/snooze-until.ts';
import type { RightsPolicy } from '../core/authorize.ts';
import type { Clouds } from '../core/cloud/clouds.ts';
import type { FieldProblem } from '../core/create-form.ts';
import { exportAsCode } from '../core/export/export-as-code.ts';
import { findByName } from '../core/find-by-name.ts';
import type { Observation } from '../core/peering.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Clock, Notifier, Store } from '../core/ports.ts';
import { suggestName } from '../core/suggest-name.ts';
import { createAlertBook } from './alert-book.ts';
import { createAnswerReminder } from './answer-reminder.ts';
import type { Operations } from './api.ts';
import { createApprovals } from './approvals/approvals.ts';
import { atMost } from './at-most.ts';
import { createAudit } from './audit.ts';
import { createBegin } from './begin-operation.ts';
import { createBringer } from './bring-card.ts';
import { cardAlert } from './card-alert.ts';
import { createCardBook } from './card-book.ts';
import type { CardDocument } from './card-document.ts';
import { checkCreate } from './check-create.ts';
import { createConfirm } from './confirm-plan.ts';
import { createChoices } from './create-choices.ts';
import { createCurrentObservation } from './current-observation.ts';
import { createDelivery } from './deliver.ts';
import { createDocuments } from './documents.ts';
import { drawCard } from './draw-card.ts';
import { createFollower } from './follow-cards.ts';
import { createHistory } from './history/find-history.ts';
import { createHome } from './home/home.ts';
import { createHomeBook, HOME_PREFIX } from './home/home-book.ts';
import { createJournal, isWaitingForAcceptance } from './journal.ts';
import { createJudgeAll } from './judge-all.ts';
import { createKnowledge } from './knowledge.ts';
import { listPeerings } from './list-peerings.ts';
import { loadOnce } from './load-once.ts';
import type { Log } from './log.ts';
import type { ObservedDb } from './observe-clouds.ts';
import { observeFor } from './observe-for.ts';
import { observeForPlan } from './observe-for-plan.ts';
import { offeredNetworks, offeredVpcs } from './offer-places.ts';
import { createOutbox } from './outbox.ts';
import { overview } from './overview.ts';
import { paceMessages } from './pace-messages.ts';
import { peeringById } from './peering-by-id.ts';
import { peeringDetails } from './peering-details.ts';
import { planIntent } from './plan-intent.ts';
import { createProgress } from './progress.ts';
import { createQueue } from './queue.ts';
import { rehearsePlan } from './rehearse-plan.ts';
import { requesting } from './requesting.ts';
import { createRunner } from './run-operation.ts';
import { summarizeOperation } from './summarize-operation.ts';
import { createStateTeller } from './tell-states.ts';
import { createTickDesk, type TickDesk } from './tick-desk.ts';
import { createWaits } from './waits.ts';
import { watchStore } from './watch-store.ts';
import { within } from './within.ts';

export interface OperationsOptions {
  managedDb: ObservedDb;
  /** Where the steps of plans act; what is read there comes with the observations of `managedDb`. */
  clouds: Clouds;
  store: Store;
  notifier: Notifier;
  clock: Clock;
  rights: RightsPolicy;
  /** Whom to mention, by AWS account or GCP project: user and user-group ids. */
  owners: ReadonlyMap<string, string>;
  /** When reminders speak. */
  policy: SpeakPolicy;
  /** Channel id for cards; without one they are told in person. */
  channel?: string;
  /** How long a request for approval can be answered. */
  approvalExpiresMs: number;
  newId: () => string;
  /** When the next tick comes after a moment, in ms since 1970; left out where nothing ticks. */
  nextTick?: (after: number) => number | undefined;
  log: Log;
  /** Outcomes: `started`, `done`, `failed`, `superseded`. */
  onOperation?: (kind: string, outcome: string) => void;
}

/** A plan is confirmed against a fresh reading; to show one, this is fresh enough. */
const PLAN_MS = 10_000;
/** The step in hand may take as long to finish its journal entry. */
const STOP_WITHIN_MS = 5_000;
/** An answer is not kept waiting for what would only make it better. */
const EXTRA_MS = 1_500;
/** Slack asks for choices while somebody types, and waits 3 s. */
const CHOICES_MS = 2_000;
/** What is offered while a form is filled in may come late, or not at all. */
const OFFERS_MS = 2_000;

/** AWS only: the id of the connection that the plan is about, where it is known. */
function connectionOf({ peeringId = '' }: Plan, { clouds }: Observation): string | undefined {
  const facts = clouds?.get(peeringId);
  return facts?.provider === 'AWS' && facts.connection.ok ? facts.connection.value?.connectionId : undefined;
}

/** The fields that say where the application VPC is are well-formed. */
const isPlace = (problems: FieldProblem[]): boolean =>
  !problems.some(({ field }) => ['yugabyteVpcId', 'cloudProject', 'externalVpcId', 'region'].includes(field));

export function createOperations(options: OperationsOptions): Operations & { ticks: TickDesk } {
  const { managedDb, clock, rights, channel, newId, log, onOperation } = options;
  const listeners = new Set<() => void>();
  const store = watchStore(options.store, (keys) => {
    // That somebody looks changes nothing.
    if (keys.some((key) => !key.startsWith(HOME_PREFIX))) for (const listener of listeners) listener();
  });
  const looksAtClouds = Object.keys(options.clouds).length > 0;
  const waits = createWaits(clock);
  const { notifier, turn } = paceMessages(options.notifier, { clock, waits });
  const documents = createDocuments({ store, waits, log });
  const journal = createJournal({ store, documents, clock });
  const book = createCardBook({ store, documents, clock });
  const audit = createAudit({ store, documents });
  const progress = createProgress(clock);
  const knowledge = createKnowledge({
    book,
    managedDb,
    clock,
    remembered: (peeringId) => alerts.sightingOf(peeringId)?.requestedAt,
  });
  const judgeAll = createJudgeAll({ knowledge, book, clock });
  const teller = createStateTeller({ managedDb, clock, book, journal, knowledge });
  const bringer = createBringer({
    book,
    notifier,
    clock,
    channel,
    policy: options.policy,
    turn,
    isAwaited(cardId) {
      const operation = journal.leftFor(cardId);
      return operation !== undefined && !isWaitingForAcceptance(operation);
    },
    draw: (card) => (card.place && !card.ended && !managedDb.peek() ? undefined : draw(card)),
  });
  const delivery = createDelivery(bringer, { clock, log, newId });
  const follower = createFollower({
    managedDb,
    clock,
    book,
    teller,
    knowledge,
    log,
    show: delivery.deliver,
    nextTick: options.nextTick ?? (() => undefined),
  });
  const runner = createRunner({
    managedDb,
    clouds: options.clouds,
    clock,
    journal,
    book,
    audit,
    progress,
    waits,
    log,
    owners: options.owners,
    onOperation,
    async saw(peering) {
      await teller.saw(peering);
      const card = book.ofPeering(peering.id);
      if (card) void delivery.deliver(card.cardId);
    },
    show: (cardId) => void delivery.deliver(cardId),
    follow: follower.follow,
  });
  const outbox = createOutbox({
    store,
    documents,
    notifier,
    book,
    clock,
    log,
    channel,
    policy: options.policy,
    owners: options.owners,
    deliver: delivery.deliver,
    follow: follower.follow,
    turn,
    openCondition: (key) => alerts.openCondition(key),
  });
  const alerts = createAlertBook({ store, documents, outbox, clock });
  const { policy } = options;
  const { deliver } = delivery;
  const answerReminder = createAnswerReminder({ alerts, book, audit, policy, clock, deliver });
  const current = createCurrentObservation(managedDb, clock);
  const history = createHistory({ store, book, managedDb, current, clock });
  const inTurn = createQueue();
  const beginOperation = createBegin({ journal, runner, log, onOperation });
  const approvals = createApprovals({
    managedDb,
    store,
    notifier,
    clock,
    rights,
    channel,
    expiresMs: options.approvalExpiresMs,
    newId,
    log,
    documents,
    journal,
    cards: book,
    audit,
    progress,
    waits,
    inTurn,
    beginOperation,
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
    approvals,
    beginOperation,
    inTurn,
    nameOf,
  });

  const homes = createHomeBook({ store, documents, clock, log });
  const { owners } = options;
  const home = createHome({ current, judgeAll, book, journal, approvals, alerts, rights, owners, clock });

  const loaded = loadOnce(async () => {
    await Promise.all([journal.load(), book.load(), approvals.load(), outbox.load()]);
    await alerts.load();
    knowledge.recollect();
    bringer.takeOver();
  });

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
      alert: card.ended ? undefined : cardAlert(alerts.spokenOf(card.peeringId ?? '')),
    });
  }

  /** Somebody is shown how a peering stands: a card at rest must not go on saying something else. */
  function align(peeringId: string): void {
    const card = book.ofPeering(peeringId);
    const observation = managedDb.peek();
    if (!card || card.ended || !observation) return;
    const before = card.told?.state;
    teller
      .absorb(card, observation)
      .then(() => delivery.deliver(card.cardId))
      .then(() => {
        if (book.get(card.cardId)?.told?.state !== before) follower.follow(card.cardId);
      })
      .catch((error: unknown) => log.warn({ error, card: card.cardId }, 'card is not looked after'));
  }

  return {
    overview() {
      const observation = managedDb.peek();
      return observation && overview(observation, judgeAll, clock.now());
    },
    async ready() {
      const observation = managedDb.peek() ?? (await current.get());
      if (!judgeAll.atOnce(observation)) await judgeAll.of(observation);
    },
    isWarm: () => current.atOnce() !== undefined,
    async list(filter) {
      await loaded();
      return listPeerings(await current.get(), judgeAll, clock.now(), filter);
    },
    async findByName(name) {
      return findByName(name, (await current.get()).peerings);
    },
    async history(of) {
      await loaded();
      return history(of);
    },
    async details(peeringId, { fresh = false } = {}) {
      await loaded();
      const name = nameOf(peeringId) ?? 'The peering';
      const { peering, observation } = await current
        .peering(peeringId, { fresh, name })
        .finally(() => align(peeringId));
      await atMost(clock, EXTRA_MS, knowledge.learn(observation));
      return peeringDetails(peering, observation, { knowledge, journal, progress, alerts });
    },
    async exportAsCode(peeringId) {
      await loaded();
      const name = nameOf(peeringId) ?? 'The peering';
      const { peering, observation } = await current.peering(peeringId, { fresh: false, name });
      return { name: peering.name, code: exportAsCode(peering, observation) };
    },
    async createChoices() {
      const until = clock.now() + CHOICES_MS;
      const known = await current.get(CHOICES_MS);
      if (known.vpcs.ok) return createChoices(known);
      await atMost(clock, until - clock.now(), observeForPlan(managedDb, clock, { maxAgeMs: PLAN_MS }));
      return createChoices(managedDb.peek() ?? known);
    },
    async suggestName(yugabyteVpcId) {
      await loaded();
      const observation = await current.get();
      const { vpcs, peerings } = observation;
      const vpc = vpcs.ok ? vpcs.value.find(({ id }) => id === yugabyteVpcId) : undefined;
      const taken = [...peerings, ...requesting(journal, observation)].map(({ name }) => name);
      return suggestName({ name: vpc?.name ?? '' }, taken);
    },
    async checkCreate(form, only) {
      await loaded();
      const known = await current.get();
      // Only what is well-formed is worth a look at the cloud.
      const seen =
        looksAtClouds && isPlace(checkCreate(form, known, journal))
          ? await observeFor(managedDb, clock, { kind: 'create', form }, PLAN_MS)
          : known;
      return checkCreate(form, seen, journal, only);
    },
    async offers(form) {
      await loaded();
      const observation = await current.get();
      const vpcs = within(clock, OFFERS_MS, offeredVpcs(form, observation, options.clouds));
      const isFilledIn = looksAtClouds && isPlace(checkCreate(form, observation, journal));
      const seen = isFilledIn
        ? await observeFor(managedDb, clock, { kind: 'create', form }, PLAN_MS).catch(() => observation)
        : observation;
      return {
        vpcs: (await vpcs) ?? [],
        cidrs: isFilledIn ? offeredNetworks(form, seen) : [],
      };
    },
    async plan(intent) {
      const name = intent.kind === 'create' ? undefined : nameOf(intent.peeringId);
      const observation = await observeFor(managedDb, clock, intent, PLAN_MS);
      const answer = planIntent(intent, observation, clock.now(), name);
      if (!answer.planned) return answer;
      // Beside the plan, whose digest they leave alone: a right may come while the plan is looked at.
      const doubts = await rehearsePlan(
        answer.plan,
        options.clouds,
        clock,
        connectionOf(answer.plan, observation),
      );
      const { plan } = answer;
      return { ...answer, plan: { ...plan, warnings: [...plan.warnings, ...doubts] } };
    },
    async confirm(confirmation, actor, ref) {
      await loaded();
      return confirm(confirmation, actor, ref);
    },
    refused(action, { id, name }, { userId, teamId }, ref, reason) {
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
        detail: reason,
        ref,
      });
    },
    async approval(id) {
      await loaded();
      return approvals.approval(id);
    },
    async decide(id, decision, actor, ref) {
      await loaded();
      return approvals.decide(id, decision, actor, ref);
    },
    async operation(id) {
      await loaded();
      const operation = await journal.get(id);
      return operation && summarizeOperation(operation, progress);
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
      const observation = await current.fresh().catch(() => undefined);
      if (observation) await teller.absorb(card, observation);
      await delivery.deliver(card.cardId, { now: true });
      follower.follow(card.cardId);
    },
    async answerReminder(...answer) {
      await loaded();
      return answerReminder(...answer);
    },
    snoozeUntil: (choice) => snoozeUntil(choice, clock.now(), policy.timezone),
    timezone: () => policy.timezone,
    async whyReminded(peeringId) {
      await loaded();
      return alerts.spokenOf(peeringId).map((alert) => {
        const { words, setting } = explainAlert(alert, policy, clock.now());
        return { sentence: alert.condition.sentence, words, ...(setting !== undefined && { setting }) };
      });
    },
    async home(of) {
      await loaded();
      return home(of);
    },
    openedHomes: homes.all,
    keepHome: homes.keep,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    observation: () => managedDb.peek(),
    async resume() {
      await loaded();
      for (const { id } of journal.left()) runner.start(id);
      approvals.resume();
      outbox.go();
      const cards = book.all();
      follower.follow(...cards.filter(({ ended }) => !ended).map(({ cardId }) => cardId));
      for (const { cardId, ended } of cards) if (ended) void delivery.deliver(cardId);
      managedDb
        .observe()
        .then(knowledge.learn, (error: unknown) => log.warn({ error }, 'Yugabyte cannot be read'));
    },
    async stop() {
      waits.stop();
      await atMost(
        clock,
        STOP_WITHIN_MS,
        Promise.all([runner.idle(), follower.stop(), delivery.stop(), approvals.stop(), outbox.stop()]),
      );
    },
    undelivered: () => [...delivery.undelivered(), ...approvals.undelivered(), ...outbox.undelivered()],
    ticks: createTickDesk({
      loaded,
      alerts,
      outbox,
      book,
      journal,
      knowledge,
      teller,
      deliver: delivery.deliver,
    }),
  };
}
