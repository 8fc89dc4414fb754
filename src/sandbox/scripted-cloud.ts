import { createAgenda } from './agenda.ts';
import type { ApplicationCloud, CloudSide } from './application-cloud.ts';
import type { WorldClock } from './clock.ts';
import { Refusal } from './http.ts';

/** A cloud of which only the side of each peering is known, until it is simulated. */
export interface ScriptedCloud extends ApplicationCloud {
  /** Forgets everything. */
  reset(): void;
}

/** https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
const expires = 7 * 24 * 3600 * 1000;

/** A GCP mirror that goes leaves the peering inactive, as before it was made. */
export function createScriptedCloud(cloud: 'AWS' | 'GCP', clock: WorldClock): ScriptedCloud {
  const sides = new Map<string, CloudSide>();
  const agenda = createAgenda(clock);
  const listeners: ((id: string) => void)[] = [];
  function change(id: string, from: CloudSide[], to: CloudSide): boolean {
    if (!from.includes(sides.get(id) ?? 'none')) return false;
    sides.set(id, to);
    for (const listener of listeners) listener(id);
    return true;
  }
  return {
    request({ id }, earlier) {
      sides.set(id, earlier?.side ?? 'pending-acceptance');
      if (cloud === 'GCP') return;
      const left = (earlier?.requestedAt ?? clock.now()) + expires - clock.now();
      agenda.later(left, () => void change(id, ['pending-acceptance'], 'expired'));
    },
    withdraw: (id) => void sides.delete(id),
    sideOf: (id) => sides.get(id) ?? 'none',
    accept: (id) => change(id, ['pending-acceptance'], 'active'),
    reject(id) {
      if (cloud === 'AWS') return change(id, ['pending-acceptance'], 'rejected');
      throw new Refusal(
        409,
        'GCP shows no request that could be rejected: leave it, or terminate the peering.',
      );
    },
    remove: (id) =>
      cloud === 'AWS'
        ? change(id, ['active', 'pending-acceptance'], 'deleted')
        : change(id, ['active'], 'pending-acceptance'),
    mishaps: {},
    onChange: (listener) => void listeners.push(listener),
    reset() {
      agenda.retire();
      sides.clear();
    },
  };
}
