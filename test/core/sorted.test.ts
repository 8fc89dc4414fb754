import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sorted } from '../../src/core/sorted.ts';
import { runThrough } from './run-through.ts';

const byNumber = (a: { n: number }, b: { n: number }) => a.n - b.n;

test('sorts as toSorted does, equal ones in the order they came in', () => {
  const items = fc.array(fc.record({ n: fc.nat(50), id: fc.nat() }), { maxLength: 1000, size: 'max' });
  fc.assert(
    fc.property(items, (all) => {
      const before = [...all];
      expect(runThrough(sorted(all, byNumber))).toEqual(all.toSorted(byNumber));
      expect(all).toEqual(before);
    }),
  );
});

test('pauses after at most some dozens of comparisons', () => {
  let compared = 0;
  let most = 0;
  const all = Array.from({ length: 10_000 }, (_, index) => ({ n: (index * 7919) % 10_000 }));
  const work = sorted(all, (a, b) => {
    compared += 1;
    return byNumber(a, b);
  });
  while (!work.next().done) {
    most = Math.max(most, compared);
    compared = 0;
  }
  expect(most).toBeLessThan(64 * 8);
});

test('compares those that are in order already once each, and no more', () => {
  let compared = 0;
  const all = Array.from({ length: 10_000 }, (_, n) => ({ n }));
  runThrough(
    sorted(all, (a, b) => {
      compared += 1;
      return byNumber(a, b);
    }),
  );
  expect(compared).toBeLessThan(all.length);
});
