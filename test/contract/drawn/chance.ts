/** What is drawn from one seed is the same every time. */
export interface Chance {
  /** Between 0 and 1. */
  (): number;
  pick<T>(from: readonly T[]): T;
  /** Draws from it without putting back, until it is empty and begins anew: so each of its things is soon drawn. */
  deal<T>(from: readonly T[]): () => T;
}

/** The same numbers for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Object.assign(next, {
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
    deal<T>(from: readonly T[]) {
      let left: T[] = [];
      return () => {
        if (left.length === 0) left = [...from];
        return left.splice(Math.floor(next() * left.length), 1)[0] as T;
      };
    },
  });
}
