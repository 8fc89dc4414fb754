import { useRef } from 'preact/hooks';
import { PlainText, TextObjectView } from '../text/text-object.tsx';
import type { Confirm } from './confirm-context.ts';
import { useDialogFocus } from './use-dialog-focus.ts';

interface ConfirmDialogProps {
  confirm: Confirm;
  onAnswer: (agreed: boolean) => void;
}

export function ConfirmDialog({ confirm, onAnswer }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDivElement>(null);
  const danger = confirm.style === 'danger';
  const keepInside = useDialogFocus(
    dialog,
    (element) => element.querySelector<HTMLElement>(danger ? '.confirm-deny' : '.confirm-agree') ?? element,
  );

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onAnswer(false);
    }
    keepInside(event);
  }

  return (
    <div class="confirm-layer">
      <div
        class="confirm"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="confirm-title"
        aria-describedby="confirm-text"
        tabIndex={-1}
        ref={dialog}
        onKeyDown={onKeyDown}
      >
        <h2 id="confirm-title">
          <PlainText text={confirm.title ?? { text: 'Are you sure?' }} />
        </h2>
        <div id="confirm-text">{confirm.text && <TextObjectView text={confirm.text} />}</div>
        <div class="confirm-buttons">
          <button type="button" class="button confirm-deny" onClick={() => onAnswer(false)}>
            <PlainText text={confirm.deny ?? { text: 'Cancel' }} />
          </button>
          <button
            type="button"
            class={`button confirm-agree button-${danger ? 'danger' : 'primary'}`}
            onClick={() => onAnswer(true)}
          >
            <PlainText text={confirm.confirm ?? { text: 'Yes' }} />
          </button>
        </div>
      </div>
    </div>
  );
}
