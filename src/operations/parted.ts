import type { Pausable } from '../core/pausable.ts';
import type { DocumentChange, Store, Versioned } from '../core/ports.ts';
import { rememberTexts } from '../core/remember-texts.ts';
import { isSameItems } from '../core/same-items.ts';

const PARTS = 64;

/** Thousands of things in a fixed number of documents, so that one that changes does not have all of them written. */
export interface Parted<T> {
  load(): Promise<void>;
  /** The same array as long as nothing changes. */
  all(): T[];
  /** What to write so that it is these. A thing that has changed is another object. */
  changesTo(items: T[]): Pausable<PartedChanges<T>>;
  /** That is written. */
  keep(changes: PartedChanges<T>): void;
}

export interface PartedChanges<T> {
  items: T[];
  documents: DocumentChange<T[]>[];
}

/** Things of the same peering are in the same document. */
export function createParted<T extends { peeringId: string }>(store: Store, prefix: string): Parted<T> {
  const parts = new Map<string, Versioned<T[]>>();
  let items: T[] = [];

  function* partsOf(of: T[]): Pausable<Map<string, T[]>> {
    const found = new Map<string, T[]>();
    for (const item of of) {
      const key = prefix + partOf(item.peeringId);
      const part = found.get(key);
      if (part) part.push(item);
      else found.set(key, [item]);
      yield;
    }
    return found;
  }

  return {
    async load() {
      for (const part of await store.list<T[]>(prefix)) parts.set(part.key, part);
      items = [...parts.values()].flatMap(({ value }) => value);
    },
    all: () => items,
    *changesTo(wanted) {
      if (isSameItems(items, wanted)) return { items, documents: [] };
      const documents: DocumentChange<T[]>[] = [];
      const now = yield* partsOf(wanted);
      for (const [key, value] of now) {
        const before = parts.get(key);
        if (!before || !isSameItems(before.value, value))
          documents.push({ key, expectedVersion: before?.version ?? 0, value });
        yield;
      }
      for (const { key, version } of parts.values())
        if (!now.has(key)) documents.push({ key, expectedVersion: version });
      return { items: wanted, documents };
    },
    keep(changes) {
      items = changes.items;
      for (const { key, expectedVersion, value } of changes.documents) {
        if (value) parts.set(key, { key, version: expectedVersion + 1, value });
        else parts.delete(key);
      }
    },
  };
}

const partOf = rememberTexts((peeringId) => {
  let sum = 0;
  for (let index = 0; index < peeringId.length; index++)
    sum = (sum * 31 + peeringId.charCodeAt(index)) % PARTS;
  return String(sum).padStart(2, '0');
});
