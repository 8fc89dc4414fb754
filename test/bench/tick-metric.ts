import { setTimeout as sleep } from 'node:timers/promises';
import { watchWrites } from './watch-writes.ts';

/** A tick has usually ended so long after it has written the data file. */
const AFTER_WRITE_MS = 100;
const AT_LAST_MS = 1_000;

/**
 * Of the bot at that port with that data file: has a tick begin, waits until it has ended, as the bot's own metrics tell, and
 * resolves with how long it took in ms. Being asked costs the bot time in which it answers nobody else: it is asked when it
 * has written its file, as a tick does in the end.
 */
export function tickMeter(port: number, file: string): (begin: () => void) => Promise<number> {
  return async (begin) => {
    const before = await ticks(port);
    const writes = watchWrites(file);
    try {
      for (begin(); ; ) {
        await Promise.race([writes.next(), sleep(AT_LAST_MS)]);
        await sleep(AFTER_WRITE_MS);
        const now = await ticks(port);
        if (now.count > before.count)
          return ((now.seconds - before.seconds) / (now.count - before.count)) * 1000;
      }
    } finally {
      writes.end();
    }
  };
}

async function ticks(port: number): Promise<{ count: number; seconds: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
  return { count: read('peering_bot_tick_seconds_count'), seconds: read('peering_bot_tick_seconds_sum') };
}
