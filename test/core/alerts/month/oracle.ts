import type { Thing } from './world.ts';

/**
 * What should be said, by the rules as they are written for people, worked out peering by peering from what each look
 * shows. Shares no code with what it checks.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Rules {
  pendingAfter: number;
  every: number;
  /** Minutes since midnight. */
  quiet: { from: number; to: number } | undefined;
  /** Local time minus UTC, with the moments from which it holds, latest first. */
  offsets: { from: number; ms: number }[];
}

interface Memory {
  state: string;
  stateSince: number;
  seenSince: number;
  requestedAt: number | undefined;
  wasActive: boolean;
  coveredOnce: boolean;
  openSince: number | undefined;
  ignoredSince: number | undefined;
  byBot: boolean;
  cluster: string;
  waitsForever: boolean;
}

interface Trouble {
  from: number;
  due: number;
  told?: number;
  toldMilestones: number;
  deadline?: number;
  notBefore?: number;
  over?: { at: number; said: boolean };
  /** Told once. */
  once?: boolean;
  ack?: { at: number; falls: number };
  snooze?: number;
  peering: string;
}

export function createOracle(rules: Rules) {
  const known = new Map<string, Memory>();
  const troubles = new Map<string, Trouble>();

  const isQuiet = (at: number): boolean => {
    if (!rules.quiet) return false;
    const { from, to } = rules.quiet;
    const offset = rules.offsets.find((one) => at >= one.from)?.ms ?? 0;
    const minute = Math.floor((at + offset) / MINUTE) % (24 * 60);
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
  };
  const isLostIfQuiet = (now: number, deadline: number): boolean => {
    if (now >= deadline) return false;
    for (let at = now; at < deadline; at += MINUTE) if (!isQuiet(at)) return false;
    return true;
  };

  function see(things: Thing[], read: 'ok' | 'partial', now: number): { lost: [string, Memory][] } {
    const before = new Map(known);
    known.clear();
    for (const { id, state, requestedAt, covered, cluster, waitsForever, ignored } of things) {
      const memory = before.get(id) ?? {
        state,
        stateSince: now,
        seenSince: now,
        requestedAt,
        wasActive: false,
        coveredOnce: false,
        openSince: undefined,
        ignoredSince: undefined,
        byBot: false,
        cluster: cluster ?? `id-${id}`,
        waitsForever: waitsForever ?? false,
      };
      before.delete(id);
      memory.seenSince = Math.min(memory.seenSince, now);
      memory.stateSince = memory.state === state ? Math.min(memory.stateSince, now) : now;
      memory.state = state;
      if (state === 'ACTIVE') memory.wasActive = true;
      if (state === 'ACTIVE' && read === 'ok') {
        memory.openSince = covered ? undefined : Math.min(memory.openSince ?? now, now);
        if (covered) memory.coveredOnce = true;
        memory.ignoredSince = ignored ? Math.min(memory.ignoredSince ?? now, now) : undefined;
      }
      known.set(id, memory);
    }
    return { lost: [...before] };
  }

  function wide(id: string, memory: Memory, now: number): [string, Trouble] | undefined {
    const { state, stateSince, wasActive } = memory;
    const trouble = (from: number, wait: number): Trouble => ({
      from,
      due: from + wait,
      toldMilestones: 0,
      peering: id,
    });
    if (wasActive) {
      return state === 'ACTIVE'
        ? undefined
        : [`changed:${id}`, trouble(stateSince, Math.min(5 * MINUTE, rules.pendingAfter))];
    }
    if (state === 'EXPIRED') return [`expired:${id}`, trouble(stateSince, 0)];
    if (state === 'FAILED') return [`failed:${id}`, trouble(stateSince, 0)];
    if (state !== 'PENDING') return undefined;
    const asked = memory.requestedAt ?? memory.seenSince;
    const from = Math.min(asked, now);
    if (memory.waitsForever) return [`pending:${id}`, trouble(from, rules.pendingAfter)];
    const deadline = asked + 7 * DAY;
    const waiting = { ...trouble(from, rules.pendingAfter), deadline };
    return [`pending:${id}`, { ...waiting, due: Math.min(waiting.due, deadline - 3 * DAY) }];
  }

  function closed(id: string, memory: Memory): [string, Trouble] | undefined {
    if (memory.state !== 'ACTIVE' || memory.openSince === undefined) return undefined;
    const from = Math.max(memory.openSince, memory.stateSince);
    const [rule, wait] = memory.coveredOnce
      ? ['allowed.no-longer-covered', Math.min(5 * MINUTE, rules.pendingAfter)]
      : ['allowed.not-covered', rules.pendingAfter];
    return [
      `${rule}:${id}:${memory.cluster}`,
      { from, due: from + Number(wait), toldMilestones: 0, peering: id },
    ];
  }

  function ignored(id: string, { state, ignoredSince, cluster }: Memory): [string, Trouble] | undefined {
    if (state !== 'ACTIVE' || ignoredSince === undefined) return undefined;
    const due = ignoredSince + rules.pendingAfter;
    return [
      `allowed.ignored-entries:${cluster}`,
      { from: ignoredSince, due, toldMilestones: 0, peering: id },
    ];
  }

  function merge(key: string, fresh: Trouble, now: number): void {
    const old = troubles.get(key);
    if (!old) {
      troubles.set(key, fresh);
    } else if (!old.over) {
      Object.assign(old, { from: fresh.from, due: fresh.due, deadline: fresh.deadline });
    } else if (!old.over.said) {
      Object.assign(old, { from: fresh.from, due: fresh.due });
      delete old.over;
    } else {
      troubles.set(key, { ...fresh, notBefore: now + rules.pendingAfter });
    }
  }

  function end(key: string, trouble: Trouble, now: number): void {
    if (trouble.told === undefined && trouble.notBefore === undefined) {
      troubles.delete(key);
      return;
    }
    trouble.over = { at: now, said: trouble.told === undefined };
    delete trouble.ack;
    delete trouble.snooze;
  }

  function isDue(trouble: Trouble, now: number): boolean {
    const quiet = isQuiet(now);
    const first = Math.max(trouble.due, trouble.notBefore ?? 0);
    let regular = trouble.told === undefined ? first : trouble.told + rules.every;
    if (trouble.ack) regular = Math.max(regular, trouble.ack.falls);
    if (trouble.snooze !== undefined) regular = Math.max(first, trouble.snooze);
    if (regular <= now && !quiet) return true;
    const { deadline } = trouble;
    if (deadline === undefined || (trouble.snooze !== undefined && deadline > trouble.snooze)) return false;
    return passed(deadline, now) > trouble.toldMilestones && (!quiet || isLostIfQuiet(now, deadline));
  }

  const passed = (deadline: number, now: number) =>
    [3 * DAY, DAY, 6 * HOUR].filter((before) => deadline - before <= now).length;

  function tell(trouble: Trouble, now: number): void {
    trouble.told = now;
    if (trouble.deadline !== undefined)
      trouble.toldMilestones = Math.max(trouble.toldMilestones, passed(trouble.deadline, now));
    delete trouble.notBefore;
    if (trouble.ack && trouble.ack.falls <= now) delete trouble.ack;
    if (trouble.snooze !== undefined && trouble.snooze <= now) delete trouble.snooze;
    if (trouble.once) trouble.over = { at: now, said: true };
  }

  function pullBack(trouble: Trouble, now: number): void {
    if (trouble.told !== undefined) trouble.told = Math.min(trouble.told, now);
    if (trouble.over) trouble.over.at = Math.min(trouble.over.at, now);
    if (trouble.ack && trouble.ack.at > now) trouble.ack = { at: now, falls: now + rules.every };
    if (trouble.notBefore !== undefined)
      trouble.notBefore = Math.min(trouble.notBefore, now + rules.pendingAfter);
  }

  return {
    isQuiet,
    isLostIfQuiet,
    /** What was told and is not over, by key, with the id of its peering. */
    open: () =>
      [...troubles]
        .filter(([, { told, over, once }]) => told !== undefined && !over && !once)
        .map(([key, { peering }]) => ({ key, peering })),
    /** What is followed and not over, told or not. */
    held: () => new Set([...troubles].flatMap(([key, { over }]) => (over ? [] : [key]))),
    deadlineOf: (key: string) => troubles.get(key)?.deadline,
    terminatedByBot(id: string) {
      const memory = known.get(id);
      if (memory) memory.byBot = true;
    },
    answer(key: string, answer: { ack?: { at: number; falls: number }; snooze?: number }) {
      const trouble = troubles.get(key);
      if (!trouble) throw new Error(`the oracle knows nothing of ${key}`);
      delete trouble.ack;
      delete trouble.snooze;
      Object.assign(trouble, answer);
    },
    /** Everything that is to be said in this tick, sorted. */
    tick(things: Thing[], read: 'ok' | 'partial' | 'none', now: number): string[] {
      for (const trouble of troubles.values()) pullBack(trouble, now);
      const unseen = new Set<string>();
      if (read === 'none') {
        for (const key of troubles.keys()) unseen.add(key);
      } else {
        const { lost } = see(things, read, now);
        const holds = new Map<string, Trouble>();
        const wideOf = new Set<string>();
        for (const [id, memory] of known) {
          const broad = memory.state === 'ACTIVE' ? undefined : wide(id, memory, now);
          if (broad) {
            holds.set(...broad);
            wideOf.add(id);
          }
          const shut = read === 'ok' ? closed(id, memory) : undefined;
          if (shut) holds.set(...shut);
          const stray = read === 'ok' ? ignored(id, memory) : undefined;
          if (stray) holds.set(...stray);
        }
        for (const [id, memory] of lost) {
          const dead = ['EXPIRED', 'FAILED'].includes(memory.state) && !memory.wasActive;
          if (memory.byBot || dead) continue;
          holds.set(`gone:${id}`, { from: now, due: now, toldMilestones: 0, once: true, peering: id });
        }
        for (const [key, trouble] of troubles) {
          if (holds.has(key)) continue;
          if (trouble.over) {
            if (trouble.over.said && now - trouble.over.at >= rules.every) troubles.delete(key);
          } else if (trouble.once) {
            // Waits to be told.
          } else if (!known.has(trouble.peering)) end(key, trouble, now);
          else if (wideOf.has(trouble.peering)) troubles.delete(key);
          else if (key.startsWith('allowed.') && read === 'partial') unseen.add(key);
          else end(key, trouble, now);
        }
        for (const [key, fresh] of holds) merge(key, fresh, now);
      }
      const said: string[] = [];
      for (const [key, trouble] of troubles) {
        if (trouble.over) {
          if (trouble.over.said || isQuiet(now)) continue;
          trouble.over.said = true;
          said.push(`over ${key}`);
        } else if ((!unseen.has(key) || trouble.once) && isDue(trouble, now)) {
          tell(trouble, now);
          said.push(`tell ${key}`);
        }
      }
      if (read === 'none') {
        for (const [key, { over }] of troubles)
          if (over?.said && now - over.at >= rules.every) troubles.delete(key);
      }
      return said.sort();
    },
  };
}
