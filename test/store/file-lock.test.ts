import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PeeringBotError } from '../../src/core/errors.ts';
import { type FileLock, lockFile } from '../../src/store/file-lock.ts';
import { createLowdbStore } from '../../src/store/lowdb.ts';
import { frozenClock } from '../frozen-clock.ts';
import { bundleChild } from './bundle-child.ts';

let scripts: string;
let holdScript: string;
let folder: string;
let file: string;
const children: ChildProcess[] = [];
const locks: FileLock[] = [];

beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), 'peering-lock-scripts-'));
  holdScript = await bundleChild('hold', scripts);
});
afterAll(() => rm(scripts, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-lock-'));
  file = join(folder, 'data.json');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(locks.splice(0).map((lock) => lock.release()));
  await rm(folder, { recursive: true });
});

async function start(): Promise<ChildProcess> {
  const child = fork(holdScript, [file]);
  children.push(child);
  await once(child, 'message');
  return child;
}

/** What came of it: `holding`, or the refusal. */
async function tryToHold(child: ChildProcess): Promise<string> {
  child.send('go');
  const [outcome] = await once(child, 'message');
  return String(outcome);
}

async function lock(more: { beatMs?: number; watchMs?: number } = {}): Promise<FileLock> {
  const held = await lockFile(file, { clock: frozenClock, ...more });
  locks.push(held);
  return held;
}

const refusal = (attempt: Promise<unknown>): Promise<PeeringBotError> =>
  attempt.then(
    () => {
      throw new Error('Was not refused');
    },
    (error) => error,
  );

describe('a second process', () => {
  it('is refused with a sentence that names the process and the file', async () => {
    const holder = await start();
    expect(await tryToHold(holder)).toBe('holding');
    const error = await refusal(createLowdbStore({ file, clock: frozenClock }));
    expect(error.code).toBe('store-locked');
    expect(error.message).toBe(
      `The data file ${file} is in use by process ${holder.pid} since 2026-01-02T03:04:05.000Z.`,
    );
    expect(error.mend).toContain('PostgreSQL');
  });

  it('takes over at once what a killed one left, even before it is quite gone', async () => {
    for (let round = 0; round < 5; round += 1) {
      const holder = await start();
      expect(await tryToHold(holder)).toBe('holding');
      holder.kill('SIGKILL');
      const held = await lockFile(file, { clock: frozenClock });
      await held.check();
      await held.release();
    }
    expect((await readdir(folder)).filter((name) => /lock|alive/.test(name))).toEqual([]);
  });

  it('is told by the process that lives, not by its number: in a container it is always 1', async () => {
    const holder = await start();
    await tryToHold(holder);
    const claims = (await readFile(`${file}.lock`, 'utf8')).replace(`"pid":${holder.pid}`, '"pid":1');
    await writeFile(`${file}.lock`, claims);
    expect((await refusal(lock())).message).toContain('process 1 ');
    holder.kill('SIGKILL');
    await lock();
  });

  it('is not kept out by a number that another process has now', async () => {
    const holder = await start();
    await tryToHold(holder);
    holder.kill('SIGKILL');
    const claims = (await readFile(`${file}.lock`, 'utf8')).replace(
      `"pid":${holder.pid}`,
      `"pid":${process.pid}`,
    );
    await writeFile(`${file}.lock`, claims);
    await lock();
  });
});

describe('many at once', () => {
  it('in one process: exactly one holds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => lock()));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason.code).toBe('store-locked');
      }
      await Promise.all(locks.splice(0).map((held) => held.release()));
    }
  });

  it('in many processes, over what a killed one left: exactly one holds, each time', async () => {
    let holder = await start();
    expect(await tryToHold(holder)).toBe('holding');
    for (let round = 0; round < 4; round += 1) {
      const starters = await Promise.all(Array.from({ length: 8 }, start));
      holder.kill('SIGKILL');
      if (holder.exitCode === null && holder.signalCode === null) await once(holder, 'exit');
      const outcomes = await Promise.all(starters.map(tryToHold));
      const holding = starters.filter((_, index) => outcomes[index] === 'holding');
      expect(holding).toHaveLength(1);
      const [next] = holding;
      if (!next) return;
      holder = next;
      for (const outcome of outcomes) {
        if (outcome !== 'holding') expect(outcome).toContain(`store-locked: The data file ${file}`);
      }
    }
  });
});

describe('a holder', () => {
  it('whose lock was removed by hand writes no more, and leaves the next one’s lock alone', async () => {
    const first = await createLowdbStore({ file, clock: frozenClock });
    await first.put('card:a', { by: 'first' }, 0);
    await rm(`${file}.lock`);
    const second = await createLowdbStore({ file, clock: frozenClock });
    await second.put('card:a', { by: 'second' }, 1);

    expect((await refusal(first.put('card:a', { by: 'first again' }, 1))).code).toBe('store-locked');
    expect((await refusal(first.checkWritable())).code).toBe('store-locked');
    expect(await readFile(file, 'utf8')).toContain('"second"');
    await first.close();
    expect((await refusal(createLowdbStore({ file, clock: frozenClock }))).code).toBe('store-locked');
    await second.close();
  });

  it('is found through a path longer than a socket address', async () => {
    const long = join(folder, 'x'.repeat(120), 'y'.repeat(120));
    await mkdir(long, { recursive: true });
    file = join(long, 'data.json');
    await lock();
    expect((await refusal(lock())).code).toBe('store-locked');
    const holder = await start();
    for (const held of locks.splice(0)) await held.release();
    expect(await tryToHold(holder)).toBe('holding');
    holder.kill('SIGKILL');
    await lock();
  });

  it('is nobody in a lock file full of something else', async () => {
    await writeFile(`${file}.lock`, 'null\n17\n{"id":7}\n{"id":"half","pid":');
    await lock();
    expect((await refusal(lock())).code).toBe('store-locked');
  });
});

describe('a holder on another machine', () => {
  const claim = {
    id: 'far',
    pid: 7,
    since: '2026-01-01T00:00:00.000Z',
    host: 'another-machine',
    socket: '.far.alive',
  };

  it('is one as long as it touches the lock file', async () => {
    await appendFile(`${file}.lock`, `${JSON.stringify(claim)}\n`);
    let beats = 0;
    const beat = setInterval(() => {
      beats += 1;
      void utimes(`${file}.lock`, beats, beats);
    }, 20);
    const error = await refusal(lock({ watchMs: 2_000 }));
    clearInterval(beat);
    expect(error.message).toContain('process 7 on another machine since 2026-01-01');
  });

  it('is replaced when it gives no sign of life, and finds itself deposed when it wakes', async () => {
    const asleep = await lock({ beatMs: 1_000_000 });
    const mine = await readFile(`${file}.lock`, 'utf8');
    await writeFile(`${file}.lock`, mine.replace(/"host":"[^"]*"/, '"host":"another-machine"'));
    const next = await lock({ watchMs: 200 });
    await next.check();
    expect((await refusal(asleep.check())).code).toBe('store-locked');
  });

  it('is kept alive by its heartbeat', async () => {
    let now = 0;
    const clock = { ...frozenClock, now: () => (now += 1_000) };
    locks.push(await lockFile(file, { clock, beatMs: 20 }));
    const mine = await readFile(`${file}.lock`, 'utf8');
    await writeFile(`${file}.lock`, mine.replace(/"host":"[^"]*"/, '"host":"another-machine"'));
    expect((await refusal(lock({ watchMs: 2_000 }))).code).toBe('store-locked');
  });
});
