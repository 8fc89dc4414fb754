import type { Alert, Condition, Sighting } from '../core/alerts/alert.ts';
import { sightingsById } from '../core/alerts/sightings-by-id.ts';
import type { Pausable } from '../core/pausable.ts';
import type { Clock, DocumentChange, Store, Versioned } from '../core/ports.ts';
import { isSameData } from '../core/same-data.ts';
import type { Passage } from '../core/stages/stage.ts';
import { keptPassages } from '../core/stages/stage-durations.ts';
import type { Documents } from './documents.ts';
import { inSlices } from './in-slices.ts';
import type { Outbox } from './outbox.ts';
import { outboxEntries } from './outbox-entries.ts';
import { type OutboxEntry, outboxKey } from './outbox-entry.ts';
import { createParted, type PartedChanges } from './parted.ts';
import { createQueue } from './queue.ts';
import type { AlertDocument, StoredAlert, TickDocument, TickOutcome } from './tick-document.ts';

const PREFIX = 'alert:';
const CONDITIONS = 'condition:';
const SIGHTINGS = 'sighting:';
const LAST = 'tick:last';
const PASSAGES = 'tick:passages';

/** What is reminded of, and what the last tick left for the next one; in the store and at hand. */
export interface AlertBook {
  /** Reads what a former process left. */
  load(): Promise<void>;
  /** Those that hold of this peering and were spoken about. */
  spokenOf(peeringId: string): Alert[];
  /** Counts up with every change. */
  revision(): number;
  /** Changes those that hold of this peering and were spoken about; resolves with them once that is durable. */
  change(peeringId: string, change: (alert: Alert) => Alert): Promise<Alert[]>;
  last(): TickDocument | undefined;
  sightings(): Sighting[];
  /** What has passed a stage lately. */
  passages(): Passage[];
  sightingOf(peeringId: string): Sighting | undefined;
  /** As it was found last, of whatever is followed. */
  conditionOf(alertKey: string): Condition | undefined;
  /** What this is about, as long as it is followed and not over. */
  openCondition(alertKey: string): Condition | undefined;
  /**
   * `work` decides from what is known and nobody changes meanwhile. What it decides is stored in one piece;
   * resolves with the ids of the peerings whose alerts have changed.
   */
  decide(work: (known: KnownToTick) => Promise<TickOutcome>): Promise<{ peeringIds: string[] }>;
}

export interface KnownToTick {
  alerts: Alert[];
  last: TickDocument | undefined;
}

