import type { GcpFacts, GcpNetwork } from '../cloud/gcp-facts.ts';
import type { GcpChange } from '../cloud/gcp-network.ts';
import { mirrorOf } from '../cloud/mirror-of.ts';
import type { GcpStep } from './plan.ts';
import type { StepState } from './step-state.ts';

/** Whether a step in GCP still has to be done, from a look at its ends. */
export function gcpStepState(step: GcpStep, { network }: GcpFacts): StepState<GcpChange> {
  if (!network.ok) return { is: 'unseen', unseen: network };
  const { ends } = step;
  const mirror = network.value && mirrorOf(network.value, ends);
  if (step.do === 'remove-mirror') {
    return mirror ? { is: 'to-do', change: { change: 'remove-mirror', name: mirror.name } } : { is: 'done' };
  }
  if (!network.value) {
    return {
      is: 'obstructed',
      code: 'not-found',
      sentence: `There is no network ${ends.network} in GCP project ${ends.project}.`,
      mend: 'Terminate the peering and create it with the right network.',
    };
  }
  if (mirror) return { is: 'done' };
  return { is: 'to-do', change: { change: 'add-mirror', name: freeName(ends.peeringName, network.value) } };
}

/** Names are unique on a network, and somebody may have taken this one for another peering. */
function freeName(wanted: string, { peerings }: GcpNetwork): string {
  const taken = new Set(peerings.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted.slice(0, 59)}-${number}`;
    if (!taken.has(name)) return name;
  }
}
