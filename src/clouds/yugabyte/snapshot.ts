import { PeeringBotError } from '../../core/errors.ts';
import type { Observation, Reading } from '../../core/peering.ts';
import type { Clock, ManagedDb } from '../../core/ports.ts';
import type { YugabyteLog } from './log.ts';
import type { Lists } from './read/lists.ts';

export interface Snapshot extends Pick<ManagedDb, 'peek' | 'observe'> {
  /** Something was written: what was read before no longer counts as fresh. */
  invalidate(): void;
}

interface SnapshotOptions {
  lists: Pick<Lists, 'peerings' | 'vpcs' | 'clusters' | 'allowLists'>;
  clock: Clock;
  freshMs: number;
  /** Reference id for a failure that nobody waits for. */
  newRef: (() => string) | undefined;
  log: YugabyteLog | undefined;
}

interface Fetch {
  /** Number of writes that had ended when it began. */
  writes: number;
  done: Promise<Observation>;
}

const firstBackoffMs = 5_000;
const longestBackoffMs = 60_000;

/**
 * The last observation, kept. One fetch at a time, shared by all who ask; a fetch that began before a write is not
 * shared with those who ask after it: they get the next one.
 */
export function createSnapshot({ lists, clock, freshMs, newRef, log }: SnapshotOptions): Snapshot {
  let last: Observation | undefined;
  let lastWrites = 0;
  let writes = 0;
  let running: Fetch | undefined;
  let failures = 0;
  let failedAt = 0;

  const isYoung = (maxAgeMs: number) =>
    last !== undefined && lastWrites === writes && isWithin(clock.now() - last.at, maxAgeMs);

  /** After a failure Yugabyte is left alone for a while, unless somebody insists. */
  const isTooSoon = () =>
    failures > 0 &&
    isWithin(clock.now() - failedAt, Math.min(firstBackoffMs * 2 ** (failures - 1), longestBackoffMs));

  function refresh(): Promise<Observation> {
    if (!running) return start();
    if (running.writes === writes) return running.done;
    return running.done.catch(() => undefined).then(refresh);
  }

  function start(): Promise<Observation> {
    const began = writes;
    const done = read(began).finally(() => {
      running = undefined;
    });
    running = { writes: began, done };
    return done;
  }

  async function read(began: number): Promise<Observation> {
    const at = clock.now();
    const [peerings, vpcs, clusters, allowLists] = await Promise.all([
      lists.peerings().catch(asProblem),
      reading(lists.vpcs()),
      reading(lists.clusters()),
      reading(lists.allowLists()),
    ]);
    if ('problem' in peerings) return lastKnown(peerings.problem);
    failures = 0;
    lastWrites = began;
    last = { at, peerings, vpcs, clusters, allowLists };
    return last;
  }

  function lastKnown(error: unknown): Observation {
    failures += 1;
    failedAt = clock.now();
    const ref = newRef?.();
    const reason = reasonOf(error);
    log?.warn({ ref, reason, error }, 'Yugabyte could not be read');
    if (!last) throw error;
    last = { ...last, refreshFailed: { at: failedAt, reason, ...(ref && { ref }) } };
    return last;
  }

  return {
    peek() {
      // Whoever looks next sees what came of it; the failure is in the log and in the observation.
      if (!isYoung(freshMs) && !isTooSoon()) refresh().catch(() => undefined);
      return last;
    },
    async observe({ maxAgeMs = freshMs } = {}) {
      if (last && (isYoung(maxAgeMs) || (maxAgeMs > 0 && isTooSoon()))) return last;
      return refresh();
    },
    invalidate() {
      writes += 1;
      failures = 0;
    },
  };
}

/** False for a negative age too: the clock was turned back. */
const isWithin = (age: number, limit: number) => age >= 0 && age < limit;

const asProblem = (problem: unknown) => ({ problem });

const reading = <T>(promise: Promise<T>): Promise<Reading<T>> =>
  promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, reason: reasonOf(error) }),
  );

const reasonOf = (error: unknown) =>
  error instanceof PeeringBotError ? error.message : 'Yugabyte could not be read.';
