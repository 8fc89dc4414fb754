import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleChild } from './bundle-child.ts';

const run = promisify(execFile);

/** Only root may; elsewhere the file size limit stands for the full disk. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

function tryMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.each([
  {
    disk: 'a file size limit',
    // Without the trap the signal that comes with the limit would end the process.
    shell: `trap '' XFSZ; ulimit -f 300; mkdir -p "$3"; exec "$1" "$2" "$3/store.json"`,
    command: ['sh', '-c'],
    why: 'larger than this process may write',
    // The limit is on each file: what is stored already still fits.
    writable: { done: true },
  },
  ...(canMount
    ? [
        {
          disk: 'a small tmpfs',
          shell: `mkdir -p "$3" && mount -t tmpfs -o size=400k none "$3" && exec "$1" "$2" "$3/store.json"`,
          // A mount name space of its own: the disk goes with the process.
          command: ['unshare', '-m', 'sh', '-c'],
          why: 'no space is left on the disk',
          writable: { code: 'store-unwritable' },
        },
      ]
    : []),
])('a full disk ($disk)', ({ shell, command: [program = '', ...args], why, writable }) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peering-store-full-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('refuses with a sentence, loses nothing, and goes on when there is space again', async () => {
    const script = await bundleChild('fill-the-disk', folder);
    const { stdout } = await run(program, [
      ...args,
      shell,
      'sh',
      process.execPath,
      script,
      join(folder, 'data'),
    ]);
    const report = JSON.parse(stdout);

    expect(report.acknowledged).toBeGreaterThan(3);
    expect(report.refused.code).toBe('store-unwritable');
    expect(report.refused.message).toContain('store.json');
    expect(report.refused.message).toContain(why);
    expect(report.refused.means).toContain('not kept');
    expect(report.refused.mend).toBeTruthy();

    expect(report.larger.code).toBe('store-unwritable');
    expect(report.first).toEqual({ key: 'doc:first', version: 1, value: { n: 1 } });
    expect(report.missing).toBe(true);
    expect(report.listed).toBe(report.acknowledged);
    expect(report.onDisk).toBe(report.acknowledged);
    expect(report.files).toEqual(['store.json', 'store.json.audit.jsonl']);

    expect(report.hugeAudit.code).toBe('store-unwritable');
    expect(report.writable).toMatchObject(writable);

    expect(report.removed).toEqual({ done: true });
    expect(report.writableAgain).toEqual({ done: true });
    expect(report.smallPut).toEqual({ done: 2 });
    expect(report.smallAudit).toEqual({ done: true });
    expect(report.audit).toEqual(['small', 'after']);
    expect(report.reopened).toBe(report.acknowledged - 1);
    expect(report.auditReopened).toEqual(['small', 'after']);
  });
});
