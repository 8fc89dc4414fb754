import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planDigest } from '../../../src/core/plan/digest.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { awsPeering } from '../given.ts';

const plan: Plan = {
  kind: 'create',
  peeringName: 'shop',
  steps: [{ do: 'request-peering', spec: awsPeering() }, { do: 'await-active' }],
  consequences: ['a', 'b'],
  warnings: [],
};

test('is short, and the same for the same content in whatever key order', () => {
  expect(planDigest(plan)).toMatch(/^[0-9a-f]{32}$/);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const shuffled = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(shuffled);
        if (typeof value !== 'object' || value === null) return value;
        const entries = Object.entries(value).map(([key, member]) => [
          numbers.next().value,
          key,
          shuffled(member),
        ]);
        return Object.fromEntries(
          entries.sort((a, b) => Number(a[0]) - Number(b[0])).map(([, key, v]) => [key, v]),
        );
      };
      expect(planDigest(shuffled(plan) as Plan)).toBe(planDigest(plan));
      expect(planDigest(JSON.parse(JSON.stringify(plan)))).toBe(planDigest(plan));
    }),
  );
});

test('changes with anything that is in the plan', () => {
  const others: Plan[] = [
    { ...plan, peeringName: 'shop2' },
    { ...plan, basedOnState: 'PENDING' },
    { ...plan, steps: [...plan.steps].reverse() },
    { ...plan, consequences: ['b', 'a'] },
    { ...plan, consequences: ['a,b'] },
    { ...plan, consequences: ['a'], warnings: ['b'] },
    {
      ...plan,
      steps: [{ do: 'request-peering', spec: awsPeering({ yugabyteVpcId: 'x' }) }, { do: 'await-active' }],
    },
  ];
  expect(new Set([plan, ...others].map(planDigest)).size).toBe(others.length + 1);
});
