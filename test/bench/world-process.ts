import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface WorldProcess {
  environment: Record<string, string>;
  /** Of peerings, VPCs, clusters and allow lists, at a hundred a page. */
  pages: number;
  clusters: number;
  reset(): void;
  /** To Yugabyte since `reset`. */
  calls(): Promise<number>;
  stop(): void;
}

/** Slack and Yugabyte in a process of their own, so that what they cost is not the bot's. */
export async function startWorld(count: number): Promise<WorldProcess> {
  const child = fork(fileURLToPath(new URL('children/world.ts', import.meta.url)), [String(count)], {
    execArgv: ['--import', 'tsx'],
  });
  const [facts] = await once(child, 'message');
  return {
    ...facts,
    reset: () => void child.send('reset'),
    async calls() {
      child.send('calls');
      const [calls] = await once(child, 'message');
      return calls;
    },
    stop: () => void child.kill('SIGTERM'),
  };
}
