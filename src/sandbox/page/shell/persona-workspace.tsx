import { useMemo, useReducer, useState } from 'preact/hooks';
import type { ClientCalls, PersonaName } from '../../slack/client-api.ts';
import { createDrafts } from '../live/drafts.ts';
import { fetchJson, Refused } from '../live/fetch-json.ts';
import { useTell } from '../live/tell.ts';
import { useLiveState } from '../live/use-live-state.ts';
import { type Workspace, WorkspaceContext } from '../live/workspace-context.ts';
import { ConfirmContext } from '../modal/confirm-context.ts';
import { ConfirmDialog } from '../modal/confirm-dialog.tsx';
import { ModalLayer } from '../modal/modal-layer.tsx';
import { useConfirmDialog } from '../modal/use-confirm-dialog.ts';
import { Stage } from './stage.tsx';

/** The workspace as one person sees it, modals included. */
export function PersonaWorkspace({ as }: { as: PersonaName }) {
  const tell = useTell();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { asked, ask, answer } = useConfirmDialog();

  const [call] = useState<Workspace['call']>(() => async (name: keyof ClientCalls, body: object) => {
    try {
      return await fetchJson<Record<string, unknown>>(`/client/${name}`, { as, ...body });
    } catch (error) {
      tell(wordError(error), 'trouble');
      return undefined;
    }
  });
  const [drafts] = useState(() =>
    createDrafts(
      async (place, value) => {
        try {
          await fetchJson('/client/input', { as, ...place, value });
          return true;
        } catch (error) {
          // A field that is gone misses nothing.
          const gone = error instanceof Refused && error.status === 404;
          if (!gone) tell(wordError(error), 'trouble');
          return gone;
        }
      },
      () => redraw(undefined),
    ),
  );
  const { state, connected } = useLiveState(as, { ask: drafts.tick, arrived: drafts.settle });

  // A draft that changes must be drawn: it is part of what the workspace is.
  const workspace = state && { state, call, drafts };
  const covered = (state?.views.length ?? 0) > 0;
  const modals = useMemo(() => <ModalLayer covered={asked !== undefined} />, [asked]);

  return (
    <div class="workspace" data-area data-persona={as}>
      {!connected && (
        <p class="offline" role="status">
          The sandbox does not answer. Trying again…
        </p>
      )}
      {workspace ? (
        <WorkspaceContext.Provider value={workspace}>
          <ConfirmContext.Provider value={ask}>
            <div class="stage" inert={covered || asked !== undefined}>
              <Stage />
            </div>
            {modals}
            {asked && <ConfirmDialog confirm={asked} onAnswer={answer} />}
          </ConfirmContext.Provider>
        </WorkspaceContext.Provider>
      ) : (
        <p class="opening">Opening the workspace…</p>
      )}
    </div>
  );
}

function wordError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
