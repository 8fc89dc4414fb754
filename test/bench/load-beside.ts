import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Target } from './signed-load.ts';

/** One answer. Times are ms since 1970, and ms. */
export interface Answer {
  at: number;
  ms: number;
}

/** Signed commands over so many a second, from a thread of their own that is warm, for as long as `during` takes. */
export async function loadBeside<T>(
  target: Target,
  perSecond: number,
  during: () => Promise<T>,
): Promise<{ told: T; answers: Answer[] }> {
  const worker = new Worker(new URL('load-worker.mjs', import.meta.url), {
    workerData: { target, perSecond },
  });
  await once(worker, 'message');
  const answers = once(worker, 'message') as Promise<[Answer[]]>;
  const told = await during();
  worker.postMessage('stop');
  return { told, answers: (await answers)[0] };
}
