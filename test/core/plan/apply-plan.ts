import type { AllowList, Cluster, Observation, Reading } from '../../../src/core/peering.ts';
import type { Plan, PlanStep } from '../../../src/core/plan/plan.ts';

/** A world in which every step of a plan does what it says. */
export function applyPlan(plan: Plan, observation: Observation): Observation {
  return plan.steps.reduce(applyStep, observation);
}

function applyStep(world: Observation, step: PlanStep): Observation {
  switch (step.do) {
    case 'request-peering': {
      const requested = { ...step.spec, id: 'new', state: 'PENDING', yugabyteVpcName: 'orders-vpc' };
      return { ...world, peerings: [...world.peerings, requested] };
    }
    case 'await-active':
      return { ...world, peerings: world.peerings.map((one) => ({ ...one, state: 'ACTIVE' })) };
    case 'ensure-allow-list': {
      const { name, description, entries } = step;
      const there = listsOf(world).find((list) => list.name === name);
      if (there) return world;
      return withLists(world, [
        ...listsOf(world),
        { id: `id-${name}`, name, description, entries, clusterIds: [] },
      ]);
    }
    case 'assign-allow-list':
      return withLists(
        world,
        listsOf(world).map((list) =>
          list.name === step.listName
            ? { ...list, clusterIds: [...new Set([...list.clusterIds, step.clusterId])] }
            : list,
        ),
      );
    case 'unassign-allow-list':
      return withLists(
        world,
        listsOf(world).map((list) =>
          list.id === step.listId
            ? { ...list, clusterIds: list.clusterIds.filter((id) => id !== step.clusterId) }
            : list,
        ),
      );
    case 'delete-allow-list': {
      const list = listsOf(world).find(({ id }) => id === step.listId);
      if (list && list.clusterIds.length > 0) throw new Error(`${list.name} is still assigned`);
      return withLists(
        world,
        listsOf(world).filter(({ id }) => id !== step.listId),
      );
    }
    case 'terminate-peering':
      return { ...world, peerings: world.peerings.filter(({ id }) => id !== step.peeringId) };
    case 'await-gone':
    case 'await-flow':
      return world;
    default:
      throw new Error(`${step.do} is a step of another world`);
  }
}

function listsOf({ allowLists }: Observation): AllowList[] {
  return allowLists.ok ? allowLists.value : [];
}

function withLists(world: Observation, value: AllowList[]): Observation {
  const allowLists: Reading<AllowList[]> = { ok: true, value };
  return { ...world, allowLists };
}

export function rulesOn(cluster: Cluster, world: Observation): number {
  return listsOf(world)
    .filter((list) => list.clusterIds.includes(cluster.id))
    .reduce((sum, list) => sum + list.entries.length, 0);
}
