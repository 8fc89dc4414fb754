import { expect, test } from 'vitest';
import type { SpeakPolicy, Speech } from '../../../src/core/alerts/alert.ts';
import { decideReach, REACHABLE } from '../../../src/core/alerts/decide-reach.ts';
import { NOW } from '../given.ts';
import { MINUTE, policy, quietNights } from './watched.ts';

/** Each letter a tick, 5 minutes apart: `.` read, `x` not. */
function ticks(course: string, settings: SpeakPolicy = policy, from = NOW): (Speech | undefined)[] {
  let state = REACHABLE;
  return [...course].map((letter, index) => {
    const read = letter === '.' ? { ok: true as const } : { ok: false as const, reason: 'Down.' };
    const decided = decideReach(state, read, settings, from + index * 5 * MINUTE);
    state = decided.state;
    return decided.speech;
  });
}

const kinds = (...args: Parameters<typeof ticks>) =>
  ticks(...args)
    .map((speech) => ({ unreachable: '!', 'reachable-again': 'o' })[String(speech?.kind)] ?? '-')
    .join('');

test.each([
  ['two failures are nobody’s business', '.xx.xx.', '-------'],
  ['the third is told, once', '.xxxxxx', '---!---'],
  ['so is its return', 'xxxx...', '--!-o--'],
  ['and the next time anew', 'xxx.xxx.', '--!o--!o'],
])('%s', (_, course, told) => expect(kinds(course)).toBe(told));

test('it says since when and why', () => {
  expect(ticks('xxx..').filter(Boolean)).toEqual([
    { kind: 'unreachable', since: NOW, reason: 'Down.' },
    { kind: 'reachable-again', since: NOW },
  ]);
});

test('in quiet hours nothing is said; what is over by their end never is', () => {
  const night = Date.UTC(2026, 0, 16, 7, 30);
  expect(kinds('xxxx....', quietNights, night)).toBe('--------');
  expect(kinds('xxxxxxxx', quietNights, night)).toBe('------!-');
  const evening = Date.UTC(2026, 0, 15, 18, 50);
  expect(kinds('xxxx', quietNights, evening - 10 * MINUTE)).toBe('--!-');
  expect(kinds(`xxx.${'.'.repeat(160)}`, quietNights, evening - 10 * MINUTE).replaceAll('-', '')).toBe('!o');
});

test('a state that did not change is the same object', () => {
  expect(decideReach(REACHABLE, { ok: true }, policy, NOW).state).toBe(REACHABLE);
});
