import { useCallback, useRef, useState } from 'preact/hooks';
import type { AskConfirm, Confirm } from './confirm-context.ts';

/** At most one confirm dialog, and who waits for its answer. */
export function useConfirmDialog() {
  const [asked, setAsked] = useState<Confirm>();
  const waiting = useRef<(agreed: boolean) => void>(undefined);

  const answer = useCallback((agreed: boolean) => {
    setAsked(undefined);
    waiting.current?.(agreed);
    waiting.current = undefined;
  }, []);

  const ask: AskConfirm = useCallback(
    (confirm) =>
      new Promise((resolve) => {
        waiting.current?.(false);
        waiting.current = resolve;
        setAsked(confirm);
      }),
    [],
  );

  return { asked, ask, answer };
}
