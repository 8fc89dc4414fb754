import { vi } from 'vitest';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import { type Drawn, startDrawn } from './start-drawn.ts';

/** Draws so many worlds, one after the other, and lives through each with a bot of its own. */
export async function inWorlds<T>(
  worlds: number,
  draw: (seed: number) => { scenario: Scenario; drawn: T[] },
  live: (bot: Drawn, drawn: T[], seed: number) => Promise<void>,
): Promise<void> {
  for (let seed = 1; seed <= worlds; seed++) {
    const { scenario, drawn } = draw(seed);
    const bot = await startDrawn(scenario, (name, value) => vi.stubEnv(name, value));
    try {
      await live(bot, drawn, seed);
    } finally {
      await bot.stop();
    }
  }
}
