import { setTimeout as sleep } from 'node:timers/promises';

/** From now on: waits until the bot at that port has ended a tick, as its own metrics tell; how long it took in ms. */
export async function nextTick(port: number): Promise<() => Promise<number>> {
  const before = await ticks(port);
  return async () => {
    for (;;) {
      const now = await ticks(port);
      if (now.count > before.count)
        return ((now.seconds - before.seconds) / (now.count - before.count)) * 1000;
      // To be asked costs the bot time, too.
      await sleep(200);
    }
  };
}

async function ticks(port: number): Promise<{ count: number; seconds: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
  return { count: read('peering_bot_tick_seconds_count'), seconds: read('peering_bot_tick_seconds_sum') };
}
