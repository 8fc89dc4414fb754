import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The bot, or a command of package.json, as a process of its own. */
export interface Command {
  /** Standard output and error so far. */
  output(): string;
  /** Resolves with the match as soon as the output has it. Rejects when the process ends before. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** The exit code. */
  ended: Promise<number | null>;
  /** Sends SIGTERM, as every supervisor does; the exit code. */
  stop(): Promise<number | null>;
}

const running = new Set<ChildProcess>();

export function runCommand(
  name: 'start' | 'sandbox',
  environment: Record<string, string>,
  folder: string,
): Command {
  const [tool, file = '', ...more] = String(scripts[name]).split(' ');
  if (tool !== 'tsx') throw new Error(`npm run ${name} is no program of tsx: ${scripts[name]}`);
  // Without its wrapper, which ends with a signal of its own where a busy child does not answer one within milliseconds.
  const loader = join(root, 'node_modules/tsx/dist/loader.mjs');
  return run(process.execPath, ['--import', loader, join(root, file), ...more], environment, folder);
}

/** A script of one file, as `bundleProgram` makes it. */
export const runProgram = (script: string, environment: Record<string, string>, folder: string): Command =>
  run(process.execPath, [script], environment, folder);

/** Nothing of this process's environment reaches it but the path to Node. */
function run(tool: string, args: string[], environment: Record<string, string>, folder: string): Command {
  const child = spawn(tool, args, { cwd: folder, env: { PATH: process.env.PATH, ...environment } });
  running.add(child);
  let output = '';
  let over = false;
  const news = new EventEmitter();
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    over = true;
    news.emit('news');
    return code as number | null;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      news.emit('news');
    });
  }

  return {
    output: () => output,
    async says(what) {
      for (;;) {
        const match = what.exec(output);
        if (match) return match;
        if (over) throw new Error(`ended without saying ${what}: ${output}`);
        await once(news, 'news');
      }
    },
    ended,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Whatever a failed test left. */
export async function endCommands(): Promise<void> {
  const left = [...running];
  for (const child of left) child.kill('SIGTERM');
  await Promise.all(left.map((child) => once(child, 'close')));
}
