import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { deadline } from '../../../src/clouds/time/deadline.ts';

const never = new AbortController().signal;
const ended = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

test('it ends in its time, also when garbage was collected meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const gc: () => void = runInNewContext('gc');
  const end = (() => ended(deadline(200, never)))();
  setTimeout(gc, 50);
  setTimeout(gc, 100);
  // The deadline holds no process; here somebody waits.
  const waiting = setTimeout(() => {}, 60_000);
  expect(await end).toMatchObject({ name: 'TimeoutError' });
  clearTimeout(waiting);
});

test('it ends with what stops everything', async () => {
  const stopping = new AbortController();
  const end = ended(deadline(60_000, stopping.signal));
  stopping.abort();
  expect(await end).toMatchObject({ name: 'AbortError' });
  expect(deadline(60_000, stopping.signal).aborted).toBe(true);
});
