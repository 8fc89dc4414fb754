import type { Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import { completeSteps } from './application-side.ts';
import type { Plan } from './plan.ts';

/**
 * The plan that does what is missing at the application's cloud, and nothing else. `leaveOut`: ids of route tables that
 * are not touched.
 */
export function planComplete(
  peering: Peering,
  observation: Observation,
  { leaveOut = [] }: { leaveOut?: readonly string[] } = {},
): Plan | { nothing: string } {
  const { name, state, application } = peering;
  if (state !== 'PENDING' && state !== 'ACTIVE' && state !== 'CREATING') {
    return { nothing: `${name} is ${state}: there is nothing to complete.` };
  }
  const side = completeSteps(peering, yugabyteVpcOf(peering, observation), observation, leaveOut);
  if (!side.does) {
    return { nothing: side.why ?? `The bot may not change anything in ${sayCloud(application)}.` };
  }
  if (side.steps.length === 0) {
    return { nothing: [`Nothing is missing in ${sayCloud(application)}.`, ...side.warnings].join(' ') };
  }
  return {
    kind: 'complete',
    peeringName: name,
    peeringId: peering.id,
    basedOnState: state,
    steps: [...side.steps, ...(state === 'ACTIVE' ? [] : [{ do: 'await-active' as const }])],
    consequences: [
      `Everything is done in ${sayCloud(application)}; nothing that is there is replaced or removed.`,
    ],
    warnings: side.warnings,
  };
}
