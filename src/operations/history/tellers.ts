import type { AuditEntry } from '../../core/ports.ts';
import type { CardDocument, CardNote } from '../card-document.ts';

/** The notes that tell what entries of the audit log tell too: the same event is one in the story. */
export function tellers(
  cards: readonly CardDocument[],
  entries: readonly AuditEntry[],
): Map<AuditEntry, CardNote> {
  const notes = cards.flatMap((card) => card.notes);
  const byKey = new Map(notes.map((note) => [note.key, note]));
  const operations = new Map<string, string>();
  const found = new Map<AuditEntry, CardNote>();

  const asked = ({ at, userId, ref }: AuditEntry) => {
    const isUsed = (key: string) => [...operations.values()].some((id) => key === `${id}${ASKED}`);
    const note = notes.find((one) => one.key.endsWith(ASKED) && isBy(one, at, userId) && !isUsed(one.key));
    if (note) operations.set(ref, note.key.slice(0, -ASKED.length));
    return note;
  };
  const ended = ({ ref, outcome }: AuditEntry) => {
    const id = operations.get(ref);
    // A request without access ends when it is taken, and only that is noted.
    return byKey.get(`${id}:ended`) ?? (outcome === 'done' ? byKey.get(`${id}:requested`) : undefined);
  };
  const other = ({ at, userId, decision }: AuditEntry) =>
    decision === 'refused'
      ? undefined
      : notes.find(({ key, ...note }) => !OPERATION.test(key) && isBy(note, at, userId));

  for (const entry of entries) {
    const tells = entry.outcome === 'started' ? asked : ENDS.has(entry.outcome) ? ended : other;
    const note = tells(entry);
    if (note) found.set(entry, note);
  }
  return found;
}

export const ASKED = ':asked';
const OPERATION = /:(asked|requested|ended)$/;
const ENDS = new Set(['done', 'failed', 'superseded']);

const isBy = (note: Pick<CardNote, 'at' | 'by'>, at: number, userId: string) =>
  note.at === at && note.by === userId;
