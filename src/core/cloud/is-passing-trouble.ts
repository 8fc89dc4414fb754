import type { AwsFacts } from './aws-facts.ts';
import type { GcpFacts } from './gcp-facts.ts';
import type { Unseen } from './sight.ts';

/** Whether something could not be seen for a reason that goes by itself: the next look may show it. */
export function isPassingTrouble(facts: AwsFacts | GcpFacts): boolean {
  const parts: unknown[] = Object.values(facts);
  return parts.some((part) => isUnseen(part) && part.why === 'unreachable');
}

const isUnseen = (part: unknown): part is Unseen =>
  typeof part === 'object' && part !== null && 'ok' in part && part.ok === false;
