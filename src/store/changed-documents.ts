import type { Documents, StoredDocument } from './document-file.ts';

const GONE = Symbol('gone');

/** The documents that are durable, with changes that are not yet. Copying thousands for a few changes would take too long. */
export class ChangedDocuments implements Documents {
  readonly #durable: Map<string, StoredDocument>;
  readonly #changes = new Map<string, StoredDocument | typeof GONE>();

  constructor(durable: Map<string, StoredDocument>) {
    this.#durable = durable;
  }

  get(key: string): StoredDocument | undefined {
    return present(this.#changes.get(key) ?? this.#durable.get(key));
  }

  /** Without a document: it goes. */
  set(key: string, document: StoredDocument | undefined): void {
    this.#changes.set(key, document ?? GONE);
  }

  *[Symbol.iterator](): Iterator<[string, StoredDocument]> {
    for (const [key, before] of this.#durable) {
      const document = this.#changes.get(key) ?? before;
      if (document !== GONE) yield [key, document];
    }
    for (const [key, document] of this.#changes)
      if (document !== GONE && !this.#durable.has(key)) yield [key, document];
  }

  /** They have become durable. */
  settle(): void {
    for (const [key, document] of this.#changes) {
      if (document === GONE) this.#durable.delete(key);
      else this.#durable.set(key, document);
    }
  }
}

const present = (document: StoredDocument | typeof GONE | undefined) =>
  document === GONE ? undefined : document;
