import { afterEach, describe, expect, it } from 'vitest';
import { hasCode } from '../../src/core/errors.ts';
import type { AuditEntry, Store } from '../../src/core/ports.ts';
import { countTurns } from '../each-turn.ts';

/** A place where stores keep things: empty at first, and still there after a store was closed. */
export interface StorePlace {
  open(): Promise<Store>;
  /** Throws all of it away. */
  remove(): Promise<void>;
}

/** What every `Store` has to hold. `makePlace` makes a new, empty place. */
export function storeContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`Store contract: ${name}`, () => {
    const places: StorePlace[] = [];
    const stores: Store[] = [];

    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
      await Promise.all(places.splice(0).map((place) => place.remove()));
    });

    async function place(): Promise<StorePlace> {
      const made = await makePlace();
      places.push(made);
      return made;
    }

    async function open(at?: StorePlace): Promise<Store> {
      const store = await (at ?? (await place())).open();
      stores.push(store);
      return store;
    }

    describe('documents', () => {
      it('are created at version 1 and read back', async () => {
        const store = await open();
        expect(await store.put('card:a', { state: 'PENDING', days: [1, 2] }, 0)).toBe(1);
        expect(await store.get('card:a')).toEqual({
          key: 'card:a',
          version: 1,
          value: { state: 'PENDING', days: [1, 2] },
        });
      });

      it('are undefined where there is none', async () => {
        const store = await open();
        expect(await store.get('card:none')).toBeUndefined();
      });

      it('are replaced only by naming the stored version', async () => {
        const store = await open();
        await store.put('card:a', { n: 1 }, 0);
        expect(await store.put('card:a', { n: 2 }, 1)).toBe(2);
        for (const wrong of [0, 1, 3, -1]) {
          await expect(store.put('card:a', { n: 3 }, wrong)).rejects.toSatisfy(isConflict);
        }
        expect(await store.get('card:a')).toEqual({ key: 'card:a', version: 2, value: { n: 2 } });
      });

      it('cannot be replaced where there is none', async () => {
        const store = await open();
        await expect(store.put('card:a', { n: 1 }, 1)).rejects.toSatisfy(isConflict);
        expect(await store.get('card:a')).toBeUndefined();
      });

      it('are removed only by naming the stored version', async () => {
        const store = await open();
        await store.put('card:a', { n: 1 }, 0);
        await store.put('card:a', { n: 2 }, 1);
        await expect(store.remove('card:a', 1)).rejects.toSatisfy(isConflict);
        await expect(store.remove('card:a', 0)).rejects.toSatisfy(isConflict);
        await expect(store.remove('card:b', 1)).rejects.toSatisfy(isConflict);
        await store.remove('card:b', 0);
        await store.remove('card:a', 2);
        expect(await store.get('card:a')).toBeUndefined();
        expect(await store.put('card:a', { n: 3 }, 0)).toBe(1);
      });

      it('hold any plain JSON', async () => {
        const store = await open();
        const values = [null, true, 0, -1.5, 1e21, '', 'text', [], {}, [null, [1, { a: {} }]], { a: null }];
        await Promise.all(values.map((value, index) => store.put(`any:${index}`, value, 0)));
        for (const [index, value] of values.entries()) {
          expect((await store.get(`any:${index}`))?.value).toEqual(value);
        }
      });

      it('refuse what is no JSON and stay as they were', async () => {
        const store = await open();
        await store.put('card:a', { n: 1 }, 0);
        const circle: Record<string, unknown> = {};
        circle.itself = circle;
        for (const value of [undefined, circle, 1n]) {
          await expect(store.put('card:a', value, 1)).rejects.toBeInstanceOf(TypeError);
        }
        expect((await store.get('card:a'))?.version).toBe(1);
      });

      it('refuse keys that cannot be stored everywhere', async () => {
        const store = await open();
        for (const key of ['', 'card:\0', 'card:\ud83d', `card:${'x'.repeat(500)}`]) {
          await expect(store.put(key, {}, 0)).rejects.toBeInstanceOf(TypeError);
        }
      });

      it('keep every character in keys and values', async () => {
        const store = await open();
        const text =
          'Ünïcödé 東京 🚇\u2028\u2029 "quotes" \\u0000 \\ud800 \n\t<!channel> __proto__ \u{10ffff}';
        await store.put(`name:${text}`, { text, [text]: [text], __proto__x: text }, 0);
        await store.put('__proto__', { text }, 0);
        await store.put('name:%_\\', { text }, 0);
        expect((await store.get(`name:${text}`))?.value).toEqual({ text, [text]: [text], __proto__x: text });
        expect((await store.get('__proto__'))?.value).toEqual({ text });
        expect((await store.list('name:%')).map(({ key }) => key)).toEqual(['name:%_\\']);
      });

      it('replace what PostgreSQL cannot hold: NUL and halves of a cut emoji', async () => {
        const store = await open();
        await store.put('card:a', { text: 'a\0b \\\0 🚇'.slice(0, -1), '\0': 1 }, 0);
        expect((await store.get('card:a'))?.value).toEqual({ text: 'a\ufffdb \\\ufffd \ufffd', '\ufffd': 1 });
      });

      it('are copies: changing what went in or came out changes nothing stored', async () => {
        const store = await open();
        const value = { list: [1], deep: { text: 'stored' } };
        const put = store.put('card:a', value, 0);
        value.deep.text = 'changed after put';
        await put;
        value.list.push(2);
        const first = await store.get<typeof value>('card:a');
        first?.value.list.push(3);
        const [listed] = await store.list<typeof value>('card:');
        if (listed) listed.value.deep.text = 'changed after list';
        expect((await store.get('card:a'))?.value).toEqual({ list: [1], deep: { text: 'stored' } });
      });
    });

    describe('changes that belong together', () => {
      it('are all carried out: made, replaced and removed', async () => {
        const store = await open();
        await store.put('alert:old', { n: 1 }, 0);
        await store.put('alert:old', { n: 2 }, 1);
        await store.put('alert:gone', {}, 0);
        await store.commit([
          { key: 'alert:new', expectedVersion: 0, value: { text: 'a\nb "c" \\ 🚇', none: null } },
          { key: 'alert:old', expectedVersion: 2, value: ['', null, { deep: [] }] },
          { key: 'alert:gone', expectedVersion: 1 },
          { key: 'alert:never', expectedVersion: 0 },
          { key: 'alert:null', expectedVersion: 0, value: null },
        ]);
        expect(await store.list('')).toEqual([
          { key: 'alert:new', version: 1, value: { text: 'a\nb "c" \\ 🚇', none: null } },
          { key: 'alert:null', version: 1, value: null },
          { key: 'alert:old', version: 3, value: ['', null, { deep: [] }] },
        ]);
        expect(await store.put('alert:new', 'next', 1)).toBe(2);
        await store.commit([{ key: 'alert:new', expectedVersion: 2 }]);
        await store.commit([]);
        expect((await store.list('')).map(({ key }) => key)).toEqual(['alert:null', 'alert:old']);
      });

      it('are not carried out at all where one of them does not fit; what shares the moment is', async () => {
        const store = await open();
        await store.put('alert:a', { n: 1 }, 0);
        const fits = { key: 'alert:b', expectedVersion: 0, value: {} };
        for (const stale of [
          { key: 'alert:a', expectedVersion: 0, value: {} },
          { key: 'alert:a', expectedVersion: 2, value: {} },
          { key: 'alert:a', expectedVersion: 0 },
          { key: 'alert:none', expectedVersion: 1, value: {} },
          { key: 'alert:none', expectedVersion: 1 },
        ]) {
          const [refused, beside] = await Promise.allSettled([
            store.commit([fits, stale, { key: 'alert:c', expectedVersion: 0, value: {} }]),
            store.put(`beside:${JSON.stringify(stale)}`, {}, 0),
          ]);
          expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'store-conflict' } });
          expect(refused).toMatchObject({ reason: { message: expect.stringContaining(stale.key) } });
          expect(beside.status).toBe('fulfilled');
        }
        expect(await store.list('alert:')).toEqual([{ key: 'alert:a', version: 1, value: { n: 1 } }]);
      });

      it('are not carried out at all where one of them is no JSON, or has no key', async () => {
        const store = await open();
        const fits = { key: 'alert:b', expectedVersion: 0, value: {} };
        for (const wrong of [
          { key: 'alert:a', expectedVersion: 0, value: undefined },
          { key: 'alert:a', expectedVersion: 0, value: 1n },
          { key: '', expectedVersion: 0, value: {} },
        ]) {
          await expect(store.commit([fits, wrong])).rejects.toBeInstanceOf(TypeError);
        }
        expect(await store.list('')).toEqual([]);
      });

      it('leave room for everything else, however many they are', async () => {
        const store = await open();
        const text = 'x'.repeat(1_000);
        const changes = Array.from({ length: 2_000 }, (_, index) => ({
          key: `alert:${index}`,
          expectedVersion: 0,
          value: { text, index },
        }));
        const { turns } = await countTurns(() => store.commit(changes));
        expect(turns).toBeGreaterThan(100);
        expect(await store.list('alert:')).toHaveLength(2_000);
        expect((await store.get('alert:1999'))?.value).toEqual({ text, index: 1_999 });
      });
    });

    describe('list', () => {
      it('gives every document of a prefix in key order', async () => {
        const store = await open();
        const keys = [
          'card:b',
          'card:a',
          'card:B',
          'card:10',
          'card:9',
          'cards:a',
          'alert:a',
          'card:é',
          'card:',
        ];
        await Promise.all(keys.map((key) => store.put(key, { key }, 0)));
        expect((await store.list('card:')).map(({ key }) => key)).toEqual([
          'card:',
          'card:10',
          'card:9',
          'card:B',
          'card:a',
          'card:b',
          'card:é',
        ]);
        expect((await store.list('')).length).toBe(keys.length);
        expect(await store.list('none:')).toEqual([]);
      });

      it('tells versions and values', async () => {
        const store = await open();
        await store.put('card:a', { n: 1 }, 0);
        await store.put('card:a', { n: 2 }, 1);
        expect(await store.list('card:')).toEqual([{ key: 'card:a', version: 2, value: { n: 2 } }]);
      });
    });

    describe('many at once', () => {
      it('let exactly one of them win a version', async () => {
        const store = await open();
        await store.put('card:a', { winner: -1 }, 0);
        const outcomes = await Promise.allSettled(
          Array.from({ length: 20 }, (_, index) => store.put('card:a', { winner: index }, 1)),
        );
        const won = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
        expect(won).toHaveLength(1);
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected') expect(outcome.reason).toSatisfy(isConflict);
        }
        expect(await store.get('card:a')).toEqual({ key: 'card:a', version: 2, value: { winner: won[0] } });
      });

      it('let exactly one of them create a document', async () => {
        const store = await open();
        const outcomes = await Promise.allSettled(
          Array.from({ length: 20 }, (_, index) => store.put('card:a', { index }, 0)),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      });

      it('lose no update when everybody reads, changes and tries again', async () => {
        const store = await open();
        await store.put('counter:a', { count: 0 }, 0);
        async function increment(): Promise<void> {
          const now = await store.get<{ count: number }>('counter:a');
          if (!now) throw new Error('The counter is gone');
          try {
            await store.put('counter:a', { count: now.value.count + 1 }, now.version);
          } catch (error) {
            if (!isConflict(error)) throw error;
            await increment();
          }
        }
        await Promise.all(Array.from({ length: 8 }, increment));
        expect((await store.get('counter:a'))?.value).toEqual({ count: 8 });
      });

      it('show a document only as it was durable, never half of a batch', async () => {
        const store = await open();
        await Promise.all(
          Array.from({ length: 200 }, (_, index) => store.put(`alert:${index}`, { index }, 0)),
        );
        const [listed] = await Promise.all([
          store.list('alert:'),
          ...Array.from({ length: 200 }, (_, index) => store.put(`alert:${index}`, { index, more: 1 }, 1)),
        ]);
        expect(listed).toHaveLength(200);
        expect((await store.list('alert:')).every(({ version }) => version === 2)).toBe(true);
      });
    });

    describe('audit log', () => {
      const entry = (more: Partial<AuditEntry>): AuditEntry => ({
        at: 1_000,
        userId: 'U0ANA',
        action: 'create',
        decision: 'allowed',
        outcome: 'started',
        ref: 'ref-1',
        ...more,
      });

      it('gives back every entry as it was, oldest first', async () => {
        const store = await open();
        const entries = [
          entry({
            teamId: 'T0',
            peeringName: 'orders',
            peeringId: 'p-1',
            planDigest: 'd',
            approverId: 'U0BEN',
            detail: '🚇\u2028\n"',
          }),
          entry({ at: 2_000, decision: 'refused', outcome: 'refused: ask an operator' }),
          entry({ at: 3_000, decision: 'none', userId: 'peering-bot' }),
        ];
        for (const one of entries) await store.appendAudit(one);
        expect(await store.readAudit()).toEqual(entries);
      });

      it('keeps the order in which entries were added in one turn', async () => {
        const store = await open();
        const refs = Array.from({ length: 100 }, (_, index) => `ref-${index}`);
        await Promise.all(refs.map((ref) => store.appendAudit(entry({ ref }))));
        expect((await store.readAudit()).map(({ ref }) => ref)).toEqual(refs);
      });

      it('is filtered by time, id and name, the name in any case', async () => {
        const store = await open();
        await store.appendAudit(entry({ at: 1, ref: 'a', peeringName: 'orders' }));
        await store.appendAudit(entry({ at: 2, ref: 'b', peeringName: 'orders', peeringId: 'p-1' }));
        await store.appendAudit(entry({ at: 3, ref: 'c', peeringName: 'Orders', peeringId: 'p-2' }));
        await store.appendAudit(entry({ at: 4, ref: 'd' }));
        const refs = async (filter: Parameters<Store['readAudit']>[0]) =>
          (await store.readAudit(filter)).map(({ ref }) => ref).join('');
        expect(await refs({})).toBe('abcd');
        expect(await refs({ since: 3 })).toBe('cd');
        expect(await refs({ peeringName: 'orders' })).toBe('abc');
        expect(await refs({ peeringName: 'order' })).toBe('');
        expect(await refs({ peeringId: 'p-2' })).toBe('c');
        expect(await refs({ since: 2, peeringName: 'orders' })).toBe('bc');
        expect(await refs({ peeringName: 'orders', peeringId: 'p-2' })).toBe('c');
      });
    });

    describe('closing', () => {
      it('loses nothing: the next store at the place knows it all', async () => {
        const at = await place();
        const store = await open(at);
        await store.put('card:a', { n: 1 }, 0);
        await store.put('card:gone', {}, 0);
        await store.remove('card:gone', 1);
        const late = [store.put('card:a', { n: 2 }, 1), store.appendAudit({ ...auditOfClosing })];
        await store.close();
        await Promise.all(late);

        const next = await open(at);
        expect(await next.list('')).toEqual([{ key: 'card:a', version: 2, value: { n: 2 } }]);
        expect(await next.readAudit()).toEqual([auditOfClosing]);
      });

      it('may be asked for twice, and nothing works afterwards', async () => {
        const store = await open();
        await Promise.all([store.close(), store.close()]);
        await store.close();
        for (const use of [
          () => store.get('card:a'),
          () => store.list('card:'),
          () => store.put('card:a', {}, 0),
          () => store.remove('card:a', 1),
          () => store.commit([{ key: 'card:a', expectedVersion: 1 }]),
          () => store.appendAudit(auditOfClosing),
          () => store.readAudit(),
          () => store.checkWritable(),
        ]) {
          await expect(use()).rejects.toSatisfy((error) => hasCode(error, 'stopping'));
        }
      });
    });

    it('refuses a second store at the same place, and hands over on close', async () => {
      const at = await place();
      const first = await open(at);
      await first.put('card:a', { n: 1 }, 0);
      const refusal = await at.open().catch((error) => error);
      expect(hasCode(refusal, 'store-locked')).toBe(true);
      expect(refusal.message).toContain(String(process.pid));
      expect(await first.put('card:a', { n: 2 }, 1)).toBe(2);
      await first.close();
      const second = await open(at);
      expect((await second.get('card:a'))?.version).toBe(2);
    });

    it('says that it is writable without leaving a trace', async () => {
      const store = await open();
      await store.checkWritable();
      expect(await store.list('')).toEqual([]);
      expect(await store.readAudit()).toEqual([]);
    });
  });
}

const auditOfClosing: AuditEntry = {
  at: 5,
  userId: 'U0ANA',
  action: 'terminate',
  decision: 'allowed',
  outcome: 'done',
  ref: 'ref-9',
};

const isConflict = (error: unknown) => hasCode(error, 'store-conflict');
