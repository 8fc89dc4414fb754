import { findByName, isSameName } from '../../core/find-by-name.ts';
import type { Peering } from '../../core/peering.ts';
import type { AuditEntry, AuditFilter, Clock, ManagedDb, Store } from '../../core/ports.ts';
import type { FoundHistory, HistoryOf, PeeringHistory } from '../api.ts';
import { atMost } from '../at-most.ts';
import type { CardBook } from '../card-book.ts';
import type { CurrentObservation } from '../current-observation.ts';
import { story } from './story.ts';

export interface HistoryParts {
  store: Store;
  book: CardBook;
  managedDb: ManagedDb;
  current: CurrentObservation;
  clock: Clock;
}

/** The past is known without Yugabyte: it is not waited for any longer. */
const PATIENCE_MS = 4_000;

/** Finds what a name or an id stands for, among what is there and what is gone, and tells its story. */
export function createHistory({ store, book, managedDb, current, clock }: HistoryParts) {
  return async (of: HistoryOf): Promise<FoundHistory> => {
    await atMost(clock, PATIENCE_MS, current.get());
    const peerings = managedDb.peek()?.peerings ?? [];
    return 'name' in of ? byName(of.name, peerings) : byId(of.peeringId, peerings);
  };

  async function byId(id: string, peerings: Peering[]): Promise<FoundHistory> {
    const peering = peerings.find((one) => one.id === id);
    const name = peering?.name ?? book.ofPeering(id)?.spec.name ?? (await lastName({ peeringId: id }));
    if (name === undefined) return { found: 'none' };
    return { found: 'one', history: await tell(name, id, peerings) };
  }

  async function byName(typed: string, peerings: Peering[]): Promise<FoundHistory> {
    const there = findByName(typed, peerings);
    if (there.found === 'many') return there;
    if (there.found === 'one') {
      const { id, name } = there.peering;
      return { found: 'one', history: await tell(name, id, peerings) };
    }
    const gone = book.all().map(({ spec }) => spec);
    const known = gone.find(({ name }) => isSameName(name, typed))?.name;
    const name = known ?? (await lastName({ peeringName: typed.trim() }));
    if (name !== undefined) return { found: 'one', history: await tell(name, undefined, peerings) };
    return there.nearest === undefined ? noneLike(typed, gone) : there;
  }

  async function lastName(filter: AuditFilter): Promise<string | undefined> {
    return (await store.readAudit(filter)).at(-1)?.peeringName;
  }

  /** Attempts on it from before its name was read. */
  async function nameless(id: string | undefined): Promise<AuditEntry[]> {
    if (id === undefined) return [];
    return (await store.readAudit({ peeringId: id })).filter(({ peeringName }) => peeringName === undefined);
  }

  async function tell(name: string, id: string | undefined, peerings: Peering[]): Promise<PeeringHistory> {
    const cards = book
      .all()
      .filter((card) => isSameName(card.spec.name, name) || (id && card.peeringId === id));
    const others = peerings.filter((other) => other.id !== id && isSameName(other.name, name));
    const entries = [...(await store.readAudit({ peeringName: name })), ...(await nameless(id))];
    const peering = peerings.find((one) => one.id === id);
    return {
      name,
      ...(peering && { peering }),
      gone: !peering && managedDb.peek() !== undefined,
      events: story(cards, entries, new Set(others.map((other) => other.id))),
    };
  }
}

function noneLike(typed: string, gone: { name: string }[]): FoundHistory {
  const found = findByName(typed, gone);
  return { found: 'none', ...(found.found === 'none' && found.nearest && { nearest: found.nearest }) };
}
