import { describe, expect, it } from 'vitest';
import { createDrafts, type FieldPlace, type FieldValue } from '../../../src/sandbox/page/live/drafts.ts';

const container = { view: 'V1' };
const place = (actionId: string): FieldPlace => ({ container, blockId: 'b', actionId });
const late = 60_000;

function createSubject() {
  const sent: FieldValue[] = [];
  const waiting: ((arrived: boolean) => void)[] = [];
  const drafts = createDrafts(
    (_, value) => {
      sent.push(value);
      return new Promise<boolean>((resolve) => waiting.push(resolve));
    },
    () => {},
  );
  const arrive = async (arrived = true) => {
    await new Promise(setImmediate);
    waiting.shift()?.(arrived);
    await new Promise(setImmediate);
  };
  return { drafts, sent, arrive };
}

describe('createDrafts', () => {
  it('sends at a flush what still waits, the last value only', async () => {
    const { drafts, sent, arrive } = createSubject();
    drafts.set(place('a'), { value: 'x' }, late);
    drafts.set(place('a'), { value: 'xy' }, late);
    const flushed = drafts.flush(container);
    await arrive();
    await flushed;
    expect(sent).toEqual([{ value: 'xy' }]);
  });

  it('sends one at a time, and waits for all', async () => {
    const { drafts, sent, arrive } = createSubject();
    drafts.set(place('a'), { value: '1' }, late);
    drafts.set(place('b'), { value: '2' }, late);
    let over = false;
    const flushed = drafts.flush(container).then(() => {
      over = true;
    });
    await new Promise(setImmediate);
    expect(sent).toHaveLength(1);
    await arrive();
    expect([sent.length, over]).toEqual([2, false]);
    await arrive();
    await flushed;
    expect(over).toBe(true);
  });

  it('wins over a state that was asked for before the value had arrived', async () => {
    const { drafts, arrive } = createSubject();
    drafts.set(place('a'), { value: 'typed' }, late);
    const flushed = drafts.flush(container);
    const asked = drafts.tick();
    await arrive();
    await flushed;
    drafts.settle(asked);
    expect(drafts.get(place('a'))).toEqual({ value: 'typed' });
    drafts.settle(drafts.tick());
    expect(drafts.get(place('a'))).toBeUndefined();
  });

  it('keeps what was typed while the value before was on its way', async () => {
    const { drafts, arrive } = createSubject();
    drafts.set(place('a'), { value: 'x' }, late);
    const flushed = drafts.flush(container);
    await new Promise(setImmediate);
    drafts.set(place('a'), { value: 'xy' }, late);
    await arrive();
    await flushed;
    drafts.settle(drafts.tick());
    expect(drafts.get(place('a'))).toEqual({ value: 'xy' });
  });

  it('tells at a flush what did not arrive, and sends it again at the next', async () => {
    const { drafts, sent, arrive } = createSubject();
    drafts.set(place('a'), { value: 'x' }, late);
    const first = drafts.flush(container);
    await arrive(false);
    expect(await first).toBe(false);
    const second = drafts.flush(container);
    await arrive();
    expect(await second).toBe(true);
    expect(sent).toEqual([{ value: 'x' }, { value: 'x' }]);
  });

  it('sends nothing for what is gone', async () => {
    const { drafts, sent } = createSubject();
    drafts.set(place('a'), { value: 'x' }, late);
    drafts.forget(container);
    expect(await drafts.flush(container)).toBe(true);
    expect([sent, drafts.get(place('a'))]).toEqual([[], undefined]);
  });

  it('keeps choices in messages, which no state contains', async () => {
    const { drafts } = createSubject();
    const inMessage = { container: { message: { channel: 'C1', ts: '1.0' } }, blockId: 'b', actionId: 'a' };
    drafts.keep(inMessage, { selected_option: null });
    drafts.settle(drafts.tick());
    expect(drafts.get(inMessage)).toEqual({ selected_option: null });
  });
});
