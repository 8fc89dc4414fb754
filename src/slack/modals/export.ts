import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { exportView } from './export-view.ts';
import { openModal } from './open-modal.ts';

/** For teams that keep their networks as code. */
export function openExport(deps: Deps, it: Interaction, peeringId: string): Promise<void> {
  return openModal(deps, it, {
    title: 'Export',
    reopen: { action: actionIds.openExport, value: peeringId },
    build: async () => {
      const refusal = await refusedToRead(deps, it);
      if (refusal) return refusalView(refusal);
      const { name, code } = await deps.operations.exportAsCode(peeringId);
      return exportView(name, code);
    },
  });
}
