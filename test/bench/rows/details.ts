import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createWorld, type World } from '../../../src/sandbox/world.ts';
import { createDriver } from '../../journeys/driver.ts';
import { median, type Result, ratio } from '../result.ts';
import { startServer } from '../server-process.ts';

const BOT = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const DELAY_MS = 100;
/** In two accounts and two regions; in some a link is broken. */
const FIRST = 'orders-web';
const OTHERS = ['payments-fraud', 'payments-ledger', 'orders-reports'];

/**
 * From the command to the six links on the screen, while every call of AWS takes 100 ms: the first look of a process, which
 * loads the SDK as well, and the first looks at other peerings.
 */
export async function detailsRows(rounds: number, folder: string): Promise<Result[]> {
  const first: number[] = [];
  const later: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const world = await createWorld({ port: 0, scenario: 'both-clouds' });
    const bot = await startServer(
      BOT,
      {
        ...world.environment(),
        PEERING_DATA_FILE: join(folder, `details-${round}.json`),
        LOG_LEVEL: 'error',
      },
      { path: '/readyz', anyAnswer: false },
    );
    world.connectBot(`http://127.0.0.1:${bot.port}/slack/events`);
    const { faults } = createDriver(world.addresses.slack);
    await faults({ target: 'aws', kind: 'delay', ms: DELAY_MS, times: 'always' });
    first.push(await detailsShown(world, FIRST));
    for (const name of OTHERS) later.push(await detailsShown(world, name));
    await bot.stop();
    await world.stop();
  }
  return [
    ratio(
      `details with six links, first look of a process: of ${DELAY_MS} ms a call`,
      median(first) / DELAY_MS,
      6,
    ),
    ratio(`details with six links, other peerings: of ${DELAY_MS} ms a call`, median(later) / DELAY_MS, 6),
  ];
}

async function detailsShown({ addresses }: World, name: string): Promise<number> {
  const person = createDriver(addresses.slack);
  const began = performance.now();
  const commanded = person.command('operator', `/peering details ${name}`);
  for (;;) {
    const text = (await person.screen('operator')).modals.at(-1)?.text ?? '';
    if (SIX_LINKS.test(text)) break;
    await sleep(2);
  }
  const ms = performance.now() - began;
  await commanded;
  await person.press('operator', 'Close');
  return ms;
}

const SIX_LINKS = /(: (ok|broken|waiting)\b.*){6}/;
