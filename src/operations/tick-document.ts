import type { Alert, Sighting, Speech } from '../core/alerts/alert.ts';
import type { Reach } from '../core/alerts/decide-reach.ts';
import type { Passage } from '../core/stages/stage.ts';

/** Stored as `tick:last`. */
export interface TickDocument {
  /** Counts the ticks: names what they decided to say. */
  count: number;
  at: number;
  reach: Reach;
}

export interface AlertDocument {
  alert: Alert;
  /** The outbox entry of the digest that spoke of it last: how it ends is told in its thread. */
  digest?: string;
}

/**
 * Stored as `alert:<key>`. What it is about is stored in `condition:<part>`: that is far longer, and hardly ever changes,
 * while each reminder changes the rest.
 */
export interface StoredAlert {
  alert: Omit<Alert, 'condition'>;
  digest?: string;
}

/** What a tick came to. */
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
