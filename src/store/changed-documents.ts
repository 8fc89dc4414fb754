import type { Documents, StoredDocument } from './document-file.ts';

/** The documents that are durable, with changes that are not yet. Copying thousands for a few changes would take too long. */
export class ChangedDocuments implements Documents {
  readonly #durable: Map<string, StoredDocument>;
  /** `undefined`: it goes. */
  readonly #changes = new Map<string, StoredDocument | undefined>();

  constructor(durable: Map<string, StoredDocument>) {
    this.#durable = durable;
  }

  get(key: string): StoredDocument | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#durable.get(key);
  }

  set(key: string, document: StoredDocument | undefined): void {
    this.#changes.set(key, document);
  }

  *[Symbol.iterator](): Iterator<[string, StoredDocument]> {
    for (const [key, before] of this.#durable) {
      const document = this.#changes.has(key) ? this.#changes.get(key) : before;
      if (document) yield [key, document];
    }
    for (const [key, document] of this.#changes)
      if (document && !this.#durable.has(key)) yield [key, document];
  }

  /** They have become durable. */
  settle(): void {
    for (const [key, document] of this.#changes) {
      if (document) this.#durable.set(key, document);
      else this.#durable.delete(key);
    }
  }
}
