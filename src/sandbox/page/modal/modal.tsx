import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ClientView } from '../../slack/client-api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import type { Surface } from '../blocks/surface.ts';
import { readValue } from '../elements/read-value.ts';
import { useTell } from '../live/tell.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { PlainText } from '../text/text-object.tsx';
import { checkFields } from './check-fields.ts';
import { firstField, useDialogFocus } from './use-dialog-focus.ts';

interface ModalProps {
  open: ClientView;
  /** How many lie on top of it: 0 is the one to use. */
  depth: number;
  /** It lies on another one. */
  pushed: boolean;
}

interface WireView {
  title?: { text: string };
  submit?: { text: string };
  close?: { text: string };
  blocks?: unknown[];
}

export function Modal({ open, depth, pushed }: ModalProps) {
  const { call, drafts } = useWorkspace();
  const tell = useTell();
  const dialog = useRef<HTMLDivElement>(null);
  const [sending, setSending] = useState(false);
  const [problems, setProblems] = useState<Record<string, string>>({});
  /** Blocks whose error was typed away since it came. */
  const [mended, setMended] = useState<{ sent: string; blocks: string[] }>({ sent: '', blocks: [] });
  const [attempts, setAttempts] = useState(0);
  const keepInside = useDialogFocus(dialog, firstField);
  const view = open.view as WireView;
  const blocks = view.blocks ?? [];
  const container = { view: open.id };
  const sent = JSON.stringify(open.errors);
  const errors = { ...withoutKeys(open.errors, mended.sent === sent ? mended.blocks : []), ...problems };
  const titleId = `modal-${open.id}-title`;
  const busy = sending || open.busy;

  useEffect(() => () => drafts.forget({ view: open.id }), [open.id]);

  const shown = JSON.stringify(errors);
  useEffect(() => {
    const sentences = Object.values(errors);
    if (sentences.length === 0) return;
    const wrong = dialog.current?.querySelector<HTMLElement>(
      '[aria-invalid=true]:is(input, textarea), [aria-invalid=true] input',
    );
    wrong?.focus();
    // The focus brings the field into sight, not what is said below it.
    wrong?.closest('.input')?.scrollIntoView({ block: 'nearest' });
    tell(
      `${sentences.length === 1 ? 'A field needs' : `${sentences.length} fields need`} a change. ${sentences.join(' ')}`,
    );
    // Only errors that were not there before move the focus.
  }, [sent, attempts, JSON.stringify(problems)]);

  // An update may have taken away what had the focus, or brought the first field after a loading view.
  useLayoutEffect(() => {
    const element = dialog.current;
    const active = document.activeElement;
    if (depth === 0 && element && (active === element || active === document.body))
      firstField(element).focus();
  }, [open.hash, depth]);

  async function submit() {
    if (busy || !view.submit) return;
    const found = checkFields(blocks, (blockId, element) =>
      readValue(drafts, { container, values: open.values }, blockId, element),
    );
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setMended({ sent, blocks: [] });
    setSending(true);
    if (await drafts.flush(container)) await call('submit', { view: open.id });
    setSending(false);
    setAttempts((count) => count + 1);
  }

  function close(all: boolean) {
    void call('close', { view: open.id, all });
  }

  const surface = useMemo<Surface>(
    () => ({
      container: { view: open.id },
      values: open.values,
      errors,
      prefix: open.id,
      touched: (blockId) => {
        setProblems((before) => withoutKeys(before, [blockId]));
        setMended((before) => ({
          sent,
          blocks: before.sent === sent ? [...before.blocks, blockId] : [blockId],
        }));
      },
      submit: () => void submit(),
    }),
    [open, shown, sending],
  );

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      close(false);
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) void submit();
    keepInside(event);
  }

  return (
    <div
      class="modal"
      role="dialog"
      aria-modal="true"
      aria-labelledby={titleId}
      aria-busy={busy}
      data-depth={depth}
      inert={depth > 0}
      tabIndex={-1}
      ref={dialog}
      onKeyDown={onKeyDown}
    >
      <header class="modal-head">
        {pushed && (
          <button type="button" class="icon-button" aria-label="Back" onClick={() => close(false)}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M10 3 5 8l5 5" />
            </svg>
          </button>
        )}
        <h2 id={titleId}>
          <PlainText text={view.title ?? { text: '' }} />
        </h2>
        <button
          type="button"
          class="icon-button"
          aria-label={pushed ? 'Close all' : 'Dismiss'}
          onClick={() => close(true)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" />
          </svg>
        </button>
        {busy && <span class="progress" />}
      </header>
      <div class="modal-body">
        {open.trouble && (
          <div class="alert alert-error modal-trouble" role="alert">
            {open.trouble}
          </div>
        )}
        <Blocks blocks={blocks} surface={surface} />
      </div>
      <footer class="modal-foot">
        <button type="button" class="button" onClick={() => close(false)}>
          <PlainText text={view.close ?? { text: view.submit ? 'Cancel' : 'Close' }} />
        </button>
        {view.submit && (
          <button
            type="button"
            class={`button button-primary modal-submit${busy ? ' is-pending' : ''}`}
            aria-disabled={busy}
            onClick={() => void submit()}
          >
            <PlainText text={view.submit} />
          </button>
        )}
      </footer>
    </div>
  );
}

function withoutKeys(record: Record<string, string>, keys: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
