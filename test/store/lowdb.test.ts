import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLowdbStore } from '../../src/store/lowdb.ts';
import { storeContract } from '../contract/store.ts';
import { frozenClock } from '../frozen-clock.ts';

storeContract('lowdb', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'peering-store-'));
  return {
    open: () => createLowdbStore({ file: join(folder, 'data.json'), clock: frozenClock }),
    remove: () => rm(folder, { recursive: true }),
  };
});
