import type { FaultTarget } from './faults.ts';
import type { Route } from './http.ts';

/** Calls of one kind since the world began. `statuses`: how often each was answered, `none` where nothing was. */
export interface CallCount {
  target: FaultTarget;
  method: string;
  path: string;
  count: number;
  statuses: Record<string, number>;
}

/** Counts the calls that the bot makes. */
export interface Journal {
  /** Notes a call that begins; the returned function notes its end. `isHeld`: its answer takes a turn of the clock. */
  begin(
    target: FaultTarget,
    method: string,
    path: string,
    isHeld?: boolean,
  ): (status: number | undefined) => void;
  calls(): CallCount[];
  /** Calls begun since the world was made, to one side or to all; `clear` does not turn it back. */
  begun(target?: FaultTarget): number;
  /** Those that are held are not among them. */
  inFlight(): number;
  clear(): void;
}

/** `stirred` is told that a call begins or ends. */
export function createJournal(stirred: () => void = () => {}): Journal {
  const counts = new Map<string, CallCount>();
  const begun = new Map<FaultTarget, number>();
  let inFlight = 0;
  return {
    begin(target, method, path, isHeld = false) {
      const weight = isHeld ? 0 : 1;
      begun.set(target, (begun.get(target) ?? 0) + 1);
      inFlight += weight;
      stirred();
      const key = `${target} ${method} ${path}`;
      const count = counts.get(key) ?? { target, method, path, count: 0, statuses: {} };
      counts.set(key, count);
      count.count += 1;
      return (status) => {
        inFlight -= weight;
        stirred();
        const said = String(status ?? 'none');
        count.statuses[said] = (count.statuses[said] ?? 0) + 1;
      };
    },
    calls: () =>
      [...counts.entries()]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, count]) => ({ ...count, statuses: { ...count.statuses } })),
    begun: (target) =>
      target ? (begun.get(target) ?? 0) : [...begun.values()].reduce((sum, count) => sum + count, 0),
    inFlight: () => inFlight,
    clear: () => counts.clear(),
  };
}

/** The same routes, which now count their calls; `name` is what a route is listed as. */
export function withJournal(
  routes: Route[],
  journal: Journal,
  target: FaultTarget,
  name: (route: Route, path: string) => string,
): Route[] {
  return routes.map((route) => ({
    ...route,
    handle: async (request) => {
      const end = journal.begin(target, request.method, name(route, request.path), route.untilTurned);
      let status: number | undefined = 500;
      try {
        const answer = await route.handle(request);
        status = answer.raw ? undefined : (answer.status ?? 200);
        return answer;
      } catch (error) {
        status = statusOf(error);
        throw error;
      } finally {
        end(status);
      }
    },
  }));
}

const statusOf = (error: unknown) =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
