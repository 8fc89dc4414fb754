/**
 * What the work comes to, but not later than the signal. The SDK heeds a signal while it waits for a socket, not while
 * it fetches credentials, pauses between tries or waits for its own rate limiter.
 */
export function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
