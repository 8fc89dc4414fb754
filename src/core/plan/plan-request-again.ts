import { endedRequest } from '../chain/aws/ended-request.ts';
import { ENDED } from '../cloud/ended.ts';
import type { ApplicationVpc, Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import { joinSteps } from './application-side.ts';
import type { Plan } from './plan.ts';

/** The plan that makes an expired request anew with the same values: the dead one has to go first. */
export function planRequestAgain(peering: Peering, observation: Observation): Plan | { nothing: string } {
  const { id, name, state, yugabyteVpcId, application } = peering;
  if (!isDead(peering, observation)) {
    return { nothing: `${name} is ${state}: only an expired request is made again.` };
  }
  const successor = observation.peerings.find(
    (other) => other.id !== id && other.name === name && !OVER.includes(other.state),
  );
  if (successor) return { nothing: `${name} has been requested again already: it is ${successor.state}.` };
  const spec = { name, yugabyteVpcId, application };
  const vpc = yugabyteVpcOf(peering, observation);
  const side = vpc.ok ? joinSteps(spec, vpc.value, observation, [], observation.clouds?.get(id)) : undefined;
  const joins = side?.does ? side.steps : [];
  return {
    kind: 'request-again',
    peeringName: name,
    peeringId: id,
    basedOnState: state,
    steps: [
      ...(state === 'DELETED'
        ? []
        : [
            { do: 'terminate-peering' as const, peeringId: id, peeringName: name },
            { do: 'await-gone' as const, peeringId: id },
          ]),
      { do: 'request-peering', spec },
      ...joins,
      ...(joins.length > 0 ? [{ do: 'await-active' as const }, { do: 'await-flow' as const }] : []),
    ],
    consequences: [
      `The ${state === 'EXPIRED' ? 'expired' : 'dead'} request goes; nobody loses a path, for it is dead.`,
      ...(joins.length > 0
        ? [`Everything in ${sayCloud(application)} is done for the new one as well.`]
        : [whoseTurn(application)]),
      'Allow lists stay as they are.',
    ],
    warnings: side?.does ? side.warnings : [],
  };
}

function whoseTurn(application: ApplicationVpc): string {
  return application.provider === 'AWS'
    ? `Then somebody with rights in ${sayCloud(application)} has 7 days to accept the new one: it has a new pcx- id.`
    : `Then somebody with rights in ${sayCloud(application)} has to join from its side.`;
}

const OVER = ['EXPIRED', 'FAILED', 'DELETING', 'DELETED'];

/** Yugabyte shows it, or the application's cloud does before Yugabyte has noticed. */
function isDead({ id, state }: Peering, { clouds }: Observation): boolean {
  const facts = clouds?.get(id);
  if (state === 'EXPIRED' || endedRequest({ state }, facts)) return true;
  if (state !== 'PENDING' && state !== 'ACTIVE') return false;
  if (facts?.provider !== 'AWS' || !facts.connection.ok) return false;
  const connection = facts.connection.value;
  return connection ? ENDED.includes(connection.status) : state === 'ACTIVE';
}
