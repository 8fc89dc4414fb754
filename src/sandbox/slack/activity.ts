import { setTimeout as sleep } from 'node:timers/promises';

export interface Activity {
  /** Something happened. */
  stir(): void;
  /** Something is under way until `work` settles. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way and nothing happened for `calm` ms, or after `patience` ms. */
  quiet(): Promise<void>;
}

/** Real milliseconds: an app that has nothing to say answers far sooner. */
const calm = 80;
/** Slack's own patience with an app. */
const patience = 3000;

export function createActivity(): Activity {
  let underWay = 0;
  let last = performance.now();
  const stir = () => {
    last = performance.now();
  };
  return {
    stir,
    async during(work) {
      underWay += 1;
      stir();
      try {
        return await work;
      } finally {
        underWay -= 1;
        stir();
      }
    },
    async quiet() {
      const start = performance.now();
      while (performance.now() - start < patience) {
        if (underWay === 0 && performance.now() - last >= calm) return;
        await sleep(10);
      }
    },
  };
}
