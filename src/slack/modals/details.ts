import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { detailsMemory, detailsView } from './details-view.ts';
import { loadingView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';

export function openDetails(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: 'Peering',
    reopen: { action: actionIds.openDetails, value: peeringId },
    build: () => buildDetails(deps, it, peeringId),
  });
}

export async function buildDetails(deps: Deps, it: Interaction, peeringId: string) {
  const refusal = await refusedToRead(deps, it);
  return refusal ? refusalView(refusal) : detailsView(await deps.operations.details(peeringId));
}

/** After something was done in it. */
export async function redrawDetails(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  if (it.view) await deps.redraws.draw(it.view, () => buildDetails(deps, it, peeringId));
}

export function registerDetails(listen: Listen, deps: Deps): void {
  listen.action(actionIds.detailsRefresh, async (it) => {
    const { view } = it;
    if (!view) return;
    const { peeringId } = recall(detailsMemory, view.memory);
    await deps.redraws.draw(
      view,
      () =>
        deps.operations
          .details(peeringId, { fresh: true })
          .then(detailsView, (error: unknown) => troubleView(it, error)),
      loadingView('Peering', 'Reading again…'),
    );
  });
}
