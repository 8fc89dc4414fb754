import { describe, expect, test } from 'vitest';
import {
  type Approval,
  type ApprovalAct,
  approvalTroubles,
  mayDecide,
  sayDifference,
  sayOutcome,
  sayRequest,
  sayResult,
} from '../../src/core/approval.ts';
import type { Actor, RightsPolicy } from '../../src/core/authorize.ts';
import type { Plan } from '../../src/core/plan/plan.ts';

const NOW = Date.UTC(2026, 0, 5, 12);
const plan: Plan = {
  kind: 'terminate',
  peeringName: 'prod-shop',
  peeringId: 'peering-0',
  basedOnState: 'PENDING',
  steps: [],
  consequences: [],
  warnings: [],
};
const policy: RightsPolicy = {
  operators: ['U0OPERATOR'],
  approvers: ['U0APPROVER', 'S0APPROVERS'],
  protectedNames: ['prod-*'],
};

function approval(more: Partial<Approval> = {}): Approval {
  return {
    id: 'a1',
    plan,
    requestedBy: 'U0OPERATOR',
    requestedAt: NOW - 1000,
    expiresAt: NOW + 1000,
    approvers: policy.approvers,
    ...more,
  };
}
const person = (userId: string, more: Partial<Actor> = {}): Actor => ({
  userId,
  membership: 'member',
  operator: false,
  approver: false,
  ...more,
});
const may = (act: ApprovalAct, actor: Actor, given = approval(), now = NOW) =>
  mayDecide(act, given, actor, policy, now);

describe('who may decide', () => {
  test('an approver, by id or by group, may approve and decline', () => {
    for (const act of ['approve', 'decline'] as const) {
      expect(may(act, person('U0APPROVER'))).toEqual({ may: true });
      expect(may(act, person('U0MEMBER', { approver: true }))).toEqual({ may: true });
    }
  });

  test('operators and viewers may not, and are told who may', () => {
    for (const actor of [person('U0OTHER', { operator: true }), person('U0VIEWER')]) {
      expect(may('approve', actor)).toEqual({
        may: false,
        reason: 'Only approvers may approve this.',
        whoMay: policy.approvers,
      });
    }
  });

  test('nobody approves or declines what they asked for, being an approver or not', () => {
    const own = approval({ requestedBy: 'U0APPROVER' });
    for (const act of ['approve', 'decline'] as const) {
      expect(may(act, person('U0APPROVER', { approver: true }), own)).toEqual({
        may: false,
        reason: `Your own request takes somebody else to ${act}; you may withdraw it.`,
        whoMay: ['S0APPROVERS'],
      });
    }
  });

  test('who asked may withdraw, nobody else', () => {
    expect(may('withdraw', person('U0OPERATOR'))).toEqual({ may: true });
    expect(may('withdraw', person('U0APPROVER'))).toMatchObject({ may: false, whoMay: ['U0OPERATOR'] });
  });

  test.each(['guest', 'external', 'bot', 'unknown'] as const)('%s decides nothing', (membership) => {
    const approver = person('U0APPROVER', { membership, approver: true });
    expect(may('approve', approver)).toMatchObject({ may: false, whoMay: policy.approvers });
    const requester = person('U0OPERATOR', { membership });
    expect(may('withdraw', requester)).toMatchObject({ may: false });
  });

  test('roles that nobody is configured for count for nothing', () => {
    const nobody = { ...policy, approvers: [] };
    const actor = person('U0APPROVER', { approver: true });
    expect(mayDecide('approve', approval(), actor, nobody, NOW)).toMatchObject({ may: false });
  });
});

