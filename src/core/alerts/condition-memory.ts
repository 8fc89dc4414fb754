import type { Condition, Sighting } from './alert.ts';

/**
 * The conditions that follow from a sighting alone, under one policy: the same object as long as that is. In no WeakMap: of
 * thousands in one V8 would look at each of them in a single pause.
 */
export interface ConditionMemory {
  of(sighting: Sighting, make: () => Condition): Condition;
  /** Forgets those that were not asked for since this was called last. */
  forgetOthers(): void;
}

export function createConditionMemory(): ConditionMemory {
  const known = new Map<Sighting, { condition: Condition; look: number }>();
  let look = 0;
  let asked = 0;

  return {
    of(sighting, make) {
      // A copy lies in one piece, what was put together bit by bit does not: thousands are read over and over.
      const entry = known.get(sighting) ?? { condition: { ...make() }, look: -1 };
      if (entry.look < 0) known.set(sighting, entry);
      if (entry.look !== look) asked += 1;
      entry.look = look;
      return entry.condition;
    },
    forgetOthers() {
      if (known.size > asked)
        for (const [sighting, entry] of known) if (entry.look !== look) known.delete(sighting);
      asked = 0;
      look += 1;
    },
  };
}
