import type { Json } from './block-kit/checks.ts';

export interface ApiCall {
  method: string;
  /** Without the token. */
  args: Json;
  /** What was answered. */
  answer: Json;
}

export interface Delivered {
  kind: 'command' | 'interactive' | 'event';
  payload: Json;
  over: 'http' | 'socket';
  /** `ok`, or why it counts as failed. */
  outcome: string;
}

/** The newest thousand of each, oldest first. */
export interface Journal {
  readonly calls: ApiCall[];
  readonly deliveries: Delivered[];
  addCall(call: ApiCall): void;
  addDelivery(delivered: Delivered): void;
  clear(): void;
}

const length = 1000;

export function createJournal(): Journal {
  const calls: ApiCall[] = [];
  const deliveries: Delivered[] = [];
  return {
    calls,
    deliveries,
    addCall: (call) => keep(calls, call),
    addDelivery: (delivered) => keep(deliveries, delivered),
    clear() {
      calls.length = 0;
      deliveries.length = 0;
    },
  };
}

function keep<T>(entries: T[], entry: T) {
  entries.push(entry);
  if (entries.length > length) entries.shift();
}
