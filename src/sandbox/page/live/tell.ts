import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export type Tone = 'news' | 'trouble';

/** Says a sentence to the person, seen and heard. `trouble` interrupts a screen reader, `news` waits. */
export type Tell = (sentence: string, tone?: Tone) => void;

export const TellContext = createContext<Tell>(() => {});

export function useTell(): Tell {
  return useContext(TellContext);
}
