import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { freePort } from '../free-port.ts';

export interface ServerProcess {
  port: number;
  /** From spawning the process to its first answer. */
  startMs: number;
  residentMb(): number;
  /** The most it ever held. */
  peakMb(): number;
  /** Over the process's channel. */
  send(message: unknown): void;
  stop(): Promise<void>;
}

/** Starts `node <script>` on a free port and waits until `readyPath` answers 200 (or anything, when `anyAnswer`). */
export async function startServer(
  script: string,
  environment: Record<string, string>,
  ready: { path: string; anyAnswer: boolean },
): Promise<ServerProcess> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, ...environment, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  while (!(await answers(port, ready))) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return {
    port,
    startMs: performance.now() - started,
    residentMb: () => memoryMb(child, 'VmRSS'),
    peakMb: () => memoryMb(child, 'VmHWM'),
    send: (message) => void child.send(message as object),
    stop: () => stop(child),
  };
}

function answers(port: number, ready: { path: string; anyAnswer: boolean }): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: ready.path, agent: false }, (answer) => {
      answer.resume();
      resolve(ready.anyAnswer || answer.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

function memoryMb(child: ChildProcess, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
