import type { WorldClock } from '../clock.ts';
import type { Activity } from './activity.ts';
import type { Sockets } from './delivery/sockets.ts';
import type { Ids } from './ids.ts';
import type { Journal } from './journal.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { State } from './state.ts';
import type { Triggers } from './triggers.ts';

/** What every part of the workspace works with. */
export interface Context {
  readonly clock: WorldClock;
  readonly ids: Ids;
  readonly activity: Activity;
  readonly journal: Journal;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly sockets: Sockets;
  /** Of this server, without a slash at its end. */
  readonly publicUrl: () => string;
  /** Where the app takes commands, interactions and events over HTTP. */
  readonly requestUrl: () => string;
  /** A reset puts another one here. */
  state: State;
  /** Grows with every change. */
  revision: number;
  /** Grows with every reset: what was begun before one must not touch the state after it. */
  generation: number;
  /** Tells the page, and counts as activity. */
  changed(): void;
  onChange(listener: () => void): () => void;
}
