import type { AuditEntry } from '../../core/ports.ts';
import type { HistoryEvent } from '../api.ts';
import type { CardDocument, CardNote } from '../card-document.ts';
import { approverOf, eventOf } from './say-entry.ts';
import { ASKED, tellers } from './tellers.ts';

/**
 * What happened, oldest first: what the cards' notes tell, and of the audit log what they do not. `cards` and `entries`
 * are those of one name; what is about one of `others`, peerings that share it, is left out.
 */
export function story(
  cards: readonly CardDocument[],
  entries: readonly AuditEntry[],
  others: ReadonlySet<string> = new Set(),
): HistoryEvent[] {
  const isOwn = (peeringId: string | undefined) => peeringId === undefined || !others.has(peeringId);
  const toldBy = tellers(cards, entries);
  const entryOf = new Map([...toldBy].map(([entry, note]) => [note, entry]));
  // What is asked for has no id yet; what came of it under the same reference has.
  const idByRef = new Map(entries.flatMap(({ ref, peeringId }) => (peeringId ? [[ref, peeringId]] : [])));
  const idOf = ({ peeringId, ref }: AuditEntry) => peeringId ?? idByRef.get(ref);
  return [
    ...cards
      .filter(({ peeringId }) => isOwn(peeringId))
      .flatMap(({ notes }) => notes.map((note) => noteEvent(note, entryOf.get(note)))),
    ...entries.filter((entry) => !toldBy.has(entry) && isOwn(idOf(entry))).map(eventOf),
  ].sort((a, b) => a.at - b.at);
}

function noteEvent({ key, text, by, at }: CardNote, entry: AuditEntry | undefined): HistoryEvent {
  if (key.endsWith(ASKED)) {
    return { at, kind: 'asked', sentence: text, ...(by && { by }), ...(entry && approverOf(entry)) };
  }
  const kind = entry?.outcome === 'failed' ? 'stopped' : 'news';
  return { at, kind, sentence: text, ...(by !== undefined && { by }) };
}
