import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromBot, ToBot } from './messages.ts';

/** The bot in a process of its own. */
export interface BotProcess {
  alive(): boolean;
  /** Turns its clock. Resolves also when it dies over it, as everything here does. */
  turn(ms: number): Promise<void>;
  /** Whether it has nothing under way in itself; calls to others are not counted. */
  isCalm(): Promise<boolean>;
  /** At once, by SIGKILL; resolves when it is dead. */
  kill(): Promise<void>;
  /** Lets it end by itself. */
  end(): Promise<void>;
  /** Resolves once it has started or died. */
  started: Promise<void>;
  output(): string;
}

export function startBotProcess({
  script,
  environment,
  clockAheadMs,
  atJournal,
}: {
  script: string;
  environment: Record<string, string>;
  clockAheadMs: number;
  /** The process stands still until this resolves. */
  atJournal(when: 'to be written' | 'written'): Promise<unknown>;
}): BotProcess {
  const child = fork(script, {
    execArgv: [],
    env: { PATH: process.env.PATH, ...environment, CRASH_CLOCK_AHEAD: String(clockAheadMs) },
    silent: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000);
    });
  }
  const dead = once(child, 'exit').then(() => {});
  const orders = new Map<number, (calm: boolean) => void>();
  let lastOrder = 0;
  let begun = () => {};
  const started = Promise.race([dead, new Promise<void>((resolve) => (begun = resolve))]);

  child.on('message', (message: FromBot) => {
    if ('started' in message) begun();
    else if ('done' in message) {
      orders.get(message.done)?.(message.calm);
      orders.delete(message.done);
    } else {
      const { held, journal } = message;
      void atJournal(journal).then(() => send({ goOn: held }));
    }
  });

  function send(message: ToBot): void {
    // It may have died a moment ago.
    if (isAlive(child)) child.send(message, () => {});
  }

  async function order(what: { do: 'look' } | { do: 'turn'; ms: number }): Promise<boolean> {
    lastOrder += 1;
    const number = lastOrder;
    const done = new Promise<boolean>((resolve) => orders.set(number, resolve));
    send({ order: number, ...what });
    return Promise.race([done, dead.then(() => true)]);
  }

  return {
    alive: () => isAlive(child),
    async turn(ms) {
      await order({ do: 'turn', ms });
    },
    isCalm: () => order({ do: 'look' }),
    async kill() {
      child.kill('SIGKILL');
      await dead;
    },
    async end() {
      if (child.connected) child.disconnect();
      await dead;
    },
    started,
    output: () => output,
  };
}

const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;
