import { heldUp } from './held-up.ts';

/** Aborts after `ms` of real time in which this process was not held up. Keeps no process alive. */
export function abortAfter(ms: number): AbortSignal {
  const aborter = new AbortController();
  const until = performance.now() - heldUp() + ms;
  const look = () => {
    const left = until - (performance.now() - heldUp());
    if (left > 0) setTimeout(look, left).unref();
    else aborter.abort();
  };
  setTimeout(look, ms).unref();
  return aborter.signal;
}
