import type { PeeringSpec } from '../core/peering.ts';
import type { MessagePlace } from '../core/ports.ts';

/** Stored as `card:<cardId>`: what was said about a peering and where. */
export interface CardDocument {
  cardId: string;
  /** Absent until Yugabyte has taken the request. */
  peeringId?: string;
  /** Ids under which it was known before it was requested again. */
  formerPeeringIds?: string[];
  spec: PeeringSpec;
  yugabyteVpcName: string;
  /** `made`: the bot made the peering, so the time of the request is known; `found`: it was there before. */
  origin: 'made' | 'found';
  /** Absent where nobody asked the bot for anything: it only reminds. */
  requestedBy?: string;
  /** When it was asked for; where it was found, when the bot began to speak of it. */
  requestedAt: number;
  /** The peering's state as last told in the thread. */
  told?: { state: string; at: number; allowed?: string };
  /** Terminated, or never came to be: nothing happens to it any more. `cleanedUp`: by the bot, at the cloud as well. */
  ended?: { state: string; at: number; cleanedUp?: true };
  /** Why the last operation stopped, if it failed. */
  failure?: { sentence: string; mend?: string; ref: string };
  /** What the bot reminded of last, once that is over. */
  resolved?: { sentence: string; lastedMs: number; at: number };
  /** Where the card is; absent while it is not in the channel. */
  place?: MessagePlace;
  /** Version of what is in the channel. */
  drawn?: string;
  /** How often the card was lost; part of its marker, so that a lost one is not found again. */
  lost: number;
  notes: CardNote[];
  /** Why the channel does not take it, since when, and whether the requester knows. */
  refused?: { reason: string; since: number; told: boolean };
  /** The requester is to hear that the card was deleted. */
  tellLost?: boolean;
}

export interface CardNote {
  /** Names the event: the same one is said once. */
  key: string;
  text: string;
  mention?: string;
  by?: string;
  at: number;
  /** Does not come in quiet hours. */
  reminder?: true;
  /** The key of the alert that it reminds of. */
  about?: string;
  delivered: boolean;
}

export const cardMarker = ({ cardId, lost }: CardDocument): string => `card:${cardId}:${lost}`;
export const noteMarker = ({ cardId }: CardDocument, note: CardNote): string => `note:${cardId}:${note.key}`;

const KEEP_NOTES = 100;

/** The same card with a note more; unchanged when this event was noted before. */
export function withNote(card: CardDocument, note: Omit<CardNote, 'delivered'>): CardDocument {
  if (card.notes.some(({ key }) => key === note.key)) return card;
  const notes = [...card.notes, { ...note, delivered: false }];
  const tooMany = notes.length - KEEP_NOTES;
  return { ...card, notes: notes.filter(({ delivered }, index) => !delivered || index >= tooMany) };
}
