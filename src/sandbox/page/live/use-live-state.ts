import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClientEvent, ClientState, PersonaName } from '../../slack/client-api.ts';
import { fetchJson } from './fetch-json.ts';

export interface LiveState {
  state: ClientState | undefined;
  /** The page hears of changes. */
  connected: boolean;
}

interface Hooks {
  /** Gives each request its moment, handed to `arrived` with the answer. */
  ask: () => number;
  arrived: (asked: number) => void;
}

const retryAfter = 1000;

/** The workspace as this persona sees it, kept up to date for as long as the component lives. */
export function useLiveState(as: PersonaName, hooks: Hooks): LiveState {
  const [state, setState] = useState<ClientState>();
  const [connected, setConnected] = useState(true);
  const latest = useRef(hooks);
  latest.current = hooks;

  useEffect(() => {
    let over = false;
    let loading = false;
    let again = false;
    let revision = -1;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource | undefined;

    async function load() {
      if (loading) {
        again = true;
        return;
      }
      loading = true;
      try {
        do {
          again = false;
          const asked = latest.current.ask();
          const next = await fetchJson<ClientState>(`/client/state?as=${as}`);
          if (over) return;
          revision = next.revision;
          latest.current.arrived(asked);
          setState(next);
          setConnected(true);
        } while (again);
      } catch {
        if (!over) reconnectLater();
      } finally {
        loading = false;
      }
    }

    function connect() {
      source?.close();
      source = new EventSource(`/client/events?as=${as}`);
      source.onopen = () => void load();
      source.onmessage = (message: MessageEvent<string>) => {
        const event = JSON.parse(message.data) as ClientEvent;
        if (event.revision !== revision) void load();
      };
      source.onerror = reconnectLater;
    }

    function reconnectLater() {
      setConnected(false);
      source?.close();
      clearTimeout(retry);
      retry = setTimeout(connect, retryAfter);
    }

    connect();
    void load();
    return () => {
      over = true;
      clearTimeout(retry);
      source?.close();
    };
  }, [as]);

  return { state, connected };
}
