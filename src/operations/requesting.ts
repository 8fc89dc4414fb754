import type { Observation, PeeringSpec } from '../core/peering.ts';
import type { Journal } from './journal.ts';
import { peeringById } from './peering-by-id.ts';

/** What running operations ask for and Yugabyte does not list yet. */
export function requesting(
  journal: Journal,
  observation: Observation | undefined,
): { name: string; spec: PeeringSpec }[] {
  return journal
    .left()
    .filter(({ plan, status, peeringId }) => {
      const listed = peeringId !== undefined && peeringById(observation, peeringId);
      return plan.kind === 'create' && status === 'running' && !listed;
    })
    .map(({ subject }) => ({ name: subject.spec.name, spec: subject.spec }));
}
