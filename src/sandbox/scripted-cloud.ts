import type { ApplicationCloud, CloudSide } from './application-cloud.ts';
import { Refusal } from './http.ts';

/** A cloud of which only the side of each peering is known: that of GCP until it is simulated. */
export interface ScriptedCloud extends ApplicationCloud {
  /** Forgets everything. */
  reset(): void;
}

/** A mirror that goes leaves the peering inactive, as before it was made. */
export function createScriptedCloud(): ScriptedCloud {
  const sides = new Map<string, CloudSide>();
  const listeners: ((id: string) => void)[] = [];
  function change(id: string, from: CloudSide, to: CloudSide): boolean {
    if (sides.get(id) !== from) return false;
    sides.set(id, to);
    for (const listener of listeners) listener(id);
    return true;
  }
  return {
    request: ({ id }, earlier) => void sides.set(id, earlier?.side ?? 'pending-acceptance'),
    withdraw: (id) => void sides.delete(id),
    sideOf: (id) => sides.get(id) ?? 'none',
    accept: (id) => change(id, 'pending-acceptance', 'active'),
    reject() {
      throw new Refusal(
        409,
        'GCP shows no request that could be rejected: leave it, or terminate the peering.',
      );
    },
    remove: (id) => change(id, 'active', 'pending-acceptance'),
    mishaps: {},
    onChange: (listener) => void listeners.push(listener),
    reset: () => sides.clear(),
  };
}
