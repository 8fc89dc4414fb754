import { expect } from 'vitest';
import { validateBlocks, validateView } from '../../src/sandbox/slack/validate.ts';

/** Compares with the file in test/golden/slack (`vitest -u` writes it) and asks what Slack would refuse about it. */
export async function expectGolden(
  name: string,
  drawn: { type?: string; blocks?: unknown[] },
): Promise<void> {
  expect(whatSlackRefuses(drawn)).toEqual([]);
  await expect(`${JSON.stringify(drawn, null, 2)}\n`).toMatchFileSnapshot(`../golden/slack/${name}.json`);
}

/** Everything that Slack would refuse about a view or a message. */
export function whatSlackRefuses(drawn: { type?: string; blocks?: unknown[] }): unknown[] {
  return drawn.type === 'modal' || drawn.type === 'home'
    ? validateView(drawn)
    : validateBlocks(drawn.blocks ?? [], 'message');
}
