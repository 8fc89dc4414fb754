import type { Deps } from '../deps.ts';
import { actionIds } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import { mayChange, type Refusal, refusalMessage, refusalView, refusedToRead } from '../rights.ts';
import { tellPrivately } from '../tell-privately.ts';
import { buildDetails, openDetails } from './details.ts';
import { openHistory } from './history.ts';
import { noticeView } from './modal.ts';
import { openModal } from './open-modal.ts';
import { buildTerminate, openTerminate } from './terminate.ts';
import { type What, whichOneMessage } from './which-one.ts';

/** Opens what a typed name stands for; asks which one where that is not clear. */
export async function openByName(deps: Deps, it: Interaction, what: What, name: string): Promise<void> {
  const ways = waysOf(deps, it, what, name);
  if (!deps.operations.isWarm()) return ways.unread();
  const found = await deps.operations.findByName(name);
  if (found.found === 'one') return ways.open(found.peering.id);
  // What is gone has a history all the same.
  if (what === 'history' && found.found === 'none') return ways.unread();
  const refusal = await refused(deps, it, what, name);
  await tellPrivately(deps, it, refusal ? refusalMessage(refusal) : whichOneMessage(found, what, name));
}

interface Ways {
  open(peeringId: string): Promise<void>;
  /** Reading may take longer than the trigger lives: the window comes first, whatever it will show. */
  unread(): Promise<void>;
}

function waysOf(deps: Deps, it: Interaction, what: What, name: string): Ways {
  switch (what) {
    case 'details':
      return {
        open: (id) => openDetails(deps, it, id),
        unread: () => openUnread(deps, it, what, name, { title: 'Peering', build: buildDetails }),
      };
    case 'history':
      return {
        open: (peeringId) => openHistory(deps, it, { peeringId }),
        unread: () => openHistory(deps, it, { name }),
      };
    case 'terminate':
      return {
        open: (id) => openTerminate(deps, it, id),
        unread: () => openUnread(deps, it, what, name, { title: 'Terminate peering', build: buildTerminate }),
      };
  }
}

async function refused(deps: Deps, it: Interaction, what: What, name: string): Promise<Refusal | undefined> {
  if (what !== 'terminate') return refusedToRead(deps, it);
  const right = await mayChange(deps, it, 'terminate', { name });
  return right.allowed ? undefined : right.refusal;
}

function openUnread(
  deps: Deps,
  it: Interaction,
  what: What,
  name: string,
  { title, build }: { title: string; build: typeof buildDetails },
): Promise<void> {
  return openModal(deps, it, {
    title,
    reopen: { action: actionIds.openList, value: name.slice(0, 200) },
    build: async () => {
      const refusal = await refused(deps, it, what, name);
      if (refusal) return refusalView(refusal);
      const found = await deps.operations.findByName(name);
      if (found.found === 'one') return build(deps, it, found.peering.id);
      return noticeView('Which one?', whichOneMessage(found, what, name).blocks);
    },
  });
}
