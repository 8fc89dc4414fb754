import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WorldClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { Route } from '../http.ts';
import { createActivity } from './activity.ts';
import { clientRoutes } from './client/routes.ts';
import type { Context } from './context.ts';
import { createSockets } from './delivery/sockets.ts';
import { driverRoutes } from './driver/routes.ts';
import { happeningRoutes } from './happening-routes.ts';
import { createHappenings, type Happenings } from './happenings.ts';
import { createIds } from './ids.ts';
import { createJournal, type Journal } from './journal.ts';
import { responseUrlRoutes } from './response-url-routes.ts';
import { createResponseUrls } from './response-urls.ts';
import type { WorkspaceSeed } from './seed.ts';
import { createState, type State } from './state.ts';
import { createTriggers } from './triggers.ts';
import { createMethods } from './web-api/methods.ts';
import { webApiRoutes } from './web-api/routes.ts';

export interface WorkspaceOptions {
  clock: WorldClock;
  faults: Faults;
  seed: WorkspaceSeed;
  /** Where the app takes commands, interactions and events over HTTP. */
  requestUrl: string | (() => string);
  /** This server's own address, e.g. `http://127.0.0.1:4400`. */
  publicUrl: () => string;
}

/** A local Slack look-alike: what it covers is in coverage.ts. */
export interface Workspace {
  routes: Route[];
  /** For the server's `upgrade` event: Socket Mode. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Plain data, tokens and signing secret included: they are made up. */
  state(): State;
  /** Starts over; the app's sockets stay open. */
  reset(seed: WorkspaceSeed): void;
  /** Resolves when the app went quiet, after 3 s at the latest. */
  quiet(): Promise<void>;
  /** Tells `quiet` that the app is at work elsewhere, e.g. asks another simulator. */
  stir(): void;
  /** What happens behind the app's back. */
  inject: Happenings;
  /** The newest Web API calls and deliveries. */
  journal: Journal;
  /** Closes the sockets. */
  close(): void;
}

export function createWorkspace({ clock, faults, seed, requestUrl, publicUrl }: WorkspaceOptions): Workspace {
  const ids = createIds();
  const activity = createActivity();
  const listeners = new Set<() => void>();
  const context: Context = {
    clock,
    ids,
    activity,
    publicUrl,
    requestUrl: typeof requestUrl === 'string' ? () => requestUrl : requestUrl,
    journal: createJournal(),
    triggers: createTriggers(clock, ids),
    responseUrls: createResponseUrls(clock, ids, () => context.state.team.id),
    sockets: createSockets(
      () => context.state.app.id,
      () => context.changed(),
    ),
    state: createState(seed),
    revision: 1,
    generation: 1,
    changed() {
      context.revision += 1;
      activity.stir();
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const inject = createHappenings(context);
  return {
    routes: [
      ...webApiRoutes(context, createMethods(context), faults),
      ...responseUrlRoutes(context),
      ...clientRoutes(context),
      ...driverRoutes(context),
      ...happeningRoutes(context, inject),
    ],
    upgrade: context.sockets.upgrade,
    state: () => structuredClone(context.state),
    reset(next) {
      context.state = createState(next);
      context.generation += 1;
      context.triggers.clear();
      context.responseUrls.clear();
      context.journal.clear();
      context.changed();
    },
    quiet: activity.quiet,
    stir: activity.stir,
    inject,
    journal: context.journal,
    close: context.sockets.close,
  };
}
