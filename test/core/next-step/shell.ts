import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { HandOver, NextStep } from '../../../src/core/chain/link.ts';

/** Whether a program can be found on this machine. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program with what a person pastes as its input. */
export function run(
  program: string,
  args: string[],
  more: { input?: string; env?: Record<string, string>; cwd?: string } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...more.env },
      ...(more.cwd !== undefined && { cwd: more.cwd }),
    });
    const ran: Ran = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      ran.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      ran.stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code }));
    child.stdin.end(more.input ?? '');
  });
}

export function handOver(step: NextStep | undefined): HandOver {
  if (step?.kind !== 'hand-over') throw new Error(`no hand-over: ${JSON.stringify(step)}`);
  return step;
}

/** Everything a person pastes into a shell, in order. */
export function lines(step: NextStep | undefined): string {
  return `${handOver(step)
    .sections.flatMap(({ cli }) => cli)
    .join('\n')}\n`;
}

/** Everything a person pastes into a Terraform file. */
export function terraform(step: NextStep | undefined): string {
  return `${handOver(step)
    .sections.flatMap((section) => section.terraform ?? [])
    .join('\n\n')}\n`;
}
