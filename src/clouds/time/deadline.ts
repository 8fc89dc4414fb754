import { setMaxListeners } from 'node:events';

/**
 * Ends after so many real milliseconds, or with `stopping`. Not `AbortSignal.any`: on Node 20 one over a timeout that
 * nobody else holds may be collected as garbage with its timer, and never ends.
 * https://github.com/nodejs/node/issues/57736
 */
export function deadline(ms: number, stopping: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const { signal } = controller;
  // Every call side by side listens; Node takes more than ten for a leak.
  setMaxListeners(0, signal, stopping);
  const late = () => controller.abort(new DOMException(`not within ${ms} ms`, 'TimeoutError'));
  setTimeout(late, ms).unref();
  const stop = () => controller.abort(stopping.reason);
  if (stopping.aborted) stop();
  else stopping.addEventListener('abort', stop, { once: true, signal });
  return signal;
}
