import { expect } from 'vitest';
import { live, type Point, type Story } from './life.ts';

/** Between two deaths of one life, so that each process gets somewhere. */
const INSTANTS_APART = 4;

/**
 * As many lives as it takes until the bot has been killed wherever an undisturbed operation stands in its journal, and
 * wherever it has just asked Yugabyte or a cloud for a change. One life holds many deaths: a process knows no more than
 * what the one before it left.
 */
export async function killAtEveryStep(story: Story, script: string): Promise<void> {
  const plain = await live(story, script);
  expect(plain.world.effects).toEqual(story.effects);
  const left = new Set(plain.points.map(placeOf));
  // Before and after each change, at least.
  expect(left.size).toBeGreaterThan(2 * Object.keys(story.effects).length);
  while (left.size > 0) {
    let spared = 0;
    const { deaths, world } = await live(story, script, (point) => {
      if (point.number < spared || !left.delete(placeOf(point))) return false;
      spared = point.number + INSTANTS_APART;
      return true;
    });
    expect(deaths, `never came to ${[...left].join('\n')}`).not.toEqual([]);
    expect(world, deaths.map(({ name, journal }) => `killed at: ${name} [${journal}]`).join('\n')).toEqual(
      plain.world,
    );
  }
}

const placeOf = ({ journal, asked }: Point) => `${journal}, after ${asked}`;
