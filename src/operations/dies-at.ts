import type { Verdict } from '../core/chain/link.ts';
import type { Peering } from '../core/peering.ts';

const A_DAY = 24 * 3_600_000;

/**
 * How urgent it is, as the moment when it is lost; `undefined` where nobody can do anything. What is broken ranks behind
 * what is lost within a day; what waits without a deadline is last.
 */
export function diesAt({ state }: Pick<Peering, 'state'>, verdict: Verdict, now: number): number | undefined {
  if (['CREATING', 'DELETING', 'DELETED'].includes(state)) return undefined;
  if (verdict.flows === 'no') return now + A_DAY;
  if (verdict.flows !== 'not-yet') return undefined;
  const findings = verdict.links.flatMap((link) => link.findings);
  const deadlines = findings.flatMap(({ deadline }) => deadline?.at ?? []);
  return Math.min(Number.MAX_SAFE_INTEGER, ...deadlines);
}
