import { PeeringBotError } from '../../../src/core/errors.ts';
import { createLowdbStore } from '../../../src/store/lowdb.ts';
import { frozenClock } from '../../frozen-clock.ts';

// Says that it is there, waits for the word, tries to hold the file and tells what came of it.
process.on('message', async () => {
  try {
    await createLowdbStore({ file: process.argv[2] ?? '', clock: frozenClock });
    process.send?.('holding');
  } catch (error) {
    process.send?.(error instanceof PeeringBotError ? `${error.code}: ${error.message}` : String(error));
    process.disconnect();
  }
});
process.send?.('there');
