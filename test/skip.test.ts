import { afterEach, expect, it } from 'vitest';
import { needs } from './skip.ts';

const before = process.env.PEERING_TEST_ALL;
afterEach(() => {
  if (before === undefined) delete process.env.PEERING_TEST_ALL;
  else process.env.PEERING_TEST_ALL = before;
});

it('lets tests run where the thing is found', () => {
  process.env.PEERING_TEST_ALL = '1';
  expect(needs('a thing', true, 'buy one')).toBe(true);
});

it('skips where it is not, unless nothing may be skipped', () => {
  delete process.env.PEERING_TEST_ALL;
  expect(needs('(a thing for this very test)', false, 'nothing to do')).toBe(false);
  process.env.PEERING_TEST_ALL = '1';
  expect(() => needs('a thing', false, 'buy one')).toThrow(/a thing was not found.*buy one/);
});
