import { isDeepStrictEqual } from 'node:util';
import type { Alert, Sighting } from '../core/alerts/alert.ts';
import type { Store, Versioned } from '../core/ports.ts';
import { remember } from '../core/remember.ts';
import type { Passage } from '../core/stages/stage.ts';
import { keptPassages } from '../core/stages/stage-durations.ts';
import type { Documents } from './documents.ts';
import type { Outbox } from './outbox.ts';
import { outboxEntries } from './outbox-entries.ts';
import { createQueue } from './queue.ts';
import type { AlertDocument, DecidedTick, TickDocument, TickOutcome } from './tick-document.ts';

const PREFIX = 'alert:';
const SIGHTINGS = 'sighting:all';
const LAST = 'tick:last';
const DECIDED = 'tick:decided';
const PASSAGES = 'tick:passages';

/** What is reminded of, and what the last tick left for the next one; in the store and at hand. */
export interface AlertBook {
  /** Reads what a former process left, and carries out what it had decided. */
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
  /** Whether this is still followed and not over. */
  holds(alertKey: string): boolean;
  /**
   * `work` decides from what is known and nobody changes meanwhile. What it decides is stored in one piece, then carried
   * out; resolves with the ids of the peerings whose alerts have changed.
   */
  decide(work: (known: KnownToTick) => TickOutcome): Promise<{ peeringIds: string[] }>;
}

export interface KnownToTick {
  alerts: Alert[];
  last: TickDocument | undefined;
}

