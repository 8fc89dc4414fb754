import { helpMessage } from '../commands/help-message.ts';
import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { Listen } from '../listen.ts';
import { openAllowAccess } from '../modals/allow-access.ts';
import { openByName } from '../modals/by-name.ts';
import { openComplete } from '../modals/complete.ts';
import { openCreate } from '../modals/create.ts';
import { openDetails } from '../modals/details.ts';
import { openExport } from '../modals/export.ts';
import { openHistory } from '../modals/history.ts';
import { openHowTo } from '../modals/how-to.ts';
import { openList } from '../modals/list.ts';
import { openRequestAgain } from '../modals/request-again.ts';
import { openSnooze } from '../modals/snooze.ts';
import { openTerminate } from '../modals/terminate.ts';
import { refusalMessage, refusedToRead } from '../rights.ts';
import { tellPrivately } from '../tell-privately.ts';

/** The buttons that only lead somewhere. */
export function registerOpeners(listen: Listen, deps: Deps): void {
  listen.action(actionIds.openList, (it, { value }) => openList(deps, it, value ? { search: value } : {}));
  listen.action(actionIds.openListAll, (it) => openList(deps, it, {}));
  listen.action(actionIds.openCreate, (it) => openCreate(deps, it));
  // Such a button only opens an address, but Slack tells us all the same.
  listen.action(actionIds.link, async () => {});
  listen.action(actionIds.help, async (it) => {
    const refusal = await refusedToRead(deps, it);
    await tellPrivately(deps, it, refusal ? refusalMessage(refusal) : helpMessage(deps.rights));
  });

  const withId = (action: string, open: (deps: Deps, it: Interaction, id: string) => Promise<void>) =>
    listen.action(action, async (it, { value }) => {
      if (value) await open(deps, it, value);
    });
  withId(actionIds.openDetails, openDetails);
  withId(actionIds.openTerminate, openTerminate);
  withId(actionIds.openAllowAccess, openAllowAccess);
  withId(actionIds.openComplete, openComplete);
  withId(actionIds.openHowTo, openHowTo);
  withId(actionIds.openExport, openExport);
  withId(actionIds.openRequestAgain, openRequestAgain);
  withId(actionIds.openSnooze, openSnooze);
  withId(actionIds.openHistory, (_deps, it, peeringId) => openHistory(deps, it, { peeringId }));
  withId(actionIds.openHistoryByName, (_deps, it, name) => openByName(deps, it, 'history', name));
}
