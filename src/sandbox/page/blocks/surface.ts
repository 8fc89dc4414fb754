import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Container } from '../../slack/client-api.ts';

/** What blocks lie on: a message, a modal or Home. */
export interface Surface {
  container: Container;
  values: Record<string, Record<string, unknown>>;
  /** By block id. */
  errors: Record<string, string>;
  /** Starts the ids of elements in the document. */
  prefix: string;
  /** Someone changed a field: its error no longer stands. */
  touched?: (blockId: string) => void;
  /** What Enter in a one-line field does. */
  submit?: () => void;
}

export const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('Blocks belong on a message, a modal or Home.');
  return surface;
}
