import { setTimeout as pause } from 'node:timers/promises';
import type { BotProcess } from './bot-process.ts';

/** The calls of a bot that the world has seen begin, and those that it has not answered yet. */
export interface Calls {
  begun: number;
  inFlight: number;
}

/** Until the bot has done what it can do now. */
export async function untilCalm(bot: BotProcess | undefined, calls: Calls): Promise<void> {
  for (let calm = 0, tries = 0; calm < 2 && tries < 2_000; tries++) {
    const before = calls.begun;
    const quiet = await bot?.isCalm();
    calm = quiet && calls.inFlight === 0 && calls.begun === before ? calm + 1 : 0;
    if (calm === 0) await pause(2);
  }
}
