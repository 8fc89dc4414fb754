import type { Verdict } from '../core/chain/link.ts';
import type { Peering } from '../core/peering.ts';

const A_DAY = 24 * 3_600_000;

/** When it is lost, in ms since 1970, or that it is broken already; `undefined` where nobody can do anything. */
export type Loss = number | 'broken' | undefined;

export function lossOf({ state }: Pick<Peering, 'state'>, verdict: Verdict): Loss {
  if (['CREATING', 'DELETING', 'DELETED'].includes(state)) return undefined;
  if (verdict.flows === 'no') return 'broken';
  if (verdict.flows !== 'not-yet') return undefined;
  const findings = verdict.links.flatMap((link) => link.findings);
  const deadlines = findings.flatMap(({ deadline }) => deadline?.at ?? []);
  return Math.min(Number.MAX_SAFE_INTEGER, ...deadlines);
}

/**
 * How urgent it is, as a moment: what is broken ranks behind what is lost within a day; what waits without a deadline is
 * last.
 */
export const diesAt = (loss: Loss, now: number): number | undefined =>
  loss === 'broken' ? now + A_DAY : loss;
