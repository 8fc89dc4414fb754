import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces the file as a whole, with these pieces one after the other, each asked for once the one before is written: a crash or a full disk at any instant leaves either the former or the new content.
 * Throws the system's error; the former file is untouched then.
 */
export async function writeDurably(file: string, pieces: Iterable<Buffer>): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.tmp`);
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      for (const piece of pieces) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    // Gives the space back: on a full disk a half-written file would keep it full.
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(file));
}

/** A new or renamed file is durable only once its folder is: https://man7.org/linux/man-pages/man2/fsync.2.html */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems do not offer it (EINVAL, ENOTSUP); there it is as durable as it gets.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP')))
      throw error;
  } finally {
    await handle.close();
  }
}
