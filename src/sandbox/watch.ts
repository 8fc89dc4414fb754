import type { FaultTarget } from './faults.ts';
import type { Answer, Route, SandboxRequest } from './http.ts';

export interface WatchedCall {
  target: FaultTarget;
  method: string;
  path: string;
  request: SandboxRequest;
}

/**
 * Stands between the bot and one side: `carryOut` brings the call's effect about and gives its answer. What the watcher
 * does before and after, the bot waits for; a call that is not carried out had no effect.
 */
export type Watch = (call: WatchedCall, carryOut: () => Promise<Answer>) => Promise<Answer>;

/** The same routes, each call of which goes through `watch`. */
export function withWatch(routes: Route[], target: FaultTarget, watch: Watch | undefined): Route[] {
  if (!watch) return routes;
  return routes.map((route) => ({
    ...route,
    handle: (request) => {
      const { method, path } = request;
      return watch({ target, method, path, request }, async () => route.handle(request));
    },
  }));
}
