import type { FieldProblem } from '../create-form.ts';
import type { PeeringSpec } from '../peering.ts';
import { sayState } from '../say-state.ts';
import { isSameApplicationVpc, type LivePeering } from './live-peerings.ts';

/** Two VPCs can be peered once. */
export function checkSamePeering(spec: PeeringSpec, live: LivePeering[]): FieldProblem[] {
  const same = live.find(
    (other) =>
      other.yugabyteVpcId === spec.yugabyteVpcId && isSameApplicationVpc(other.application, spec.application),
  );
  if (!same) return [];
  return [
    {
      field: 'externalVpcId',
      sentence: `${same.name} peers these two VPCs already; ${sayWhatNow(same.state)}`,
    },
  ];
}

function sayWhatNow(state: string): string {
  if (state === 'DELETING') return 'it is being terminated: wait until it is gone.';
  if (state === 'EXPIRED' || state === 'FAILED') return `it is ${sayState(state)}: terminate it first.`;
  if (state === 'REQUESTING') return 'it is being requested just now.';
  return `it is ${sayState(state)}.`;
}
