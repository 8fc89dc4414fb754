import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contains,
  isPrivate,
  networksOf,
  overlaps,
  parseNetwork,
  prefixLength,
  rangeOf,
  reservedOverlap,
} from '../../src/core/cidr.ts';

describe('parseNetwork', () => {
  test.each(['10.0.0.0/16', ' 10.0.0.0/16 ', '10.0.0.0/16\n', '192.168.1.1/32', '128.0.0.0/1'])(
    'takes %j',
    (text) => {
      expect(parseNetwork(text)).toEqual({ ok: true, network: text.trim() });
    },
  );

  test.each([
    ['', 'Enter a network'],
    ['   ', 'Enter a network'],
    ['0.0.0.0/0', 'whole internet'],
    ['10.0.0.0/0', 'whole internet'],
    ['10.0.0.0/33', '/33 is too long'],
    ['10.0.0.0/999', 'too long'],
    ['10.0.0.0', 'no prefix length'],
    ['10.0.0.0/', 'no prefix length'],
    ['2001:db8::/32', 'IPv6'],
    ['::/0', 'IPv6'],
    ['::ffff:10.0.0.0/112', 'IPv6'],
    ['010.0.0.0/16', 'not a network'],
    ['0x0a.0.0.0/16', 'not a network'],
    ['10.0/16', 'not a network'],
    ['167772160/16', 'not a network'],
    ['10.0.0.0/016', 'not a network'],
    ['10.0.0.0/+16', 'not a network'],
    ['10.0.0.0/1e1', 'not a network'],
    ['10.0.0.0/16/', 'not a network'],
    ['10.0.0.0/16 and more', 'not a network'],
    ['10.0.0.256/24', 'not a network'],
    ['１０.0.0.0/16', 'not a network'],
    ['10.0.0.0/16,10.1.0.0/16', 'not a network'],
    ['ten', 'not a network'],
  ])('refuses %j with its own sentence', (text, words) => {
    const parsed = parseNetwork(text);
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(words) });
    expect(parsed).not.toHaveProperty('suggestion');
  });

  test.each([
    ['10.0.0.5/16', '10.0.0.0/16'],
    ['172.31.255.255/12', '172.16.0.0/12'],
    ['10.0.0.0 / 16', '10.0.0.0/16'],
  ])('offers the network for %j', (text, suggestion) => {
    expect(parseNetwork(text)).toMatchObject({ ok: false, suggestion });
  });

  test('says the corrected network in the sentence, and repeats nothing that is no network', () => {
    expect(parseNetwork('10.0.0.5/16')).toMatchObject({ problem: expect.stringContaining('10.0.0.0/16') });
    for (const junk of ['<!channel>', 'x'.repeat(3000), '1'.repeat(3000), '[', '<!here>:']) {
      expect(parseNetwork(junk)).toMatchObject({
        ok: false,
        problem: expect.stringMatching(/^This is [^<]{1,150}$/),
      });
    }
  });
});

const address = fc.bigInt({ min: 0n, max: 0xffff_ffffn });
const network = fc.tuple(address, fc.integer({ min: 1, max: 32 })).map(([value, length]) => {
  const mask = (0xffff_ffffn << BigInt(32 - length)) & 0xffff_ffffn;
  return {
    text: `${dotted(value & mask)}/${length}`,
    typed: `${dotted(value)}/${length}`,
    first: value & mask,
    length,
  };
});
/** Few and small numbers, so that networks meet often. */
const nearNetwork = fc
  .tuple(fc.bigInt({ min: 0n, max: 255n }), fc.integer({ min: 22, max: 32 }))
  .map(([low, length]) => {
    const mask = (0xffff_ffffn << BigInt(32 - length)) & 0xffff_ffffn;
    const value = (0x0a00_0000n + low * 7n) & mask;
    return { text: `${dotted(value)}/${length}`, first: value, length };
  });

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function last({ first, length }: { first: bigint; length: number }): bigint {
  return first + (1n << BigInt(32 - length)) - 1n;
}

describe('the algebra agrees with one in bigint', () => {
  test('parsing', () => {
    fc.assert(
      fc.property(network, ({ text, typed, length }) => {
        expect(parseNetwork(text)).toEqual({ ok: true, network: text });
        if (typed !== text) expect(parseNetwork(typed)).toMatchObject({ ok: false, suggestion: text });
        expect(prefixLength(text)).toBe(length);
      }),
    );
  });

  test('ranges, overlap and containment', () => {
    const pair = fc.oneof(fc.tuple(network, network), fc.tuple(nearNetwork, nearNetwork));
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(rangeOf(a.text)).toEqual({ first: Number(a.first), last: Number(last(a)) });
        expect(overlaps(a.text, b.text)).toBe(a.first <= last(b) && b.first <= last(a));
        expect(overlaps(b.text, a.text)).toBe(overlaps(a.text, b.text));
        expect(contains(a.text, b.text)).toBe(a.first <= b.first && last(b) <= last(a));
        if (contains(a.text, b.text) && contains(b.text, a.text)) expect(a.text).toBe(b.text);
      }),
      { numRuns: 500 },
    );
  });

  test('a range is exactly its networks, and no fewer would do', () => {
    fc.assert(
      fc.property(address, address, (a, b) => {
        const [first = 0, last = 0] = [Number(a), Number(b)].sort((x, y) => x - y);
        const range = { first, last };
        let next = range.first;
        const networks = networksOf(range);
        for (const text of networks) {
          expect(rangeOf(text)?.first).toBe(next);
          next = (rangeOf(text)?.last ?? Number.NaN) + 1;
        }
        expect(next).toBe(range.last + 1);
        expect(networks.length).toBeLessThanOrEqual(62);
      }),
    );
    expect(networksOf({ first: 0, last: 2 ** 32 - 1 })).toEqual(['0.0.0.0/0']);
  });
});

test('what is not IPv4 overlaps nothing', () => {
  for (const odd of ['', 'x', '::/0', '10.0.0.0/33', '10.0.0.0/-1']) {
    expect(overlaps(odd, '10.0.0.0/8')).toBe(false);
    expect(contains('0.0.0.0/0', odd)).toBe(false);
    expect(prefixLength(odd)).toBeUndefined();
  }
});

test('RFC 1918', () => {
  for (const inside of ['10.0.0.0/8', '10.255.0.0/16', '172.16.0.0/12', '172.31.0.0/16', '192.168.0.0/16']) {
    expect(isPrivate(inside)).toBe(true);
  }
  for (const outside of [
    '100.64.0.0/10',
    '172.32.0.0/16',
    '192.0.0.0/8',
    '8.8.8.0/24',
    '0.0.0.0/0',
    '172.0.0.0/8',
  ]) {
    expect(isPrivate(outside)).toBe(false);
  }
});

test('the ranges that Yugabyte keeps', () => {
  expect(reservedOverlap('AWS', '10.3.128.0/20')).toBe('10.3.0.0/16');
  expect(reservedOverlap('AWS', '10.0.0.0/13')).toBe('10.3.0.0/16');
  expect(reservedOverlap('AWS', '10.4.0.0/16')).toBe('10.4.0.0/16');
  expect(reservedOverlap('AWS', '10.21.0.0/16')).toBeUndefined();
  expect(reservedOverlap('GCP', '10.21.0.0/24')).toBe('10.21.0.0/16');
  expect(reservedOverlap('GCP', '10.3.0.0/16')).toBeUndefined();
  expect(reservedOverlap('AZURE', '10.3.0.0/16')).toBeUndefined();
});
