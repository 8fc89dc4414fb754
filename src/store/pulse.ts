import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How others tell whether a process lives. `socket`: a file name in the folder, absent where sockets prove nothing. */
export interface Pulse {
  host: string;
  socket?: string;
}

/**
 * The kernel this process runs under: containers on one machine share it, a reboot changes it.
 * Without /proc (macOS) the host name has to do.
 */
export const thisHost = readBootId() ?? hostname();

function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * Listens on a socket file until stopped or dead: the kernel itself then tells everybody on this machine, in other
 * containers too, whether this very process lives; process ids repeat (in a container it is always 1).
 */
export async function startPulse(folder: string, socket: string): Promise<Pulse & { stop(): Promise<void> }> {
  const server = createServer((caller) => caller.destroy()).unref();
  server.on('error', () => {});
  const address = (await isLocal(folder)) ? await shortAddress(folder, socket) : undefined;
  try {
    if (!address) return { host: thisHost, stop: async () => {} };
    server.listen(address.path);
    await once(server, 'listening');
  } catch {
    // A file system that knows no sockets.
    return { host: thisHost, stop: async () => {} };
  } finally {
    await address?.done();
  }
  return {
    host: thisHost,
    socket,
    async stop() {
      await rm(join(folder, socket), { force: true });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Whether a process on this machine listens on the socket file. Anything but a plain no counts as yes. */
export async function answers(folder: string, socket: string): Promise<boolean> {
  const address = await shortAddress(folder, socket);
  if (!address) return true;
  const caller = connect(address.path);
  try {
    await once(caller, 'connect');
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code !== 'ECONNREFUSED' && code !== 'ENOENT';
  } finally {
    caller.destroy();
    await address.done();
  }
}

/** Whether somebody touches the file within the time: the only sign of life that crosses machines. */
export async function isTouched(file: string, watchMs: number): Promise<boolean> {
  const steps = 10;
  let last = await look(file);
  for (let step = 0; step < steps; step += 1) {
    await pause(watchMs / steps);
    const now = await look(file);
    // A change of size is another starter's claim, no sign of life of the holder.
    if (now.size === last.size && now.mtimeMs !== last.mtimeMs) return true;
    last = now;
  }
  return false;
}

/** Opened anew each time: network file systems answer a bare stat from their cache. */
async function look(file: string) {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return { size: 0, mtimeMs: 0 };
  try {
    return await handle.stat();
  } finally {
    await handle.close();
  }
}

/**
 * Only on a file system of this machine's kernel does "nobody listens" prove anything; on one shared between machines,
 * or mounted by each container for itself (NFS, FUSE, …), the listener may be out of sight.
 * Magic numbers: https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const localFileSystems = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0x2fc12fc1, // zfs
  0xf2f52010, // f2fs
  0x01021994, // tmpfs
  0x794c7630, // overlayfs
]);

async function isLocal(folder: string): Promise<boolean> {
  return process.platform !== 'linux' || localFileSystems.has((await statfs(folder)).type >>> 0);
}

/** Socket addresses hold about 100 bytes; on Linux a longer path is reached through an open handle of its folder. */
async function shortAddress(
  folder: string,
  socket: string,
): Promise<{ path: string; done(): Promise<void> } | undefined> {
  const path = join(folder, socket);
  if (fits(path)) return { path, done: async () => {} };
  if (process.platform !== 'linux') return undefined;
  const handle = await open(folder, 'r');
  const short = `/proc/self/fd/${handle.fd}/${socket}`;
  if (fits(short)) return { path: short, done: () => handle.close() };
  await handle.close();
  return undefined;
}

const fits = (path: string) => Buffer.byteLength(path) <= 100;
