import { expect, test } from 'vitest';
import type { Actor } from '../../src/core/authorize.ts';
import { refusedToExamine } from '../../src/core/may-examine.ts';

const policy = { operators: ['U0OPERATOR', 'S0PLATFORM'], approvers: ['U0APPROVER'], protectedNames: [] };
const actor = (more: Partial<Actor>): Actor => ({
  userId: 'U0ANA',
  membership: 'member',
  operator: false,
  approver: false,
  ...more,
});

test('operators and approvers may see how the bot is set up', () => {
  expect(refusedToExamine(actor({ operator: true }), policy)).toBeUndefined();
  expect(refusedToExamine(actor({ approver: true }), policy)).toBeUndefined();
});

test('anybody else is told who may', () => {
  const refused = refusedToExamine(actor({}), policy);
  expect(refused?.reason).toMatch(/^Only operators and approvers/);
  expect(refused?.whoMay).toEqual(['U0OPERATOR', 'S0PLATFORM', 'U0APPROVER']);
});

test.each(['guest', 'external', 'bot', 'unknown'] as const)('an operator who is %s may not', (membership) => {
  expect(refusedToExamine(actor({ membership, operator: true }), policy)).toBeDefined();
});

test('where nobody is set up it says so', () => {
  const nobody = { operators: [], approvers: [], protectedNames: [] };
  expect(refusedToExamine(actor({}), nobody)?.reason).toMatch(/PEERING_OPERATORS.*npm run doctor/);
});
