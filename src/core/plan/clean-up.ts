import { ENDED } from '../cloud/ended.ts';
import { mirrorOf } from '../cloud/mirror-of.ts';
import { awsEnds } from '../next-step/aws-ends.ts';
import { gcpEnds } from '../next-step/gcp-ends.ts';
import type { Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import type { PlanStep } from './plan.ts';

/** What stays at the application's cloud once the peering is gone, as steps that take it away; each leads to this peering. */
export interface CleanUp {
  steps: PlanStep[];
  warnings: string[];
}

const STEPS: PlanStep['do'][] = ['delete-route', 'delete-connection', 'remove-mirror'];

/** Whether the plan takes away what stays at the application's cloud. */
export const isCleaningUp = ({ steps }: { steps: PlanStep[] }): boolean =>
  steps.some((step) => STEPS.includes(step.do));

export function cleanUp(peering: Peering, observation: Observation): CleanUp {
  const facts = observation.clouds?.get(peering.id);
  const mayAct = observation.mayAct?.includes(peering.application.provider);
  if (!facts || !mayAct) return { steps: [], warnings: [] };
  const vpc = yugabyteVpcOf(peering, observation);
  const notSeen = (reason: string): CleanUp => ({
    steps: [],
    warnings: [`What stays in ${sayCloud(peering.application)} could not be read: ${reason}`],
  });
  if (facts.provider === 'GCP') {
    const ends = gcpEnds(peering, vpc);
    if (!ends.ok) return notSeen(ends.reason);
    if (!facts.network.ok) return notSeen(facts.network.reason);
    const mirror = facts.network.value && mirrorOf(facts.network.value, ends.value);
    return {
      steps: mirror ? [{ do: 'remove-mirror', ends: ends.value, name: mirror.name }] : [],
      warnings: [],
    };
  }
  const ends = awsEnds(peering, vpc);
  if (!ends.ok) return notSeen(ends.reason);
  if (!facts.connection.ok) return notSeen(facts.connection.reason);
  if (!facts.routeTables.ok) return notSeen(facts.routeTables.reason);
  const connection = facts.connection.value;
  if (!connection) return { steps: [], warnings: [] };
  const { connectionId } = connection;
  const routes = facts.routeTables.value.flatMap(({ routeTableId, routes: all }) =>
    all
      .filter(({ target }) => target === connectionId)
      .map(
        ({ cidr }): PlanStep => ({ do: 'delete-route', ends: ends.value, routeTableId, cidr, connectionId }),
      ),
  );
  const isLeft = !ENDED.includes(connection.status);
  return {
    steps: [
      ...routes,
      ...(isLeft ? [{ do: 'delete-connection' as const, ends: ends.value, connectionId }] : []),
    ],
    warnings: [],
  };
}