describe('when it can be decided', () => {
  test('until it expires', () => {
    expect(may('approve', person('U0APPROVER'), approval(), NOW + 999)).toEqual({ may: true });
    for (const act of ['approve', 'decline'] as const) {
      expect(may(act, person('U0APPROVER'), approval(), NOW + 1000)).toMatchObject({
        may: false,
        reason: 'This request has expired: it has to be asked for again.',
      });
    }
    expect(may('withdraw', person('U0OPERATOR'), approval(), NOW + 1000)).toMatchObject({ may: false });
  });

  test.each([
    ['approved', 'This was approved already.'],
    ['declined', 'This was declined already.'],
    ['withdrawn', 'This was withdrawn already.'],
    ['expired', 'This was closed, since nobody decided in time, already.'],
    ['void', 'This was closed, since it no longer held, already.'],
  ] as const)('not once it is %s', (outcome, reason) => {
    const decided = approval({ decision: { outcome, at: NOW } });
    expect(may('approve', person('U0APPROVER'), decided)).toMatchObject({ may: false, reason });
    expect(may('withdraw', person('U0OPERATOR'), decided)).toMatchObject({ may: false, reason });
  });
});

describe('words', () => {
  test('what was asked for', () => {
    const say = (kind: Plan['kind']) => sayRequest({ plan: { ...plan, kind } });
    expect(say('create')).toBe('create prod-shop');
    expect(say('allow-access')).toBe('allow access for prod-shop');
    expect(say('terminate')).toBe('terminate prod-shop');
  });

  test.each([
    ['approved', undefined, 'Approved: it has started.'],
    ['declined', 'not during the freeze', 'Declined: not during the freeze.'],
    ['declined', 'Why now?', 'Declined: Why now?'],
    ['withdrawn', undefined, 'Withdrawn: nothing was changed.'],
    ['expired', undefined, 'Expired: nobody decided in time. Nothing was changed.'],
    ['void', 'It is gone.', 'Closed, since it no longer holds: It is gone. Nothing was changed.'],
  ] as const)('%s, %s', (outcome, reason, words) => {
    expect(sayOutcome({ decision: { outcome, at: NOW, ...(reason && { reason }) } })).toBe(words);
  });

  test('the result, with when', () => {
    const declined = { outcome: 'declined', by: 'U0APPROVER', at: NOW, reason: 'No.' } as const;
    expect(sayResult({ plan, decision: declined }, '12:00 UTC')).toBe(
      'Request to terminate prod-shop, answered at 12:00 UTC. Declined: No.',
    );
    expect(sayResult({ plan, decision: { outcome: 'expired', at: NOW } }, '12:00 UTC')).toMatch(
      /^Request to terminate prod-shop, closed at 12:00 UTC. Expired/,
    );
  });

  test('how the plan differs', () => {
    expect(sayDifference(plan, { ...plan, basedOnState: 'ACTIVE' })).toBe(
      'prod-shop was PENDING when it was asked for and is ACTIVE now.',
    );
    expect(sayDifference(plan, { ...plan, consequences: ['more'] })).toContain(
      'no longer what was asked for',
    );
  });
});

describe('nobody could ever approve', () => {
  const troubles = (more: Partial<RightsPolicy>, channel: string | undefined = 'C0PEERINGS') =>
    approvalTroubles({ ...policy, ...more }, channel).join(' ');

  test('is no trouble where nothing is protected, or where somebody can', () => {
    expect(approvalTroubles({ ...policy, protectedNames: [], approvers: [] }, undefined)).toEqual([]);
    expect(approvalTroubles(policy, 'C0PEERINGS')).toEqual([]);
    expect(troubles({ approvers: ['S0APPROVERS'] })).toBe('');
    expect(troubles({ approvers: ['U0ONE', 'U0TWO'] })).toBe('');
  });

  test('is said, with what to set', () => {
    expect(troubles({ approvers: [] })).toMatch(
      /nobody could ever approve: name approvers in PEERING_APPROVERS/,
    );
    expect(troubles({ approvers: ['U0ONE', 'U0ONE'] })).toMatch(
      /U0ONE is the only approver, so nobody could approve what they ask for themselves/,
    );
    expect(troubles({ approvers: ['U0ONE'], operators: ['U0ONE'] })).toMatch(
      /nobody could ever approve: name somebody else/,
    );
    expect(troubles({ approvers: ['U0ONE'], operators: [] })).toMatch(/nobody could ever approve/);
    expect(troubles({}, '')).toMatch(/no channel to ask approvers in: set PEERING_CHANNEL/);
  });
});
