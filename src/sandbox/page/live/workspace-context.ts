import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClientCalls, ClientState } from '../../slack/client-api.ts';
import type { Drafts } from './drafts.ts';

export interface Workspace {
  state: ClientState;
  /** Sends a call as the current persona. Resolves to nothing when it failed; the person was told then. */
  call: <N extends keyof ClientCalls>(
    name: N,
    body: Omit<ClientCalls[N], 'as'>,
  ) => Promise<Record<string, unknown> | undefined>;
  /** What was typed and is not yet in `state`. */
  drafts: Drafts;
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('This component belongs inside a workspace.');
  return workspace;
}
