import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex]:not([tabindex="-1"])';

/**
 * Moves the focus into a dialog when it opens and back to where it was when it closes, and keeps Tab inside.
 * F6 is left alone: it leads out to the rest of the page.
 */
export function useDialogFocus(
  dialog: RefObject<HTMLElement | null>,
  first: (dialog: HTMLElement) => HTMLElement,
) {
  // While this renders, the document still has the focus where the person opened the dialog from.
  const [opener] = useState(() => document.activeElement);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element) first(element).focus();
    return () => setTimeout(() => giveBack(opener), 0);
  }, []);

  return function keepInside(event: KeyboardEvent) {
    const element = dialog.current;
    if (event.key !== 'Tab' || !element) return;
    const stops = [...element.querySelectorAll<HTMLElement>(focusable)].filter((one) =>
      one.checkVisibility(),
    );
    const from = document.activeElement;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    const to = event.shiftKey ? stops.at(-1) : stops[0];
    if (from !== edge && !(event.shiftKey && from === element)) return;
    event.preventDefault();
    to?.focus();
  };
}

/** To the opener, or, where that is gone, to what is on top now. */
function giveBack(opener: Element | null) {
  const active = document.activeElement;
  if (active && active !== document.body) return;
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
  if (document.activeElement !== document.body) return;
  const dialogs = document.querySelectorAll<HTMLElement>('[role=dialog]');
  const fallback = [...dialogs].at(-1) ?? document.querySelector<HTMLElement>('.composer textarea');
  fallback?.focus();
}

/** The first field, or the dialog itself, so that a screen reader begins with its title. */
export function firstField(dialog: HTMLElement): HTMLElement {
  const wanted = dialog.querySelector<HTMLElement>('[data-autofocus]');
  return wanted ?? dialog.querySelector<HTMLElement>('.modal-body :is(input, textarea)') ?? dialog;
}
