import { setImmediate as turn } from 'node:timers/promises';

/**
 * Group commit: work added in one turn, or while a commit is under way, is committed together by the next one.
 * `commit` answers for each piece of work in order; when it throws, every piece of that batch fails with its error.
 */
export interface Batches<Work, Result> {
  add(work: Work): Promise<Result>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

interface Waiting<Work, Result> {
  work: Work;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

const WOKEN = 20;

export function createBatches<Work, Result>(
  commit: (works: Work[]) => Promise<PromiseSettledResult<Result>[]>,
): Batches<Work, Result> {
  let queue: Waiting<Work, Result>[] = [];
  let running: Promise<void> | undefined;

  async function commitNext(): Promise<void> {
    const batch = queue;
    queue = [];
    try {
      const outcomes = await commit(batch.map(({ work }) => work));
      for (const [index, { resolve, reject }] of batch.entries()) {
        // Whoever is woken goes on in this turn: thousands of them would keep everybody else waiting.
        if (index > 0 && index % WOKEN === 0) await turn();
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome?.reason);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      // One turn of the event loop: whoever was just woken by the last commit gets into the next one.
      await turn();
      await commitNext();
    }
    running = undefined;
  }

  return {
    add: (work) =>
      new Promise((resolve, reject) => {
        queue.push({ work, resolve, reject });
        running ??= run();
      }),
    async idle() {
      await running;
    },
  };
}
