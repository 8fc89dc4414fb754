import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PeeringBotError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { answers, isTouched, type Pulse, startPulse, thisHost } from './pulse.ts';
import type { StoreLog } from './store-log.ts';

export interface FileLock {
  /** Throws `store-locked` when the lock file was removed or taken over. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** One line of the lock file: who wants the lock, or gives a claim back. */
interface Claim extends Pulse {
  id: string;
  pid: number;
  since: string;
}

interface LockOptions {
  clock: Clock;
  log?: StoreLog;
  /** How often a holder shows itself to other machines, and how long those watch before they take over; ms. */
  beatMs?: number;
  watchMs?: number;
}

/**
 * Holds `<file>.lock` for this process. Throws `store-locked`, naming the holder, while another one lives.
 *
 * The lock file is a list of claims, one line each, only ever appended to: the holder is the first one in it that lives.
 * Appends are ordered and the dead stay dead, so however many start at once over whatever a killed process left,
 * exactly one finds only dead ones before itself. The file is replaced by its holder alone; whoever finds after judging
 * that the file it claimed in is not the one at the path any more starts over.
 */
export async function lockFile(file: string, options: LockOptions): Promise<FileLock> {
  const { clock, log, beatMs = 2_000, watchMs = 10_000 } = options;
  const path = `${file}.lock`;
  const folder = dirname(file);
  const dead = new Set<string>();
  // Never from outside: two processes must not draw the same one.
  const id = randomUUID();

  async function refuseWhileHeld(): Promise<void> {
    // Half a second for one that was just killed and is still going down.
    for (let patience = 5; ; patience -= 1) {
      const holder = await firstAlive(await claimsAt(path));
      if (!holder) return;
      if (patience === 0 || !isNeighbour(holder)) throw locked(file, holder);
      await pause(100);
    }
  }

  async function acquire(claim: Claim): Promise<FileHandle> {
    for (;;) {
      const mine = await open(path, 'a+', 0o600);
      try {
        await mine.appendFile(`\n${JSON.stringify(claim)}\n`);
        const claims = await readClaims(mine);
        const place = claims.findIndex((other) => other.id === id);
        const earlier = claims.slice(0, place);
        const rival = await firstAlive(earlier);
        // Only after judging: had a holder replaced the file and died since, this one would be an orphan.
        if (place >= 0 && (await isAt(mine, path))) {
          if (rival) throw locked(file, rival);
          return earlier.length === 0 ? mine : await replace(mine, claim, earlier);
        }
        await mine.close();
      } catch (error) {
        await giveBack(mine);
        throw error;
      }
    }
  }

  /** A fresh lock file with this claim alone: it stays short, and a holder that was only asleep finds itself deposed. */
  async function replace(mine: FileHandle, claim: Claim, fallen: Claim[]): Promise<FileHandle> {
    const temporary = `${path}.${id}`;
    const fresh = await open(temporary, 'wx', 0o600);
    try {
      await fresh.appendFile(`${JSON.stringify(claim)}\n`);
      await rename(temporary, path);
    } catch (error) {
      await fresh.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await mine.close();
    for (const { socket } of fallen.filter(isNeighbour)) {
      if (socket) await rm(join(folder, basename(socket)), { force: true });
    }
    return fresh;
  }

  async function giveBack(mine: FileHandle): Promise<void> {
    await mine.appendFile(`\n${JSON.stringify({ released: id })}\n`).catch(() => {});
    await mine.close();
  }

  async function firstAlive(claims: Claim[]): Promise<Claim | undefined> {
    for (const other of claims) {
      if (dead.has(other.id)) continue;
      if (await isAlive(other)) return other;
      dead.add(other.id);
    }
    return undefined;
  }

  async function isAlive(other: Claim): Promise<boolean> {
    if (isNeighbour(other) && other.socket) return answers(folder, basename(other.socket));
    log?.warn(
      { file, pid: other.pid, since: other.since },
      `The data file was last held on another machine; watching it for ${watchMs / 1000} s for a sign of life`,
    );
    return isTouched(path, watchMs);
  }

  await refuseWhileHeld();
  const { stop, ...shown } = await startPulse(folder, `.${basename(file)}.${id}.alive`);
  const claim: Claim = { id, pid: process.pid, since: new Date(clock.now()).toISOString(), ...shown };
  const handle = await acquire(claim).catch(async (error) => {
    await stop();
    throw error;
  });
  // In real time, whatever the clock from outside does: another machine watches for it.
  const beat = setInterval(() => {
    const now = clock.now() / 1000;
    handle.utimes(now, now).catch(() => {});
  }, beatMs).unref();

  return {
    async check() {
      if (!(await isAt(handle, path))) throw deposed(file);
    },
    async release() {
      clearInterval(beat);
      // First the path, then the claim: nobody may find this claim given back in a file that is about to vanish.
      if (await isAt(handle, path)) await rm(path, { force: true });
      await giveBack(handle);
      await stop();
    },
  };
}

/** Under the same kernel. */
const isNeighbour = (claim: Claim) => claim.host === thisHost;

async function claimsAt(path: string): Promise<Claim[]> {
  const handle = await openIfThere(path);
  return handle ? readClaims(handle).finally(() => handle.close()) : [];
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Claims not given back, in order. A line cut off by a crash belongs to nobody alive. */
async function readClaims(handle: FileHandle): Promise<Claim[]> {
  const { size } = await handle.stat();
  const { buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
  const lines = buffer.toString('utf8').split('\n').flatMap(parseLine);
  const released = new Set(lines.map((line) => line.released));
  return lines.filter((line): line is Claim => typeof line.id === 'string' && !released.has(line.id));
}

function parseLine(line: string): (Partial<Claim> & { released?: string })[] {
  try {
    const parsed = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? [parsed] : [];
  } catch {
    return [];
  }
}

/** The open handle keeps its inode from being given to another file, so equal numbers are the same file. */
async function isAt(handle: FileHandle, path: string): Promise<boolean> {
  const [held, there] = await Promise.all([handle.stat(), stat(path).catch(() => undefined)]);
  return there !== undefined && there.ino === held.ino && there.dev === held.dev;
}

function locked(file: string, holder: Claim): PeeringBotError {
  const where = holder.host === thisHost ? '' : ' on another machine';
  return new PeeringBotError(
    'store-locked',
    `The data file ${file} is in use by process ${holder.pid}${where} since ${holder.since}.`,
    {
      means: 'Two bots on one file would overwrite each other, so this one does not start.',
      mend: 'Stop the other bot, or set PEERING_DATA_FILE to another path. To run several, use PostgreSQL (DATABASE_URL).',
    },
  );
}

function deposed(file: string): PeeringBotError {
  return new PeeringBotError(
    'store-locked',
    `The lock of the data file ${file} was removed or taken over by another process.`,
    {
      means: 'Another bot may be writing to it, so this one writes no more; nothing was overwritten.',
      mend: 'See that only one bot runs on the file, then restart it.',
    },
  );
}
