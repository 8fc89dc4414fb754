import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clustersBehind, coverage } from '../../../src/core/chain/coverage.ts';
import { allowList, awsPeering, awsVpc, cluster, observed } from '../given.ts';

const orders = cluster('orders');

describe('coverage', () => {
  test.each([
    ['the very network', ['10.0.0.0/16']],
    ['a larger one', ['10.0.0.0/8']],
    ['everything', ['0.0.0.0/0']],
    ['two halves', ['10.0.128.0/17', '10.0.0.0/17']],
    ['overlapping parts', ['10.0.0.0/17', '10.0.64.0/18', '10.0.128.0/17']],
  ])('%s lets it in', (_words, entries) => {
    const list = allowList('office', entries, ['orders']);
    expect(coverage(orders, '10.0.0.0/16', [list])).toEqual({
      covered: true,
      assigned: [list],
      letting: [list],
      missing: [],
    });
  });

  test('parts on two lists join up', () => {
    const lists = [
      allowList('a', ['10.0.0.0/17'], ['orders']),
      allowList('b', ['10.0.128.0/17'], ['orders']),
    ];
    expect(coverage(orders, '10.0.0.0/16', lists).covered).toBe(true);
  });

  test('a list on another cluster lets nobody in here', () => {
    const result = coverage(orders, '10.0.0.0/16', [allowList('a', ['10.0.0.0/16'], ['billing'])]);
    expect(result).toEqual({ covered: false, assigned: [], letting: [], missing: ['10.0.0.0/16'] });
  });

  test('a hole is named', () => {
    const list = allowList('a', ['10.0.0.0/17', '10.0.192.0/18'], ['orders']);
    expect(coverage(orders, '10.0.0.0/16', [list])).toMatchObject({
      covered: false,
      missing: ['10.0.128.0/18'],
    });
  });

  test('a bare address is /32; IPv6 and junk count for nothing', () => {
    const list = allowList('a', ['10.0.0.7', '::/0', 'office', ''], ['orders']);
    expect(coverage(orders, '10.0.0.7/32', [list]).covered).toBe(true);
    expect(coverage(orders, '10.0.0.6/31', [list])).toMatchObject({
      covered: false,
      missing: ['10.0.0.6/32'],
    });
  });

  test('agrees with asking for every single address', () => {
    const entry = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 }))
      .map(([low, length]) => ({ low: low - (low % 2 ** (32 - length)), length }));
    fc.assert(
      fc.property(fc.array(fc.array(entry, { maxLength: 6 }), { maxLength: 3 }), entry, (lists, target) => {
        const allowLists = lists.map((entries, at) =>
          allowList(
            `list-${at}`,
            entries.map(({ low, length }) => `10.9.8.${low}/${length}`),
            ['orders'],
          ),
        );
        const isIn = (low: number) =>
          lists.flat().some((one) => low >= one.low && low < one.low + 2 ** (32 - one.length));
        const addresses = Array.from({ length: 2 ** (32 - target.length) }, (_, step) => target.low + step);
        const result = coverage(orders, `10.9.8.${target.low}/${target.length}`, allowLists);
        expect(result.covered).toBe(addresses.every(isIn));
        const lacking = result.missing.flatMap((text) => {
          const [address = '', length] = text.split('/');
          const first = Number(address.split('.')[3]);
          return Array.from({ length: 2 ** (32 - Number(length)) }, (_, step) => first + step);
        });
        expect(lacking).toEqual(addresses.filter((low) => !isIn(low)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('clustersBehind', () => {
  test('joins what the clusters and what the VPC say, by name, without those that go', () => {
    const observation = observed({
      vpcs: [awsVpc({ clusterIds: ['id-c', 'id-a', 'id-not-listed'] })],
      clusters: [
        cluster('c', { yugabyteVpcIds: [] }),
        cluster('a'),
        cluster('b', { yugabyteVpcIds: ['another', 'yb-vpc-1'] }),
        cluster('elsewhere', { yugabyteVpcIds: ['another'] }),
        cluster('going', { state: 'DELETING' }),
      ],
    });
    expect(clustersBehind(awsPeering(), observation).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('is empty where clusters could not be read, and works without the VPCs', () => {
    const observation = observed({ clusters: [orders] });
    expect(clustersBehind(awsPeering(), { ...observation, vpcs: { ok: false, reason: 'x' } })).toEqual([
      orders,
    ]);
    expect(clustersBehind(awsPeering(), { ...observation, clusters: { ok: false, reason: 'x' } })).toEqual(
      [],
    );
  });
});
