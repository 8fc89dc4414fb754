import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import { elementIn, type Interaction, type Press, textIn } from '../interaction.ts';
import type { InView, Listen } from '../listen.ts';
import { readRowChoice } from '../peering-row.ts';
import { refusalView, refusedToRead } from '../rights.ts';
import { openDetails } from './details.ts';
import { ANY, type ListMemory, listMemory, listView } from './list-view.ts';
import { loadingView } from './modal.ts';
import { openModal } from './open-modal.ts';
import { recall } from './remember.ts';
import { openTerminate } from './terminate.ts';

export function openList(deps: Deps, it: Interaction, filter: Omit<ListMemory, 'page'>): Promise<void> {
  return openModal(deps, it, {
    title: 'Peerings',
    reopen: { action: actionIds.openList, value: filter.search ?? '' },
    build: async () => {
      const refusal = await refusedToRead(deps, it);
      return refusal ? refusalView(refusal) : build(deps, { ...filter, page: 0 });
    },
  });
}

export function registerList(listen: Listen, deps: Deps): void {
  const change = (action: string, turn: (memory: ListMemory, press: Press) => ListMemory) =>
    listen.action(action, async (it, press) => {
      const { view } = it;
      if (!view) return;
      const memory = turn({ ...recall(listMemory, view.memory), ...chosenIn({ view }) }, press);
      await deps.redraws.draw(view, () => build(deps, memory));
    });

  change(actionIds.listSearch, (memory, { value }) => ({ ...memory, search: value ?? '', page: 0 }));
  change(actionIds.listState, (memory) => ({ ...memory, page: 0 }));
  change(actionIds.listProvider, (memory) => ({ ...memory, page: 0 }));
  change(actionIds.listPrevious, (memory) => ({ ...memory, page: Math.max(0, memory.page - 1) }));
  change(actionIds.listNext, (memory) => ({ ...memory, page: memory.page + 1 }));

  listen.submission(viewIds.list, async (it, ack) => {
    const memory = { ...recall(listMemory, it.view.memory), ...chosenIn(it), page: 0 };
    if (deps.operations.isWarm()) return ack({ response_action: 'update', view: await build(deps, memory) });
    await ack({ response_action: 'update', view: loadingView('Peerings') });
    await deps.redraws.draw({ id: it.view.id }, () => build(deps, memory));
  });

  listen.action(actionIds.row, async (it, press) => {
    const choice = readRowChoice(press.selected_option?.value);
    if (choice?.what === 'details') return openDetails(deps, it, choice.id);
    if (choice?.what === 'terminate') return openTerminate(deps, it, choice.id);
  });
}

async function build({ operations }: Deps, memory: ListMemory) {
  const { search, state, provider } = memory;
  const filter = { ...(search && { search }), ...(state && { state }), ...(provider && { provider }) };
  return listView(await operations.list(filter), memory);
}

/** What the fields hold now: more than the view remembers when several were changed at once. */
function chosenIn({ view: { values } }: InView): Pick<ListMemory, 'search' | 'state' | 'provider'> {
  const chosen = (action: string) => {
    const value = elementIn(values, action)?.value.selected_option?.value;
    return value === ANY ? undefined : value;
  };
  return {
    search: textIn(values, actionIds.listSearch) ?? '',
    state: chosen(actionIds.listState),
    provider: chosen(actionIds.listProvider),
  };
}
