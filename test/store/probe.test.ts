import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLowdbStore } from '../../src/store/lowdb.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createStoreProbe } from '../../src/store/probe.ts';
import { frozenClock } from '../frozen-clock.ts';
import { needs } from '../skip.ts';
import { findPostgres, type LocalPostgres } from './local-postgres.ts';

describe('a data file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peering-probe-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const file = () => join(folder, 'data.json');
  const probe = (dataFile = file()) => createStoreProbe({ dataFile, clock: frozenClock });

  test('that nobody holds can be written, and is free again afterwards', async () => {
    expect(await probe().check()).toEqual({ holder: 'nobody' });
    expect(await probe().check()).toEqual({ holder: 'nobody' });
    await (await createLowdbStore({ file: file(), clock: frozenClock })).close();
  });

  test('of a running bot is read beside it, and left as it is', async () => {
    const store = await createLowdbStore({ file: file(), clock: frozenClock });
    await store.put('tick:last', { at: 7 }, 0);
    const before = await readFile(file(), 'utf8');
    expect(await probe().check()).toEqual({
      holder: 'another process',
      sentence: expect.stringContaining(`in use by process ${process.pid}`),
    });
    expect(await probe().read('tick:last')).toEqual({ at: 7 });
    expect(await probe().read('tick:other')).toBeUndefined();
    expect(await readFile(file(), 'utf8')).toBe(before);
    await store.checkWritable();
    await store.close();
  });

  test('that is not there holds nothing; one that cannot be used is a sentence', async () => {
    expect(await probe().read('tick:last')).toBeUndefined();
    await writeFile(join(folder, 'file'), '');
    await expect(probe(join(folder, 'file', 'data.json')).check()).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    await writeFile(file(), '{"mine":true}');
    await expect(probe().check()).rejects.toMatchObject({ code: 'store-damaged' });
  });
});

const start = findPostgres();
const found = needs(
  'PostgreSQL',
  start !== undefined,
  'apt-get install postgresql, or set PEERING_TEST_DATABASE_URL to a server where databases may be created',
);

describe.runIf(found)('a database', () => {
  let server: LocalPostgres;
  beforeEach(async () => {
    if (start) server = await start();
  });
  afterEach(() => server.stop());

  test('is free, held, and read beside who holds it', async () => {
    const databaseUrl = await server.createDatabase();
    const options = { databaseUrl, dataFile: '/nowhere/data.json', clock: frozenClock };
    const probe = createStoreProbe(options);
    expect(await probe.read('tick:last')).toBeUndefined();
    expect(await probe.check()).toEqual({ holder: 'nobody' });
    const store = await openStore(options);
    await store.put('tick:last', { at: 7 }, 0);
    expect(await probe.check()).toMatchObject({ holder: 'another process' });
    expect(await probe.read('tick:last')).toEqual({ at: 7 });
    await store.close();
  });
});
