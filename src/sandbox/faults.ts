import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Route, SandboxRequest } from './http.ts';

export const faultTargets = ['slack', 'yugabyte', 'aws', 'gcp'] as const;
export type FaultTarget = (typeof faultTargets)[number];

export const faultKinds = ['status', 'delay', 'hang', 'html', 'lost-answer'] as const;
export type FaultKind = (typeof faultKinds)[number];

/**
 * What goes wrong with the next calls to one side.
 * `status`: that answer instead of the effect. `delay`: effect and answer, but `ms` later. `hang`: never an answer.
 * `html`: a page instead of JSON. `lost-answer`: the effect happens, then the connection breaks.
 */
export interface FaultSpec {
  target: FaultTarget;
  kind: FaultKind;
  /** `status` (required there) and `html` (502). */
  status?: number;
  /** `status` only: the `Retry-After` header, in seconds. */
  retryAfter?: number;
  /** `delay` only, in real milliseconds. */
  ms?: number;
  /** How many calls it hits; 1 when left out. */
  times?: number | 'always';
  /** Only calls with that method, and with that text in their path. */
  match?: { method?: string; path?: string };
}

export type Fault = FaultSpec & { times: number | 'always' };

export interface Faults {
  add(spec: FaultSpec): Fault;
  clear(): void;
  /** Those with hits left. */
  list(): Fault[];
  /** The fault that the next call to `target` meets, used up by one. Without `call`, `match` is not looked at. */
  next(target: FaultTarget, call?: { method: string; path: string }): Fault | undefined;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add(spec) {
      const fault = { ...spec, times: spec.times ?? 1 };
      faults.push(fault);
      return { ...fault };
    },
    clear() {
      faults = [];
    },
    list: () => faults.map((fault) => ({ ...fault })),
    next(target, call) {
      const fault = faults.find((one) => one.target === target && (!call || fits(one, call)));
      if (!fault) return undefined;
      const met = { ...fault };
      if (fault.times !== 'always') {
        fault.times -= 1;
        if (fault.times <= 0) faults = faults.filter((one) => one !== fault);
      }
      return met;
    },
  };
}

function fits({ match }: Fault, call: { method: string; path: string }): boolean {
  if (match?.method && match.method.toUpperCase() !== call.method) return false;
  return !match?.path || call.path.includes(match.path);
}

/** How an API words the answer of a `status` fault; the `Retry-After` header is added for it. */
export type WordStatus = (status: number, request: SandboxRequest) => Answer;

/** The same routes, which now meet the faults of `target`. */
export function withFaults(routes: Route[], faults: Faults, target: FaultTarget, word: WordStatus): Route[] {
  return routes.map((route) => ({
    ...route,
    handle: async (request) => {
      const fault = faults.next(target, request);
      return fault ? meet(fault, request, route, word) : route.handle(request);
    },
  }));
}

async function meet(fault: Fault, request: SandboxRequest, route: Route, word: WordStatus): Promise<Answer> {
  switch (fault.kind) {
    case 'status':
      return withRetryAfter(word(fault.status ?? 500, request), fault.retryAfter);
    case 'delay':
      await sleep(fault.ms ?? 0, undefined, { ref: false });
      return route.handle(request);
    case 'hang':
      return { raw: () => {} };
    case 'html':
      return { status: fault.status ?? 502, html: '<html><body><h1>Bad Gateway</h1></body></html>' };
    case 'lost-answer':
      await route.handle(request);
      return { raw: (response) => response.destroy() };
  }
}

function withRetryAfter(answer: Answer, seconds: number | undefined): Answer {
  if (seconds === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } };
}
