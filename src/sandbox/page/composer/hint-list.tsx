import type { Hint } from './hints.ts';

interface HintListProps {
  id: string;
  hints: Hint[];
  active: number;
  onTake: (hint: Hint) => void;
}

export function HintList({ id, hints, active, onTake }: HintListProps) {
  return (
    <div class="hints" role="listbox" id={id} aria-label="Commands and shortcuts" tabIndex={-1}>
      {hints.map((hint, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keys; its list follows aria-activedescendant.
        <div
          key={hint.key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          class={`hint${index === active ? ' is-active' : ''}`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(hint)}
        >
          <span class="hint-title">{hint.title}</span>
          {hint.usage && <span class="hint-usage">{hint.usage}</span>}
          {hint.description && <span class="hint-description">{hint.description}</span>}
          {hint.shortcut !== undefined && <span class="tag">shortcut</span>}
        </div>
      ))}
      <p class="hints-keys" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Tab</kbd> to complete, <kbd>Enter</kbd> to send
      </p>
    </div>
  );
}
