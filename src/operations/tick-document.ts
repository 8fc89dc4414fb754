import type { Alert, Sighting, Speech } from '../core/alerts/alert.ts';
import type { Reach } from '../core/alerts/decide-reach.ts';
import type { Passage } from '../core/stages/stage.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** Stored as `tick:last`. */
export interface TickDocument {
  /** Counts the ticks: names what they decided to say. */
  count: number;
  at: number;
  reach: Reach;
}

/** Stored as `alert:<key>`. */
export interface AlertDocument {
  alert: Alert;
  /** The outbox entry of the digest that spoke of it last: how it ends is told in its thread. */
  digest?: string;
}

/** What a tick came to; the same whoever carries it out. */
export interface TickOutcome {
  at: number;
  reach: Reach;
  /** What is followed from now on, all of it. */
  alerts: Alert[];
  sightings: Sighting[];
  /** What has passed a stage since the last look. */
  passages: Passage[];
  speeches: Speech[];
}

/**
 * Stored as `tick:decided` while it is being carried out: written in one piece, so that a process killed anywhere has
 * either decided everything or nothing.
 */
export interface DecidedTick {
  last: TickDocument;
  /** `null`: no longer followed. */
  alerts: Record<string, AlertDocument | null>;
  /** Absent where nothing has changed. */
  sightings?: Sighting[];
  /** Those that are remembered, the new ones among them; absent where there are no new ones. */
  passages?: Passage[];
  outbox: OutboxEntry[];
}
