import type { Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import type { Plan } from './plan.ts';

/** The plan that makes an expired request anew with the same values: the dead one has to go first. */
export function planRequestAgain(peering: Peering, observation: Observation): Plan | { nothing: string } {
  const { id, name, state, yugabyteVpcId, application } = peering;
  if (state !== 'EXPIRED') return { nothing: `${name} is ${state}: only an expired request is made again.` };
  const successor = observation.peerings.find(
    (other) => other.id !== id && other.name === name && !OVER.includes(other.state),
  );
  if (successor) return { nothing: `${name} has been requested again already: it is ${successor.state}.` };
  return {
    kind: 'request-again',
    peeringName: name,
    peeringId: id,
    basedOnState: state,
    steps: [
      { do: 'terminate-peering', peeringId: id, peeringName: name },
      { do: 'await-gone', peeringId: id },
      { do: 'request-peering', spec: { name, yugabyteVpcId, application } },
    ],
    consequences: [
      'The expired request goes; nobody loses a path, for it is dead.',
      application.provider === 'AWS'
        ? `Then somebody with rights in ${sayCloud(application)} has 7 days to accept the new one: it has a new pcx- id.`
        : `Then somebody with rights in ${sayCloud(application)} has to join from its side.`,
      'Allow lists stay as they are.',
    ],
    warnings: [],
  };
}

const OVER = ['EXPIRED', 'FAILED', 'DELETING', 'DELETED'];