export function createAlertBook({
  store,
  documents,
  outbox,
}: {
  store: Store;
  documents: Documents;
  outbox: Outbox;
}): AlertBook {
  const alerts = new Map<string, Versioned<AlertDocument>>();
  const byPeering = new Map<string, Set<string>>();
  let sightings: Versioned<Sighting[]> = { key: SIGHTINGS, version: 0, value: [] };
  let passages: Versioned<Passage[]> = { key: PASSAGES, version: 0, value: [] };
  let last: Versioned<TickDocument | undefined> = { key: LAST, version: 0, value: undefined };
  const inTurn = createQueue();
  let revision = 0;

  function keep(document: Versioned<AlertDocument>): void {
    const { key, value } = document;
    alerts.set(key, document);
    const { peeringId } = value.alert.condition;
    const keys = byPeering.get(peeringId) ?? new Set();
    byPeering.set(peeringId, keys.add(key));
    revision++;
  }

  function drop({ key, value }: Versioned<AlertDocument>): void {
    const { peeringId } = value.alert.condition;
    alerts.delete(key);
    byPeering.get(peeringId)?.delete(key);
    if (byPeering.get(peeringId)?.size === 0) byPeering.delete(peeringId);
    revision++;
  }

  const documentsOf = (peeringId: string) =>
    [...(byPeering.get(peeringId) ?? [])].flatMap((key) => alerts.get(key) ?? []);
  const spoken = (peeringId: string) => documentsOf(peeringId).filter(({ value }) => isSpoken(value.alert));

  /** What differs from what is stored. */
  function decided(outcome: TickOutcome): DecidedTick {
    const count = (last.value?.count ?? 0) + 1;
    const changed: DecidedTick['alerts'] = {};
    const { entries, digestOf } = outboxEntries(count, outcome, {
      digestOf: (key) => alerts.get(PREFIX + key)?.value.digest,
      unreachable: outbox.lastUnreachable(),
    });
    const gone = new Set(alerts.keys());
    for (const alert of outcome.alerts) {
      const key = PREFIX + alert.condition.key;
      gone.delete(key);
      const before = alerts.get(key)?.value;
      const digest = digestOf(alert.condition.key);
      const value = { alert, ...(digest !== undefined && { digest }) };
      if (!before || !isSame(before, value)) changed[key] = value;
    }
    for (const key of gone) changed[key] = null;
    const isNew = !isDeepStrictEqual(outcome.sightings, sightings.value);
    return {
      last: { count, at: outcome.at, reach: outcome.reach },
      alerts: changed,
      ...(isNew && { sightings: outcome.sightings }),
      ...(outcome.passages.length > 0 && {
        passages: keptPassages([...passages.value, ...outcome.passages], outcome.at),
      }),
      outbox: entries,
    };
  }

  /** Each part can be done twice. */
  async function carryOut(tick: Versioned<DecidedTick>): Promise<void> {
    const { value } = tick;
    await Promise.all([
      ...Object.entries(value.alerts).map(([key, document]) => writeAlert(key, document)),
      ...value.outbox.map((entry) => outbox.add(entry)),
      writeSightings(value.sightings),
      writePassages(value.passages),
    ]);
    last = await documents.write(last, value.last);
    await documents.persist(DECIDED, () => removeIfThere(tick));
  }

  async function writeAlert(key: string, value: AlertDocument | null): Promise<void> {
    const before = alerts.get(key);
    if (value) return keep(await documents.write(before ?? { key, version: 0, value }, value));
    if (!before) return;
    await documents.persist(key, () => removeIfThere(before));
    drop(before);
  }

  async function writeSightings(value: Sighting[] | undefined): Promise<void> {
    if (value) sightings = await documents.write(sightings, value);
  }

  async function writePassages(value: Passage[] | undefined): Promise<void> {
    if (value) passages = await documents.write(passages, value);
  }

  async function removeIfThere({ key, version }: Versioned<unknown>): Promise<void> {
    if (await store.get(key)) await store.remove(key, version);
  }

  return {
    async load() {
      const [all, seen, ticks] = await Promise.all([
        store.list<AlertDocument>(PREFIX),
        store.get<Sighting[]>(SIGHTINGS),
        store.list<TickDocument | DecidedTick | Passage[]>('tick:'),
      ]);
      for (const document of all) keep(document);
      if (seen) sightings = seen;
      for (const tick of ticks) {
        if (tick.key === LAST) last = tick as Versioned<TickDocument>;
        if (tick.key === PASSAGES) passages = tick as Versioned<Passage[]>;
      }
      const left = ticks.find(({ key }) => key === DECIDED);
      if (left) await carryOut(left as Versioned<DecidedTick>);
    },
    spokenOf: (peeringId) => spoken(peeringId).map(({ value }) => value.alert),
    revision: () => revision,
    change: (peeringId, change) =>
      inTurn('alerts', () =>
        Promise.all(
          spoken(peeringId).map(async (before) => {
            const alert = change(before.value.alert);
            keep(await documents.write(before, { ...before.value, alert }));
            return alert;
          }),
        ),
      ),
    last: () => last.value,
    sightings: () => sightings.value,
    passages: () => passages.value,
    sightingOf: (peeringId) => byId(sightings.value).get(peeringId),
    holds(alertKey) {
      const alert = alerts.get(PREFIX + alertKey)?.value.alert;
      return alert !== undefined && alert.resolvedAt === undefined;
    },
    decide: (work) =>
      inTurn('alerts', async () => {
        const known = [...alerts.values()].map(({ value }) => value.alert);
        const tick = decided(work({ alerts: known, last: last.value }));
        const changes = Object.entries(tick.alerts);
        const peeringIds = changes.flatMap(([key, value]) => {
          const alert = value?.alert ?? alerts.get(key)?.value.alert;
          return alert ? [alert.condition.peeringId] : [];
        });
        const isEmpty = changes.length === 0 && tick.outbox.length === 0 && !tick.sightings && !tick.passages;
        if (isEmpty) last = await documents.write(last, tick.last);
        else await carryOut(await documents.write({ key: DECIDED, version: 0, value: tick }, tick));
        return { peeringIds: [...new Set(peeringIds)] };
      }),
  };
}

const byId = remember((all: Sighting[]) => new Map(all.map((sighting) => [sighting.peeringId, sighting])));

const isSpoken = ({ spoken, resolvedAt }: Alert) => spoken !== undefined && resolvedAt === undefined;

/** Most alerts come through a tick as the same object. */
const isSame = (before: AlertDocument, { alert, digest }: AlertDocument) =>
  before.digest === digest && (before.alert === alert || isDeepStrictEqual(before.alert, alert));
