import { randomBytes } from 'node:crypto';

export interface Ids {
  /** e.g. `V0000001A`, never the same twice, also after a reset. */
  next(prefix: string): string;
  /** `bytes` random bytes in hex. */
  secret(bytes: number): string;
  /** A message's seconds.micros; later than every one before. */
  ts(now: number): string;
}

export function createIds(): Ids {
  let count = 0;
  let lastMicros = 0;
  return {
    next(prefix) {
      count += 1;
      return prefix + count.toString(36).toUpperCase().padStart(8, '0');
    },
    secret: (bytes) => randomBytes(bytes).toString('hex'),
    ts(now) {
      lastMicros = Math.max(now * 1000, lastMicros + 1);
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
    },
  };
}