export function createAlertBook({
  store,
  documents,
  outbox,
  clock,
}: {
  store: Store;
  documents: Documents;
  outbox: Outbox;
  clock: Pick<Clock, 'rest'>;
}): AlertBook {
  /** By the key of the alert. */
  const alerts = new Map<string, Versioned<AlertDocument>>();
  const byPeering = new Map<string, Set<string>>();
  const conditions = createParted<Condition>(store, CONDITIONS);
  const sightings = createParted<Sighting>(store, SIGHTINGS);
  let passages: Versioned<Passage[]> = { key: PASSAGES, version: 0, value: [] };
  let last: Versioned<TickDocument | undefined> = { key: LAST, version: 0, value: undefined };
  const inTurn = createQueue();
  let revision = 0;

  function keep(document: Versioned<AlertDocument>): void {
    const { key, peeringId } = document.value.alert.condition;
    if (!alerts.has(key)) byPeering.set(peeringId, (byPeering.get(peeringId) ?? new Set()).add(key));
    alerts.set(key, document);
    revision++;
  }

  function drop(key: string): void {
    const peeringId = alerts.get(key)?.value.alert.condition.peeringId ?? '';
    alerts.delete(key);
    byPeering.get(peeringId)?.delete(key);
    if (byPeering.get(peeringId)?.size === 0) byPeering.delete(peeringId);
    revision++;
  }

  const documentsOf = (peeringId: string) =>
    [...(byPeering.get(peeringId) ?? [])].flatMap((key) => alerts.get(key) ?? []);
  const spoken = (peeringId: string) => documentsOf(peeringId).filter(({ value }) => isSpoken(value.alert));

  /** What is stored beside these. */
  function without(those: Alert[]): Versioned<AlertDocument>[] {
    const keys = new Set(those.map(({ condition }) => condition.key));
    return [...alerts].flatMap(([key, document]) => (keys.has(key) ? [] : [document]));
  }

  /** What differs from what is stored, and whose alerts do. */
  function* changesOf(outcome: TickOutcome): Pausable<TickChanges & { peeringIds: string[] }> {
    const count = (last.value?.count ?? 0) + 1;
    const { entries, digestOf } = yield* outboxEntries(count, outcome, {
      digestOf: (key) => alerts.get(key)?.value.digest,
      unreachable: outbox.lastUnreachable(),
    });
    const changed: string[] = [];
    const changedAlerts: DocumentChange<AlertDocument>[] = [];
    const storedAlerts: DocumentChange<StoredAlert>[] = [];
    let kept = 0;
    for (const alert of outcome.alerts) {
      const { key, peeringId } = alert.condition;
      const before = alerts.get(key);
      if (before) kept += 1;
      const digest = digestOf(key);
      const value = digest === undefined ? { alert } : { alert, digest };
      if (!before || !isSame(before.value, value)) {
        const change = changeOf(before ?? { key: PREFIX + key, version: 0, value: undefined }, value);
        changedAlerts.push(change);
        storedAlerts.push({ ...change, value: storedAlert(value) });
        changed.push(peeringId);
      }
      yield;
    }
    const gone = kept < alerts.size ? without(outcome.alerts) : [];
    for (const { key, version, value } of gone) {
      changedAlerts.push({ key, expectedVersion: version });
      storedAlerts.push({ key, expectedVersion: version });
      changed.push(value.alert.condition.peeringId);
      yield;
    }
    return {
      last: changeOf(last, { count, at: outcome.at, reach: outcome.reach }),
      passages:
        outcome.passages.length > 0
          ? [changeOf(passages, keptPassages([...passages.value, ...outcome.passages], outcome.at))]
          : [],
      alerts: changedAlerts,
      storedAlerts,
      conditions: yield* conditions.changesTo(outcome.alerts.map(({ condition }) => condition)),
      sightings: yield* sightings.changesTo(outcome.sightings),
      outbox: entries.map((value) => ({ key: outboxKey(value), expectedVersion: 0, value })),
      peeringIds: changed,
    };
  }

  /** What is durable is at hand from now on. */
  function* keepChanges(changes: TickChanges): Pausable<void> {
    last = after(changes.last);
    for (const change of changes.passages) passages = after(change);
    for (const change of changes.alerts) {
      if (isWritten(change)) keep(after(change));
      else drop(change.key.slice(PREFIX.length));
      yield;
    }
    conditions.keep(changes.conditions);
    sightings.keep(changes.sightings);
    outbox.keep(changes.outbox.map(after));
  }

  return {
    async load() {
      const [stored, tick, passed] = await Promise.all([
        store.list<StoredAlert>(PREFIX),
        store.get<TickDocument>(LAST),
        store.get<Passage[]>(PASSAGES),
        conditions.load(),
        sightings.load(),
      ]);
      const known = new Map(conditions.all().map((condition) => [condition.key, condition]));
      for (const { key, version, value } of stored) {
        const condition = known.get(key.slice(PREFIX.length));
        // Nobody knows any more what it is about: it is found anew if it still holds.
        if (!condition) await store.remove(key, version);
        else keep({ key, version, value: { ...value, alert: { condition, ...value.alert } } });
      }
      last = tick ?? last;
      passages = passed ?? passages;
    },
    spokenOf: (peeringId) => spoken(peeringId).map(({ value }) => value.alert),
    revision: () => revision,
    change: (peeringId, change) =>
      inTurn('alerts', () =>
        Promise.all(
          spoken(peeringId).map(async (before) => {
            const value = { ...before.value, alert: change(before.value.alert) };
            const { key, version } = before;
            const stored = { key, version, value: storedAlert(before.value) };
            const written = await documents.write(stored, storedAlert(value));
            keep({ key, version: written.version, value });
            return value.alert;
          }),
        ),
      ),
    last: () => last.value,
    sightings: sightings.all,
    passages: () => passages.value,
    sightingOf: (peeringId) => sightingsById(sightings.all()).get(peeringId),
    conditionOf: (alertKey) => alerts.get(alertKey)?.value.alert.condition,
    openCondition(alertKey) {
      const alert = alerts.get(alertKey)?.value.alert;
      return alert?.resolvedAt === undefined ? alert?.condition : undefined;
    },
    decide: (work) =>
      inTurn('alerts', async () => {
        const known = [...alerts.values()].map(({ value }) => value.alert);
        const outcome = await work({ alerts: known, last: last.value });
        const changes = await inSlices(changesOf(outcome), clock);
        await documents.commit([
          changes.last,
          ...changes.passages,
          ...changes.storedAlerts,
          ...changes.conditions.documents,
          ...changes.sightings.documents,
          ...changes.outbox,
        ]);
        await inSlices(keepChanges(changes), clock);
        return { peeringIds: changes.peeringIds };
      }),
  };
}

/** The documents that a tick writes. */
interface TickChanges {
  last: Written<TickDocument>;
  /** Absent where nothing has passed a stage. */
  passages: Written<Passage[]>[];
  alerts: DocumentChange<AlertDocument>[];
  storedAlerts: DocumentChange<StoredAlert>[];
  conditions: PartedChanges<Condition>;
  sightings: PartedChanges<Sighting>;
  outbox: Written<OutboxEntry>[];
}

type Written<T> = Required<DocumentChange<T>>;

const isWritten = <T>(change: DocumentChange<T>): change is Written<T> => change.value !== undefined;

const changeOf = <T>({ key, version }: Versioned<T | undefined>, value: T): Written<T> => ({
  key,
  expectedVersion: version,
  value,
});

const after = <T>({ key, expectedVersion, value }: Written<T>): Versioned<T> => ({
  key,
  version: expectedVersion + 1,
  value,
});

function storedAlert({ alert: { condition: _, ...alert }, ...more }: AlertDocument): StoredAlert {
  return { alert, ...more };
}

const isSpoken = ({ spoken, resolvedAt }: Alert) => spoken !== undefined && resolvedAt === undefined;

/** Most alerts come through a tick as the same object. */
const isSame = (before: AlertDocument, { alert, digest }: AlertDocument) =>
  before.digest === digest && isSameData(before.alert, alert);
