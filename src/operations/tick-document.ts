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

/** Stored as `alert:<key>`. */
export interface AlertDocument {
  alert: Alert;
  /** The outbox entry of the digest that spoke of it last: how it ends is told in its thread. */
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
