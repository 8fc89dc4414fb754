import type { LinkName } from '../chain/link.ts';
import type { PlanStep } from './plan.ts';

const SEES_TO: Partial<Record<PlanStep['do'], LinkName[]>> = {
  'accept-request': ['accepted'],
  // Subnet routes are exchanged by the same call.
  'add-mirror': ['accepted', 'routed'],
  'add-route': ['routed'],
  'turn-on-dns': ['resolvable'],
  'assign-allow-list': ['allowed'],
};

/** The links of the chain that these steps make whole: while they are carried out, nobody else has to. */
export function linksSeenTo(steps: PlanStep[]): LinkName[] {
  return [...new Set(steps.flatMap((step) => SEES_TO[step.do] ?? []))];
}
