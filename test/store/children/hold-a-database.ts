import { openStore } from '../../../src/store/open-store.ts';
import { frozenClock } from '../../frozen-clock.ts';

const store = await openStore({ databaseUrl: process.env.HELD_URL, dataFile: '', clock: frozenClock });
await store.put('held:a', { by: process.pid }, 0);
process.send?.('holding');
// Killed by the test.
setInterval(() => {}, 1_000);
