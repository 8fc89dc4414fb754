import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PeeringBotError } from '../../src/core/errors.ts';
import type { AuditEntry } from '../../src/core/ports.ts';
import { createLowdbStore, type LowdbStore } from '../../src/store/lowdb.ts';
import { frozenClock } from '../frozen-clock.ts';

let folder: string;
let file: string;
const stores: LowdbStore[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peering-store-'));
  file = join(folder, 'data.json');
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await rm(folder, { recursive: true });
});

async function open(at = file, log?: { warn(detail: object, message: string): void }): Promise<LowdbStore> {
  const store = await createLowdbStore({ file: at, clock: frozenClock, ...(log && { log }) });
  stores.push(store);
  return store;
}

async function refusal(at = file): Promise<PeeringBotError> {
  const error = await open(at).catch((reason) => reason);
  expect(error).toBeInstanceOf(PeeringBotError);
  return error;
}

describe('the data file', () => {
  it('holds documents of every length', async () => {
    const lengths = [
      0, 1, 100, 20_000, 65_000, 131_000, 131_050, 131_071, 131_072, 131_073, 140_000, 400_000,
    ];
    const documents = [...lengths, ...lengths.toReversed()].map((length, index) => ({
      key: `card:${index}-\u{1f418}"\n`,
      value: `${index}${'\u00e9\u20ac'.repeat(length % 7)}${'x'.repeat(length)}`,
    }));
    const store = await open();
    await Promise.all(documents.map(({ key, value }) => store.put(key, value, 0)));
    await store.close();
    const again = await open();
    for (const { key, value } of documents) expect(await again.get(key)).toEqual({ key, value, version: 1 });
  });

  it('is made with its folder, for its owner alone, and leaves nothing beside it when closed', async () => {
    const before = process.umask(0);
    try {
      const store = await open(join(folder, 'deep', 'er', 'data.json'));
      await store.put('card:a', { n: 1 }, 0);
      await store.checkWritable();
      await store.close();
    } finally {
      process.umask(before);
    }
    const mode = async (name: string) => ((await stat(join(folder, 'deep', name))).mode & 0o777).toString(8);
    expect(await mode('er')).toBe('700');
    expect(await mode('er/data.json')).toBe('600');
    expect(await mode('er/data.json.audit.jsonl')).toBe('600');
    expect(await readdir(join(folder, 'deep', 'er'))).toEqual(['data.json', 'data.json.audit.jsonl']);
  });

  it('is JSON that a person can read, one document a line', async () => {
    const store = await open();
    await store.put('card:a', { n: 1 }, 0);
    await store.put('card:b', { n: 2 }, 0);
    expect(await readFile(file, 'utf8')).toBe(
      '{"format":"peering-bot","version":1,"documents":{\n' +
        '"card:a":{"version":1,"value":{"n":1}},\n' +
        '"card:b":{"version":1,"value":{"n":2}}\n}}\n',
    );
  });

  it('is the one a link points to', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'data.json'), '{"format":"peering-bot","version":1,"documents":{}}');
    await symlink(join(folder, 'real', 'data.json'), file);
    const store = await open();
    await store.put('card:a', { n: 1 }, 0);
    expect(await readFile(join(folder, 'real', 'data.json'), 'utf8')).toContain('card:a');
    expect((await refusal(join(folder, 'real', 'data.json'))).code).toBe('store-locked');
  });

  it('is refused with a sentence where it cannot be one', async () => {
    await mkdir(join(folder, 'a-folder'));
    expect((await refusal(join(folder, 'a-folder'))).message).toMatch(
      /a-folder.*there is a folder of that name/,
    );
    await writeFile(join(folder, 'a-file'), '');
    const error = await refusal(join(folder, 'a-file', 'data.json'));
    expect(error.code).toBe('store-unwritable');
    expect(error.message).toContain('part of the path is not a folder');
  });
});

describe('a damaged or foreign file', () => {
  const whole = '{"format":"peering-bot","version":1,"documents":{"card:a":{"version":1,"value":{"n":1}}}}';
  const cases: [string, string | Buffer, { says: RegExp; copies: number }][] = [
    ['cut off', whole.slice(0, -20), { says: /is damaged: it is not valid JSON/, copies: 1 }],
    ['empty', '', { says: /is damaged: it is empty/, copies: 1 }],
    ['full of zeros', Buffer.alloc(512), { says: /is damaged: it is not valid JSON/, copies: 1 }],
    [
      'not UTF-8',
      Buffer.from(whole.replace('card', 'c\xffrd'), 'latin1'),
      { says: /not valid JSON/, copies: 1 },
    ],
    [
      'without documents',
      '{"format":"peering-bot","version":1}',
      { says: /documents are missing/, copies: 1 },
    ],
    [
      'without a version',
      '{"format":"peering-bot","documents":{}}',
      { says: /version is missing/, copies: 1 },
    ],
    [
      'with half a document',
      whole.replace('"version":1,"value"', '"value"'),
      { says: /card:a is incomplete/, copies: 1 },
    ],
    ['somebody else’s JSON', '{"posts":[]}', { says: /is not a data file of Peering Bot/, copies: 0 }],
    ['a list', '[1,2]', { says: /is not a data file of Peering Bot/, copies: 0 }],
    [
      'of a newer version',
      whole.replace('"version":1', '"version":2'),
      { says: /newer Peering Bot/, copies: 0 },
    ],
  ];

  it.each(cases)('%s is refused and stays as it is', async (_, content, { says, copies }) => {
    await writeFile(file, content);
    for (let start = 0; start < 3; start += 1) {
      const error = await refusal();
      expect(error.code).toBe('store-damaged');
      expect(error.message).toMatch(says);
      expect(error.message).toContain(file);
      expect(error.mend).toBeTruthy();
    }
    expect(await readFile(file)).toEqual(Buffer.from(content));
    // However often it was started, and neither a lock nor a temporary file is left.
    const others = (await readdir(folder)).filter((name) => name !== 'data.json');
    expect(others).toHaveLength(copies);
    for (const copy of others) {
      expect(copy).toMatch(/^data\.json\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/);
      expect(await readFile(join(folder, copy))).toEqual(Buffer.from(content));
      expect((await refusal()).means).toContain(copy);
    }
  });

  it('is a good one again once it was mended', async () => {
    await writeFile(file, whole.slice(0, -1));
    await refusal();
    await writeFile(file, whole);
    expect((await (await open()).get('card:a'))?.value).toEqual({ n: 1 });
  });
});

