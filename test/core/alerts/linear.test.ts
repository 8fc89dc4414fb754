import { expect, test } from 'vitest';
import { HOUR, NOW } from '../given.ts';
import { createWorld, dice } from './month/world.ts';
import { policy, ticking, watching } from './watched.ts';

/** The time that two ticks take: the first, in which everything is new, and one of many. */
function timeOf(size: number): { ms: number; alerts: number } {
  const world = createWorld(size, dice(1), NOW);
  for (const thing of world.things) thing.state = ['PENDING', 'ACTIVE', 'EXPIRED'][thing.id.length % 3] ?? '';
  const watch = watching();
  const tick = ticking(policy);
  const began = performance.now();
  for (const now of [NOW, NOW + HOUR]) tick.at(now, watch.see(world.observe(now, 'ok'), now));
  return { ms: performance.now() - began, alerts: tick.alerts().length };
}

test('ten times the peerings take about ten times as long', () => {
  timeOf(1000);
  const small = timeOf(1000);
  const large = timeOf(10_000);
  console.error(
    `a tick's rules: 1,000 peerings ${Math.round(small.ms / 2)} ms, 10,000 ${Math.round(large.ms / 2)} ms, ${(large.ms / small.ms).toFixed(1)} times`,
  );
  expect(large.alerts).toBeGreaterThan(3000);
});
