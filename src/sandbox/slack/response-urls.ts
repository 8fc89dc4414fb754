import type { WorldClock } from '../clock.ts';
import type { Ids } from './ids.ts';

export interface ResponseTarget {
  kind: 'commands' | 'actions';
  user: string;
  channel: string;
  /** The message that was pressed. */
  ts?: string;
  threadTs?: string;
}

export interface ResponseUrls {
  /** A new path below the server's own address. */
  mint(target: ResponseTarget): string;
  /** The target, once more used; 5 uses within 30 minutes. */
  take(path: string): ResponseTarget | 'no_such_url' | 'used_url' | 'expired_url';
  clear(): void;
}

const uses = 5;
const life = 30 * 60 * 1000;

export function createResponseUrls(clock: WorldClock, ids: Ids, team: () => string): ResponseUrls {
  const known = new Map<string, { target: ResponseTarget; until: number; left: number }>();
  return {
    mint(target) {
      const path = `/${target.kind}/${team()}/${ids.next('')}/${ids.secret(12)}`;
      known.set(path, { target, until: clock.now() + life, left: uses });
      const [oldest] = known.keys();
      if (known.size > 10_000 && oldest) known.delete(oldest);
      return path;
    },
    take(path) {
      const entry = known.get(path);
      if (!entry) return 'no_such_url';
      if (clock.now() > entry.until) return 'expired_url';
      if (entry.left === 0) return 'used_url';
      entry.left -= 1;
      return entry.target;
    },
    clear: () => known.clear(),
  };
}