describe('writes', () => {
  it('are one for whatever changes in one turn', async () => {
    const store = await open();
    await Promise.all(Array.from({ length: 500 }, (_, n) => store.put(`alert:${n}`, { n }, 0)));
    expect(store.writes).toBe(1);
  });

  it('are at most 10 for 10,000 alerts that are read, judged and updated in a tick', async () => {
    const store = await open();
    await Promise.all(Array.from({ length: 10_000 }, (_, n) => store.put(`alert:${n}`, { n, said: 0 }, 0)));
    const before = store.writes;
    const alerts = await store.list<{ n: number; said: number }>('alert:');
    await Promise.all(
      alerts.map(async ({ key, value, version }) => {
        const now = await store.get<{ said: number }>(key);
        await store.put(key, { ...value, said: (now?.value.said ?? 0) + 1 }, version);
      }),
    );
    expect(store.writes - before).toBeLessThanOrEqual(10);
    await store.close();
    const again = await (await open()).list<{ said: number }>('alert:');
    expect(again).toHaveLength(10_000);
    expect(again.every(({ value }) => value.said === 1)).toBe(true);
  });

  it('are shared by many who each write one after the other', async () => {
    const store = await open();
    await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        for (let version = 0; version < 20; version += 1) await store.put(`doc:${n}`, { version }, version);
      }),
    );
    expect(store.writes).toBeLessThanOrEqual(25);
  });

  it('do not happen for a change that is refused', async () => {
    const store = await open();
    await store.put('card:a', {}, 0);
    await store.put('card:a', {}, 0).catch(() => {});
    expect(store.writes).toBe(1);
  });

  it('that fail change nothing, and are made good by the next one', async () => {
    const store = await open();
    await store.put('card:a', { n: 1 }, 0);
    // In the way of the temporary file, as a full disk would be.
    await mkdir(join(folder, '.data.json.tmp', 'full'), { recursive: true });
    const outcomes = await Promise.allSettled([
      store.put('card:a', { n: 2 }, 1),
      store.put('card:b', { n: 1 }, 0),
      store.remove('card:a', 1),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store-unwritable' } });
    }
    await expect(store.checkWritable()).rejects.toMatchObject({ code: 'store-unwritable' });
    expect(await store.list('')).toEqual([{ key: 'card:a', version: 1, value: { n: 1 } }]);
    expect(store.writes).toBe(1);

    await rm(join(folder, '.data.json.tmp'), { recursive: true });
    await store.checkWritable();
    expect(await store.put('card:a', { n: 2 }, 1)).toBe(2);
  });
});

describe('the audit log', () => {
  const entry = (ref: string): AuditEntry => ({
    at: 1,
    userId: 'U0ANA',
    action: 'create',
    decision: 'allowed',
    outcome: 'done',
    ref,
  });

  it.each([
    ['in the middle of a line', -7],
    ['before the end of a line', -1],
  ])('goes on after a crash cut it off %s', async (_, cut) => {
    const log = `${file}.audit.jsonl`;
    const first = await open();
    await first.appendAudit(entry('one'));
    await first.appendAudit(entry('two'));
    await first.close();
    const left = (await readFile(log)).subarray(0, cut);
    await writeFile(log, left);

    const said: string[] = [];
    const second = await open(file, { warn: (_detail, message) => said.push(message) });
    await second.appendAudit(entry('three'));
    const refs = (await second.readAudit()).map(({ ref }) => ref);
    expect(refs).toEqual(cut === -1 ? ['one', 'two', 'three'] : ['one', 'three']);
    expect(said.length).toBeGreaterThan(0);
    await second.close();
    // Never rewritten: all that was there before is still there.
    expect((await readFile(log)).subarray(0, left.length)).toEqual(left);
    expect((await (await open()).readAudit()).map(({ ref }) => ref)).toEqual(refs);
  });

  it('leaves out lines that are no entries', async () => {
    await writeFile(`${file}.audit.jsonl`, '{"at":"yesterday"}\n\nnull\n17\n');
    const store = await open();
    await store.appendAudit(entry('one'));
    expect((await store.readAudit()).map(({ ref }) => ref)).toEqual(['one']);
  });

  it('does not make the data file grow', async () => {
    const store = await open();
    await store.put('card:a', {}, 0);
    const { size } = await stat(file);
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => store.appendAudit(entry(`ref-${n}`))));
    expect((await stat(file)).size).toBe(size);
    expect(store.writes).toBe(1);
    expect(await store.readAudit()).toHaveLength(1_000);
  });
});
