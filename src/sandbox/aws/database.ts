import { type Agenda, createAgenda } from '../agenda.ts';
import type { WorldClock } from '../clock.ts';
import { createSeededIds, type SeededIds } from '../seeded-ids.ts';
import type { AwsData } from './records.ts';
import { timings } from './timings.ts';

/** What the simulated EC2 keeps, in every account and region. */
export interface AwsDatabase extends Agenda {
  /** As it is. */
  data: AwsData;
  /** As calls see it: a little while ago where consistency is eventual. */
  seen(): AwsData;
  /** Before every write: keeps what calls see meanwhile. */
  remember(): void;
  consistency: 'immediate' | 'eventual';
  /** Connection ids by Yugabyte's ids of its peerings. */
  requests: Map<string, string>;
  /** Somebody changed the side of that connection. */
  changed(connectionId: string): void;
  effects: Record<string, number>;
  took(effect: string): void;
  ids: SeededIds;
  /** ms since 1970, by the world's clock. */
  now(): number;
}

export function createAwsDatabase(
  clock: WorldClock,
  seed: string,
  changed: (yugabyteId: string) => void,
): AwsDatabase {
  let past: { until: number; data: AwsData }[] = [];
  const data: AwsData = { accounts: new Map(), connections: new Map() };
  const effects: Record<string, number> = {};
  const requests = new Map<string, string>();
  const db: AwsDatabase = {
    ...createAgenda(clock),
    data,
    seen() {
      past = past.filter(({ until }) => until > clock.now());
      return past[0]?.data ?? data;
    },
    remember() {
      if (db.consistency === 'immediate') return;
      past.push({ until: clock.now() + timings.consistent, data: structuredClone(data) });
    },
    consistency: 'immediate',
    requests,
    changed(connectionId) {
      for (const [yugabyteId, id] of requests) if (id === connectionId) changed(yugabyteId);
    },
    effects,
    took(effect) {
      effects[effect] = (effects[effect] ?? 0) + 1;
    },
    ids: createSeededIds(`aws:${seed}`),
    now: () => clock.now(),
  };
  return db;
}
