import { useRef, useState } from 'preact/hooks';
import { useWorkspace } from '../live/workspace-context.ts';
import { Icon } from '../shell/icons.tsx';

/** The app's global shortcuts. */
export function ShortcutMenu() {
  const { state, call } = useWorkspace();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  if (state.shortcuts.length === 0) return null;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Escape and the focus leaving its own buttons.
    <div
      class="shortcuts"
      ref={root}
      onFocusOut={(event) => {
        if (!root.current?.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.preventDefault();
        setOpen(false);
        root.current?.querySelector('button')?.focus();
      }}
    >
      <button
        type="button"
        class="icon-button"
        aria-label="Shortcuts"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="bolt" />
      </button>
      {open && (
        <ul class="shortcut-list">
          {state.shortcuts.map((shortcut) => (
            <li key={shortcut.callbackId}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  root.current?.querySelector('button')?.focus();
                  void call('shortcut', { callbackId: shortcut.callbackId });
                }}
              >
                <strong>{shortcut.name}</strong>
                <span>{shortcut.description}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
