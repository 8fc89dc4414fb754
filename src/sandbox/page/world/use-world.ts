import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { fetchJson } from '../live/fetch-json.ts';
import { useTell } from '../live/tell.ts';
import type { Turn, WorldState } from './world-state.ts';

const every = 2500;

/** The world as it is, read again every few seconds while somebody can see it, and what turns it. */
export function useWorld(): { world: WorldState | undefined; turn: Turn; turning: boolean } {
  const [world, setWorld] = useState<WorldState>();
  const [turning, setTurning] = useState(false);
  const alive = useRef(true);
  const tell = useTell();

  const read = useCallback(async () => {
    const next = await fetchJson<WorldState>('/sandbox/state').catch(() => undefined);
    if (next && alive.current) setWorld(next);
  }, []);

  useEffect(() => {
    alive.current = true;
    void read();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void read();
    }, every);
    return () => {
      alive.current = false;
      clearInterval(timer);
    };
  }, [read]);

  const turn: Turn = useCallback(
    async (path, body) => {
      setTurning(true);
      try {
        await fetchJson(`/sandbox/${path}`, body);
        return true;
      } catch (error) {
        tell(error instanceof Error ? error.message : String(error), 'trouble');
        return false;
      } finally {
        await read();
        if (alive.current) setTurning(false);
      }
    },
    [read, tell],
  );

  return { world, turn, turning };
}
