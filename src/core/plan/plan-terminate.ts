import { applicationNetworks } from '../application-networks.ts';
import { byName } from '../by-name.ts';
import { clustersBehind } from '../chain/coverage.ts';
import { overlaps } from '../cidr.ts';
import { isOwnAllowList } from '../own-allow-list.ts';
import type { AllowList, Observation, Peering } from '../peering.ts';
import { sayCloud } from '../say-cloud.ts';
import { sayList } from '../say-list.ts';
import { yugabyteNetworks, yugabyteVpcOf } from '../yugabyte-vpc-of.ts';
import { cleanUp } from './clean-up.ts';
import type { Plan, PlanStep } from './plan.ts';

/**
 * The plan that takes a peering down; `withdrawAccess` also takes away the allow lists that the bot made for it,
 * `cleanUp` what stays at the application's cloud.
 */
export function planTerminate(
  peering: Peering,
  observation: Observation,
  options: { withdrawAccess: boolean; cleanUp?: boolean },
): Plan | { nothing: string } {
  if (peering.state === 'DELETED') return { nothing: `${peering.name} is gone already.` };
  if (peering.state === 'DELETING') return { nothing: `${peering.name} is being terminated already.` };

  const own = ownLists(peering, observation);
  const namesake = observation.peerings.find(
    (other) => other.id !== peering.id && other.name === peering.name && other.state !== 'DELETED',
  );
  const left = options.cleanUp ? cleanUp(peering, observation) : { steps: [], warnings: [] };
  const goes = options.withdrawAccess && !namesake ? own : [];
  return {
    kind: 'terminate',
    peeringName: peering.name,
    peeringId: peering.id,
    basedOnState: peering.state,
    steps: [
      ...goes.flatMap((list) => withdraw(list, observation)),
      { do: 'terminate-peering', peeringId: peering.id, peeringName: peering.name },
      { do: 'await-gone', peeringId: peering.id },
      ...left.steps,
    ],
    consequences: [
      whoLosesThePath(peering, observation),
      ...goes.map(
        (list) => `Allow list ${list.name}${sayWhere(list, observation, ' is taken off ', ' and')} deleted.`,
      ),
      ...staying(peering, observation, goes),
      ...(left.steps.length > 0 ? [] : atTheCloud(peering, observation)),
    ],
    warnings: [
      ...left.warnings,
      ...(options.withdrawAccess && !observation.allowLists.ok
        ? [`The allow lists could not be read, so they stay: ${observation.allowLists.reason}`]
        : []),
      ...(options.withdrawAccess && namesake && own.length > 0
        ? ['Another peering has the same name, so the allow lists made for it stay.']
        : []),
    ],
  };
}

function ownLists(peering: Peering, { allowLists }: Observation): AllowList[] {
  if (!allowLists.ok) return [];
  return allowLists.value.filter((list) => isOwnAllowList(list, peering.name)).sort(byName);
}

function withdraw(list: AllowList, observation: Observation): PlanStep[] {
  return [
    ...assignedTo(list, observation).map(
      ({ id, name }): PlanStep => ({
        do: 'unassign-allow-list',
        listId: list.id,
        listName: list.name,
        clusterId: id,
        clusterName: name,
      }),
    ),
    { do: 'delete-allow-list', listId: list.id, listName: list.name },
  ];
}

function whoLosesThePath(peering: Peering, observation: Observation): string {
  if (peering.state !== 'ACTIVE')
    return `The peering is ${peering.state}: no application loses a path that works.`;
  if (!observation.clusters.ok) {
    return `Which clusters lose their path could not be read: ${observation.clusters.reason}`;
  }
  const behind = clustersBehind(peering, observation).map(({ name }) => name);
  if (behind.length === 0) {
    return `No cluster is known in the Yugabyte VPC ${peering.yugabyteVpcName}: none loses its path.`;
  }
  return `Applications in ${peering.application.externalVpcId} lose their private path to ${sayList(behind, 20)} at once.`;
}

/** Lists that let the application in and stay where they are. */
function staying(peering: Peering, observation: Observation, goes: AllowList[]): string[] {
  if (!observation.allowLists.ok) return [];
  const behind = new Set(clustersBehind(peering, observation).map(({ id }) => id));
  const networks = applicationNetworks(peering, observation);
  return observation.allowLists.value
    .filter(
      (list) =>
        !goes.includes(list) &&
        (isOwnAllowList(list, peering.name) ||
          (list.clusterIds.some((id) => behind.has(id)) &&
            list.entries.some((entry) => networks.some((network) => overlaps(entry, network))))),
    )
    .sort(byName)
    .map(
      (list) =>
        `Allow list ${list.name} (${sayList(list.entries, 4)}) stays${sayWhere(list, observation, ' on ', '')}.`,
    );
}

function atTheCloud(peering: Peering, observation: Observation): string[] {
  const { application } = peering;
  const where = sayCloud(application);
  if (application.provider === 'GCP') {
    return [
      `The mirror peering on network ${application.externalVpcId} in ${where} stays, inactive, until somebody deletes it.`,
    ];
  }
  if (application.provider !== 'AWS') return [];
  const vpc = yugabyteVpcOf(peering, observation);
  const networks = vpc.ok ? yugabyteNetworks(vpc.value) : [];
  const to = networks.length > 0 ? sayList(networks) : "the Yugabyte VPC's networks";
  return [
    `Routes to ${to} in the route tables of ${application.externalVpcId} in ${where} stay, leading nowhere, until somebody deletes them.`,
  ];
}

function assignedTo(list: AllowList, { clusters }: Observation): { id: string; name: string }[] {
  const known = new Map(clusters.ok ? clusters.value.map(({ id, name }) => [id, name]) : []);
  return list.clusterIds.map((id) => ({ id, name: known.get(id) ?? id })).sort(byName);
}

function sayWhere(list: AllowList, observation: Observation, before: string, after: string): string {
  const names = assignedTo(list, observation).map(({ name }) => name);
  return names.length > 0 ? `${before}${sayList(names, 20)}${after}` : after === '' ? '' : ' is';
}
