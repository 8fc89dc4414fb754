import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLowdbStore } from '../../src/store/lowdb.ts';
import { frozenClock } from '../frozen-clock.ts';
import { bundleChild } from './bundle-child.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-store-crash-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('knows every acknowledged write after each of 25 kills at random instants', async () => {
  const script = await bundleChild('put-in-a-loop', folder);
  const file = join(folder, 'data', 'store.json');
  const acknowledgedRefs: string[] = [];
  const acknowledgedVersions = new Map<string, number>();

  for (let round = 0; round < 25; round += 1) {
    const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      told += text;
    });
    await once(child.stdout, 'data');
    await pause(Math.random() * 40);
    child.kill('SIGKILL');
    // At once, as a supervisor would: the killed process may not even be gone yet.
    const opening = createLowdbStore({ file, clock: frozenClock });
    await once(child, 'close');

    // The last line may have been cut off; it was not told then.
    for (const line of told.split('\n').slice(0, -1)) {
      const [what, name = '', version] = line.split(' ');
      if (what === 'put') acknowledgedVersions.set(name, Number(version));
      else acknowledgedRefs.push(name);
    }
    const store = await opening;
    for (const [key, version] of acknowledgedVersions) {
      const stored = await store.get<{ n: number; filler: string }>(key);
      expect(stored?.version).toBeGreaterThanOrEqual(version);
      expect(stored?.value.n).toBe(stored?.version);
      expect(stored?.value.filler).toHaveLength(20_000);
    }
    const refs = (await store.readAudit()).map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(refs.length);
    expect(acknowledgedRefs.filter((ref) => !refs.includes(ref))).toEqual([]);
    await store.close();
  }
  expect(acknowledgedRefs.length).toBeGreaterThan(25);
});
