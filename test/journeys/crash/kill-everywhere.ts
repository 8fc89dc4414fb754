import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileBot } from './compile-bot.ts';
import { type Life, live, type Point, type Story } from './life.ts';

/** The tests of one story: the bot's process is killed at every instant of it. A file for each, so that they run side by side. */
export function killEverywhere(story: Story): void {
  describe(story.name, () => {
    let folder: string;
    let script: string;
    let plain: Life;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'peering-crash-bot-'));
      script = await compileBot(folder);
      plain = await live(story, script);
      expect(plain.world.effects).toEqual(story.effects);
    });
    afterAll(() => rm(folder, { recursive: true }));

    test('killed at any instant and started again, it ends as if nothing had happened', {
      timeout: 900_000,
    }, async () => {
      const killed = await killedAtEach(plain.points, (dies) => live(story, script, dies));
      for (const { deaths, world } of killed) expect(world, sayDeaths(deaths)).toEqual(plain.world);
      expect(journaled(killed.flatMap(({ deaths }) => deaths))).toEqual(journaled(plain.points));
    });

    test.each([5, 8])('killed again and again, at every %ith instant', async (every) => {
      const { deaths, world } = await live(story, script, ({ number }) => number % every === 0);
      expect(deaths.length).toBeGreaterThan(1);
      expect(world, sayDeaths(deaths)).toEqual(plain.world);
    });
  });
}

/**
 * One life, and death, for each point. How many there are differs a little from life to life, as writes of the file fall
 * together or not: so a step is gone on with until a life is over before it comes to one more.
 */
async function killedAtEach(
  points: Point[],
  liveAndDie: (dies: (point: Point) => boolean) => Promise<Life>,
): Promise<Life[]> {
  const lives: Life[] = [];
  const left = points.map(({ journal, nth }) => ({ journal, nth }));
  const last = new Map(left.map(({ journal, nth }) => [journal, nth]));
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { journal, nth } = next;
      const life = await liveAndDie((point) => point.journal === journal && point.nth === nth);
      lives.push(life);
      if (life.deaths.length > 0 && nth >= (last.get(journal) ?? 0)) left.push({ journal, nth: nth + 1 });
    }
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work));
  return lives;
}

const journaled = (points: Point[]) => [...new Set(points.map(({ journal }) => journal))].toSorted();

const sayDeaths = (deaths: Point[]) =>
  deaths.map(({ name, journal }) => `killed at: ${name} [${journal}]`).join('\n');
