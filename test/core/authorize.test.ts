import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Actor, authorize, isProtected, mayRead, type RightsPolicy } from '../../src/core/authorize.ts';

const policy: RightsPolicy = {
  operators: ['U0OPERATOR', 'S0PLATFORM'],
  approvers: ['U0APPROVER'],
  protectedNames: ['prod-*', '*-live'],
};

function actor(more: Partial<Actor> = {}): Actor {
  return { userId: 'U0VIEWER', membership: 'member', operator: false, approver: false, ...more };
}

const allowed = { answer: 'allowed' };

describe('names that are not protected', () => {
  test('operators by id, by group, and approvers may change them', () => {
    expect(authorize('create', 'shop', actor({ userId: 'U0OPERATOR' }), policy)).toEqual(allowed);
    expect(authorize('terminate', 'shop', actor({ operator: true }), policy)).toEqual(allowed);
    expect(authorize('allow-access', 'shop', actor({ userId: 'U0APPROVER' }), policy)).toEqual(allowed);
  });

  test('everybody else is told who may', () => {
    expect(authorize('terminate', 'shop', actor(), policy)).toEqual({
      answer: 'refused',
      reason: 'Only operators and approvers may terminate a peering.',
      whoMay: ['U0OPERATOR', 'S0PLATFORM', 'U0APPROVER'],
    });
  });
});

describe('protected names', () => {
  test.each(['prod-shop', 'PROD-Shop', ' prod-shop ', 'eu-live'])('%j takes an approver', (name) => {
    const approvers = ['U0APPROVER'];
    for (const action of ['create', 'allow-access', 'terminate'] as const) {
      expect(authorize(action, name, actor({ operator: true }), policy)).toEqual({
        answer: 'needs-approval',
        approvers,
      });
    }
    expect(authorize('create', name, actor(), policy)).toMatchObject({ answer: 'refused' });
  });

  test('an approver who asks needs another one', () => {
    const two = { ...policy, approvers: ['U0APPROVER', 'U0SECOND', 'S0APPROVERS'] };
    const me = actor({ userId: 'U0APPROVER', approver: true });
    expect(authorize('terminate', 'prod-shop', me, two)).toEqual({
      answer: 'needs-approval',
      approvers: ['U0SECOND', 'S0APPROVERS'],
    });
    expect(authorize('terminate', 'prod-shop', me, policy)).toEqual({
      answer: 'refused',
      reason: 'prod-shop is protected: somebody else has to approve, and nobody but you is set up to.',
      whoMay: ['U0OPERATOR', 'S0PLATFORM'],
    });
  });

  test('nobody may change them when there is no approver', () => {
    const nobody = { ...policy, approvers: [] };
    expect(
      authorize('terminate', 'prod-shop', actor({ operator: true, approver: true }), nobody),
    ).toMatchObject({
      answer: 'refused',
      whoMay: [],
      reason: expect.stringContaining('PEERING_APPROVERS'),
    });
  });

  test('patterns match whole names and nothing but * and ? is special', () => {
    const protects = (pattern: string, name: string) =>
      isProtected(name, { operators: [], approvers: [], protectedNames: [pattern] });
    expect(protects('prod-?', 'prod-1')).toBe(true);
    expect(protects('prod-?', 'prod-12')).toBe(false);
    expect(protects('a.b', 'axb')).toBe(false);
    expect(protects('a[b]+(c)|d', 'a[B]+(C)|d')).toBe(true);
    expect(protects('prod', 'prod-1')).toBe(false);
    expect(protects('**', 'anything')).toBe(true);
    expect(protects('x-y', 'x-y')).toBe(true);
    expect(protects('*-*-*-*-*-*-*-*-*x', `${'-'.repeat(20_000)}y`)).toBe(false);
    expect(protects('a*b*c', 'aXbYbZc')).toBe(true);
    expect(protects('a*b*c', 'acb')).toBe(false);
    expect(protects('?', '🚀')).toBe(true);
    expect(protects('', '')).toBe(true);
    const part = fc.constantFrom('a', 'b', '*', '?');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }),
        (parts, name) => {
          const oracle = parts.map((one) => (one === '*' ? '.*' : one === '?' ? '.' : one)).join('');
          expect(protects(parts.join(''), name)).toBe(new RegExp(`^${oracle}$`).test(name));
        },
      ),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(protects(text.replaceAll('*', '').replaceAll('?', ''), text.replace(/[*?]/g, ''))).toBe(true);
      }),
    );
  });
});

describe('fails closed', () => {
  test.each(['guest', 'external', 'bot', 'unknown'] as const)('%s may change nothing', (membership) => {
    const decision = authorize(
      'create',
      'shop',
      actor({ membership, operator: true, approver: true }),
      policy,
    );
    expect(decision).toMatchObject({ answer: 'refused', whoMay: expect.arrayContaining(['U0OPERATOR']) });
  });

  test('nobody set up means nobody, whatever the surface believes', () => {
    const nobody: RightsPolicy = { operators: [], approvers: [], protectedNames: [] };
    const decision = authorize('create', 'shop', actor({ operator: true, approver: true }), nobody);
    expect(decision).toMatchObject({
      answer: 'refused',
      whoMay: [],
      reason: expect.stringContaining('PEERING_OPERATORS'),
    });
  });

  test('no combination lets in somebody without a role', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('create', 'allow-access', 'terminate' as const),
        fc.string(),
        fc.array(fc.string()),
        (action, name, protectedNames) => {
          const decision = authorize(action, name, actor(), { ...policy, protectedNames });
          expect(decision.answer).toBe('refused');
        },
      ),
    );
  });
});

test('who may, each once', () => {
  const twice = { ...policy, approvers: ['U0OPERATOR', 'U0APPROVER'] };
  expect(authorize('create', 'shop', actor(), twice)).toMatchObject({
    whoMay: ['U0OPERATOR', 'S0PLATFORM', 'U0APPROVER'],
  });
});

test('members of the workspace may read; guests, bots and people of others may not', () => {
  expect(mayRead(actor())).toBe(true);
  expect(mayRead(actor({ membership: 'guest' }))).toBe(false);
  expect(mayRead(actor({ membership: 'unknown' }))).toBe(true);
  expect(mayRead(actor({ membership: 'external' }))).toBe(false);
  expect(mayRead(actor({ membership: 'bot' }))).toBe(false);
});
