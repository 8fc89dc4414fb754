import { connect, createServer, type Socket } from 'node:net';

/** A telephone line on 127.0.0.1 between the bot and a server, that can be cut. */
export interface Line {
  /** Calls to this address reach the server. */
  address: string;
  /** Hangs up, and refuses every connection from now on. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function openLine(serverAddress: string): Promise<Line> {
  const target = Number(new URL(serverAddress).port);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const other = connect(target, '127.0.0.1');
    for (const [one, peer] of [
      [socket, other],
      [other, socket],
    ] as const) {
      open.add(one);
      one.pipe(peer);
      one.on('error', () => peer.destroy());
      one.on('close', () => {
        open.delete(one);
        peer.destroy();
      });
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as { port: number };
  return {
    address: `http://127.0.0.1:${port}`,
    async cut() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
    mend: () => listen(port),
  };
}
