import { expect, test } from 'vitest';
import type { Sighting } from '../../../src/core/alerts/alert.ts';
import { createConditionMemory } from '../../../src/core/alerts/condition-memory.ts';
import { condition } from './watched.ts';

const sighting = {} as Sighting;
const other = {} as Sighting;

/** What each look asks for, as numbers of how many conditions were made by then. */
function looking() {
  const memory = createConditionMemory();
  let made = 0;
  return (...asked: Sighting[]) => {
    const found = asked.map((one) =>
      memory.of(one, () => condition({ sentence: `Made as number ${++made}.` })),
    );
    memory.forgetOthers();
    return found.map(({ sentence }) => Number(/\d+/.exec(sentence)?.[0]));
  };
}

test('a condition is made once for a sighting, however many looks there are', () => {
  const look = looking();
  expect([look(sighting, other), look(other, sighting), look(sighting, sighting, other)]).toEqual([
    [1, 2],
    [2, 1],
    [1, 1, 2],
  ]);
});

test('what a look does not ask for is forgotten', () => {
  const look = looking();
  look(sighting, other);
  expect([look(other), look(sighting), look(sighting), look(), look(sighting)]).toEqual([
    [2],
    [3],
    [3],
    [],
    [4],
  ]);
});
