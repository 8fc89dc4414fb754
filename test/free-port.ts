import { createServer } from 'node:net';

/**
 * One that nobody has; not one of those that the system hands out by itself, so that nobody is given it before it is used.
 * `alsoFree`: what else must be free beside it, as distances from it.
 */
export async function freePort(alsoFree: readonly number[] = []): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const all = await Promise.all([0, ...alsoFree].map((distance) => isFree(port + distance)));
    if (all.every(Boolean)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
