import type { Sight } from '../../core/cloud/sight.ts';
import { within } from '../time/within.ts';
import { failureOf, unseenBy } from './failure.ts';
import type { GcpLog } from './log.ts';
import type { Sdk } from './sdk.ts';

/** Calls in one project, within one deadline. */
export interface Session {
  project: string;
  /** Nobody waits any more. */
  isOver(): boolean;
  /** One call, or a list with all its pages. Throws what the client throws. `permission`: what it takes. */
  call<Result>(permission: string, work: (sdk: Sdk) => PromiseLike<Result>): Promise<Result>;
  /** What `work` reads, or why it could not be seen. */
  sight<Result>(permission: string, work: () => Promise<Result>): Promise<Sight<Result>>;
}

export interface SessionOptions {
  load: () => Promise<Sdk>;
  log?: GcpLog | undefined;
  /** Told after every call, for metrics. */
  onCall?: ((call: { action: string; outcome: string; ms: number }) => void) | undefined;
  /** Ends when nobody waits any more. */
  signal: AbortSignal;
}

export function createSession(project: string, { load, log, onCall, signal }: SessionOptions): Session {
  return {
    project,
    isOver: () => signal.aborted,
    async call(permission, work) {
      const started = performance.now();
      let outcome = 'ok';
      try {
        signal.throwIfAborted();
        // The client's promises cannot be cancelled: nobody waits for them any more then.
        return await within(signal, load().then(work));
      } catch (error) {
        outcome = failureOf(error).kind;
        throw error;
      } finally {
        onCall?.({ action: permission, outcome, ms: performance.now() - started });
      }
    },
    async sight(permission, work) {
      try {
        return { ok: true, value: await work() };
      } catch (error) {
        const unseen = unseenBy(error, permission, project);
        log?.debug({ error, permission, project, why: unseen.why }, 'not seen in GCP');
        return unseen;
      }
    },
  };
}
