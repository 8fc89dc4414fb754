import { PeeringBotError } from '../../../src/core/errors.ts';
import type { AuditEntry, Store, Versioned } from '../../../src/core/ports.ts';

export type MemoryStore = Store & {
  audit: AuditEntry[];
  documents: Map<string, Versioned<unknown>>;
  /** Nothing can be written. */
  full: boolean;
};

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export function createMemoryStore(): MemoryStore {
  const documents = new Map<string, Versioned<unknown>>();
  const audit: AuditEntry[] = [];
  const checkSpace = () => {
    if (store.full) throw new PeeringBotError('store-unwritable', 'The disk is full.');
  };
  const expect = (key: string, expected: number) => {
    if ((documents.get(key)?.version ?? 0) === expected) return;
    throw new PeeringBotError('store-conflict', `${key} was changed by somebody else.`);
  };
  const store: MemoryStore = {
    full: false,
    audit,
    documents,
    async get<T>(key: string) {
      const found = documents.get(key);
      return found && copy(found as Versioned<T>);
    },
    async list<T>(prefix: string) {
      const keys = [...documents.keys()].filter((key) => key.startsWith(prefix)).sort();
      return keys.flatMap((key) => copy((documents.get(key) ?? []) as Versioned<T>));
    },
    async put(key, value, expected) {
      checkSpace();
      expect(key, expected);
      documents.set(key, { key, version: expected + 1, value: copy(value) });
      return expected + 1;
    },
    async remove(key, expected) {
      expect(key, expected);
      documents.delete(key);
    },
    async commit(changes) {
      checkSpace();
      for (const { key, expectedVersion } of changes) expect(key, expectedVersion);
      for (const { key, expectedVersion, value } of changes) {
        if (value === undefined) documents.delete(key);
        else documents.set(key, { key, version: expectedVersion + 1, value: copy(value) });
      }
    },
    async appendAudit(entry) {
      checkSpace();
      audit.push(copy(entry));
    },
    async readAudit({ since = 0, peeringName, peeringId } = {}) {
      return audit.filter(
        (entry) =>
          entry.at >= since &&
          (peeringName === undefined || entry.peeringName?.toLowerCase() === peeringName.toLowerCase()) &&
          (peeringId === undefined || entry.peeringId === peeringId),
      );
    },
    async checkWritable() {
      checkSpace();
    },
    async close() {},
  };
  return store;
}
