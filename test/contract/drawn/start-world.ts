import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import { createWorld, type World } from '../../../src/sandbox/world.ts';

/** Turns of the event loop without a call that count as quiet. */
const CALM = 4;

export interface TurnedWorld {
  world: World;
  /** Turns the clock by so many ms; whatever falls due in between happens in order, and is waited for. */
  turn(ms: number): Promise<void>;
}

/** A world without a Slack that would have to be waited for, in which years are soon over. */
export async function startWorld(scenario: Scenario): Promise<TurnedWorld> {
  let begun = 0;
  let inFlight = 0;
  const world = await createWorld({
    port: 0,
    scenario,
    async watch({ path }, carryOut) {
      // This one waits for time to pass, so time does not wait for it.
      if (path.endsWith('/wait')) return carryOut();
      begun += 1;
      inFlight += 1;
      try {
        return await carryOut();
      } finally {
        inFlight -= 1;
      }
    },
  });

  async function quiet() {
    for (let calm = 0, seen = begun; calm < CALM; calm++) {
      await sleep(1);
      if (inFlight === 0 && seen === begun) continue;
      seen = begun;
      calm = -1;
    }
  }

  return { world, turn: (ms) => world.clock.advance(ms, quiet) };
}
