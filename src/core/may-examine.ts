import type { Actor, RightsPolicy } from './authorize.ts';

/** Why this person may not see how the bot is set up, and who may; `undefined`: they may. */
export function refusedToExamine(
  { membership, operator, approver }: Actor,
  { operators, approvers }: RightsPolicy,
): { reason: string; whoMay: string[] } | undefined {
  if (membership === 'member' && (operator || approver)) return undefined;
  const whoMay = [...new Set([...operators, ...approvers])];
  const reason =
    whoMay.length > 0
      ? 'Only operators and approvers may see how the bot is set up.'
      : 'Nobody is set up to see how the bot is set up: name operators in PEERING_OPERATORS.';
  return { reason: `${reason} Where the bot runs, npm run doctor tells it too.`, whoMay };
}
