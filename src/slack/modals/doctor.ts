import type { ModalView } from '@slack/types';
import { refusedToExamine } from '../../core/may-examine.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { refusalView } from '../rights.ts';
import { doctorView } from './doctor-view.ts';
import { loadingView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';

export function openDoctor(deps: Deps, it: Interaction): Promise<void> {
  return openModal(deps, it, {
    title: 'Doctor',
    reopen: { action: actionIds.openDoctor },
    build: () => examine(deps, it),
  });
}

async function examine({ directory, rights, doctor }: Deps, it: Interaction): Promise<ModalView> {
  const refusal = refusedToExamine(await directory.actor(it.userId, it.teamId), rights);
  if (!refusal) return doctorView(await doctor());
  it.log.info({ action: 'doctor', userId: it.userId }, 'refused');
  const unread = directory.unread().filter((group) => refusal.whoMay.includes(group));
  return refusalView({ ...refusal, ...(unread.length > 0 && { unread }) });
}

export function registerDoctor(listen: Listen, deps: Deps): void {
  listen.action(actionIds.openDoctor, (it) => openDoctor(deps, it));
  listen.action(actionIds.doctorAgain, async (it) => {
    if (!it.view) return;
    await deps.redraws.draw(
      it.view,
      () => examine(deps, it).catch((error: unknown) => troubleView(it, error)),
      loadingView('Doctor', 'Checking again…'),
    );
  });
}
