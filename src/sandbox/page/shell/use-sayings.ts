import { useCallback, useRef, useState } from 'preact/hooks';
import type { Tone } from '../live/tell.ts';

export interface Saying {
  id: number;
  sentence: string;
  tone: Tone;
}

const stays = 7000;

/** What is being said to the person right now. */
export function useSayings() {
  const [sayings, setSayings] = useState<Saying[]>([]);
  const count = useRef(0);
  const say = useCallback((sentence: string, tone: Tone = 'news') => {
    count.current += 1;
    const id = count.current;
    setSayings((before) => [...before.slice(-3), { id, sentence, tone }]);
    setTimeout(() => setSayings((before) => before.filter((one) => one.id !== id)), stays);
  }, []);
  return { sayings, say };
}
