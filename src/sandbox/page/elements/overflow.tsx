import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Confirm } from '../modal/confirm-context.ts';
import { safeUrl } from '../text/safe-url.ts';
import { PlainText } from '../text/text-object.tsx';
import { useAnchored } from './use-anchored.ts';
import { useElement } from './use-element.ts';

interface OverflowOption {
  text: { text: string; emoji?: boolean };
  value?: string;
  url?: string;
  description?: { text: string };
}

export interface WireOverflow {
  type: string;
  action_id?: string;
  options?: OverflowOption[];
  confirm?: Confirm;
}

/** The "⋯" button with its menu. */
export function Overflow({ element }: { element: WireOverflow }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const { press, pending } = useElement(element);

  function close() {
    setOpen(false);
    opener.current?.focus();
  }

  function pick(option: OverflowOption) {
    close();
    const href = option.url && safeUrl(option.url);
    if (href) window.open(href, '_blank', 'noopener,noreferrer');
    void press({ selected_option: option });
  }

  return (
    <div
      class="overflow"
      ref={root}
      onFocusOut={(event) => {
        if (!root.current?.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <button
        type="button"
        class={`button button-icon${pending ? ' is-pending' : ''}`}
        ref={opener}
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="3" cy="8" r="1.4" />
          <circle cx="8" cy="8" r="1.4" />
          <circle cx="13" cy="8" r="1.4" />
        </svg>
      </button>
      {open && <Menu anchor={opener} options={element.options ?? []} onPick={pick} onClose={close} />}
    </div>
  );
}

interface MenuProps {
  anchor: RefObject<HTMLElement | null>;
  options: OverflowOption[];
  onPick: (option: OverflowOption) => void;
  onClose: () => void;
}

function Menu({ anchor, options, onPick, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useAnchored(menu, anchor, 'end');

  function onKeyDown(event: KeyboardEvent) {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = to[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (next !== undefined) {
      event.preventDefault();
      items[next]?.focus();
    }
  }

  return (
    <div
      class="menu"
      role="menu"
      popover="manual"
      tabIndex={-1}
      ref={menu}
      aria-label="More actions"
      onKeyDown={onKeyDown}
    >
      {options.map((option, index) => (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          key={option.value ?? option.text.text}
          ref={index === 0 ? focusFirst : null}
          onClick={() => onPick(option)}
        >
          <PlainText text={option.text} />
          {option.description && (
            <span class="menu-description">
              <PlainText text={option.description} />
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** After the popover has been shown: what is not shown cannot take the focus. */
function focusFirst(item: HTMLElement | null) {
  if (item) requestAnimationFrame(() => item.focus());
}
