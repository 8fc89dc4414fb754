import type { YugabyteLog } from './log.ts';

/** Plain HTTP is for a server on this machine; anywhere else everybody on the way can read the key. */
export function warnOfPlainHttp(origin: string, log: YugabyteLog | undefined): void {
  const { protocol, hostname } = new URL(origin);
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === 'http:' && !isHere)
    log?.warn({ origin }, 'YBM_HOST is called over plain HTTP: the API key can be read on the way');
}
