import type { World } from './world.ts';

/** Everything that people and Yugabyte can see in the end, without ids and times. */
export function describeWorld({ yugabyte, slack, store }: World) {
  const nameOf = (id: string) => yugabyte.lists.find((list) => list.id === id)?.name ?? id;
  const cardOf = (id: string | undefined) =>
    slack.messages.find((message) => message.id === id)?.card?.peeringName;
  return {
    peerings: yugabyte.peerings.map(({ name, state, application }) => ({ name, state, application })),
    lists: yugabyte.lists.map(({ name, description, entries }) => ({ name, description, entries })),
    assigned: Object.fromEntries(
      Object.entries(yugabyte.assigned).map(([cluster, ids]) => [cluster, ids.map(nameOf)]),
    ),
    made: { requested: yugabyte.counts.requested, lists: yugabyte.counts.listsMade },
    cards: slack.cards().map(({ card }) => ({
      name: card?.peeringName,
      state: card?.state,
      verdict: card?.verdict?.sentence,
      progress: card?.progress,
      failure: card?.failure,
      fixes: card?.fixes,
      terminable: card?.terminable,
    })),
    notes: slack.notes().map(({ note, under }) => ({ ...note, card: cardOf(under) })),
    told: slack.told,
    audit: store.audit.map(({ userId, action, peeringName, decision, approverId, outcome, ref }) => ({
      userId,
      action,
      peeringName,
      decision,
      ...(approverId !== undefined && { approverId }),
      outcome,
      ref,
    })),
  };
}
