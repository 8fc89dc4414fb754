import type { HistoryOf } from '../../operations/api.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import { cut } from '../limits.ts';
import type { Listen } from '../listen.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { historyMemory, historyView } from './history-view.ts';
import { loadingView, noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';
import { whichOneMessage } from './which-one.ts';

const TITLE = 'History';

export function openHistory(deps: Deps, it: Interaction, of: HistoryOf): Promise<void> {
  const reopen =
    'name' in of
      ? { action: actionIds.openHistoryByName, value: cut(of.name, 1000) }
      : { action: actionIds.openHistory, value: of.peeringId };
  return openModal(deps, it, { title: TITLE, reopen, build: () => buildHistory(deps, it, of) });
}

async function buildHistory(deps: Deps, it: Interaction, of: HistoryOf, page = 0) {
  const refusal = await refusedToRead(deps, it);
  if (refusal) return refusalView(refusal);
  const found = await deps.operations.history(of);
  if (found.found === 'one') return historyView(found.history, page);
  if ('name' in of) return noticeView('Which one?', whichOneMessage(found, 'history', of.name).blocks);
  return noticeView(TITLE, [section(mrkdwn`The bot remembers nothing of this peering.`)]);
}

export function registerHistory(listen: Listen, deps: Deps): void {
  const turn = (action: string, by: number) =>
    listen.action(action, async (it) => {
      const { view } = it;
      if (!view) return;
      const { of, page } = recall(historyMemory, view.memory);
      await deps.redraws.draw(
        view,
        () =>
          buildHistory(deps, it, of, Math.max(0, page + by)).catch((error: unknown) =>
            troubleView(it, error),
          ),
        loadingView(TITLE),
      );
    });
  turn(actionIds.historyOlder, 1);
  turn(actionIds.historyNewer, -1);
}
