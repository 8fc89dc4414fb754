import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from './load-beside.ts';
import { postSigned, type Target } from './signed-load.ts';

/**
 * Sends signed commands at a steady pace until it is told to stop, whether or not the former ones were answered; then hands
 * over how long each took from the moment at which it was due: who waits behind a slow answer is counted too.
 */
const { target, perSecond } = workerData as { target: Target; perSecond: number };
const WARM_UP = 50;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const answers: Promise<Answer>[] = [];
let stopping = false;
parentPort?.once('message', () => {
  stopping = true;
});

async function send(due: number): Promise<Answer> {
  const at = Date.now() - (performance.now() - due);
  await postSigned(target, agent);
  return { at, ms: performance.now() - due };
}

// Its own first ones are slow, whoever answers: code that is new to this thread, and connections that are made.
for (let sent = 0; sent < WARM_UP; sent++) await postSigned(target, agent);
parentPort?.postMessage('warm');

const begun = performance.now();
while (!stopping) {
  const due = begun + (answers.length * 1000) / perSecond;
  const early = due - performance.now();
  if (early > 0) await sleep(early);
  answers.push(send(Math.max(due, begun)));
}
const all = await Promise.all(answers);
agent.destroy();
parentPort?.postMessage(all);
