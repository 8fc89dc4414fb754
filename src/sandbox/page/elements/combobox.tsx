import { useEffect, useRef, useState } from 'preact/hooks';
import type { Choice } from './choice.ts';
import { ChoiceList, choiceId } from './choice-list.tsx';
import type { Suggestions } from './suggestions.ts';
import { useSuggestions } from './use-suggestions.ts';

interface ComboboxProps {
  id: string;
  labelledBy?: string | undefined;
  label: string;
  placeholder: string;
  selected: Choice[];
  multiple: boolean;
  /** Most that may be chosen. */
  max?: number | undefined;
  clearable: boolean;
  invalid: boolean;
  required: boolean;
  describedBy?: string | undefined;
  autoFocus: boolean;
  suggest: Suggestions;
  onChange: (choices: Choice[]) => void;
}

/** A field that offers choices while one types: ARIA's editable combobox with a listbox. */
export function Combobox(props: ComboboxProps) {
  const { id, selected, multiple, onChange } = props;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { groups, hint } = useSuggestions(props.suggest, query, open);
  const choices = groups.flatMap((group) => group.choices);
  const listId = `${id}-list`;
  const full = multiple && props.max !== undefined && selected.length >= props.max;
  const chosenKey = multiple ? undefined : selected[0]?.key;

  useEffect(() => {
    const at = choices.findIndex((choice) => choice.key === chosenKey);
    setActive(query === '' && at >= 0 ? at : 0);
    // Only a new list or query moves the highlight, not the choice itself.
  }, [groups, query]);

  function show() {
    if (open) return;
    setQuery('');
    setOpen(true);
  }
  function hide() {
    setOpen(false);
    setQuery('');
  }

  function pick(choice: Choice) {
    if (!multiple) {
      onChange([choice]);
      hide();
      return;
    }
    const has = selected.some((one) => one.key === choice.key);
    if (!has && full) return;
    onChange(has ? selected.filter((one) => one.key !== choice.key) : [...selected, choice]);
    setQuery('');
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey) return;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (!open) show();
      else setActive((at) => (at + move + choices.length) % Math.max(1, choices.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = choices[active];
      if (!open) show();
      else if (choice) pick(choice);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (event.key === 'Backspace' && multiple && query === '' && selected.length > 0) {
      onChange(selected.slice(0, -1));
    }
  }

  const single = multiple ? undefined : selected[0]?.text;
  return (
    <div
      class={`combobox${props.invalid ? ' is-invalid' : ''}${open ? ' is-open' : ''}`}
      ref={box}
      onFocusOut={(event) => {
        if (!box.current?.contains(event.relatedTarget as Node | null)) hide();
      }}
    >
      {multiple &&
        selected.map((choice) => (
          <span class="chip" key={choice.key}>
            {choice.text}
            <button
              type="button"
              aria-label={`Remove ${choice.text}`}
              onClick={() => onChange(selected.filter((one) => one.key !== choice.key))}
            >
              ×
            </button>
          </span>
        ))}
      <input
        id={id}
        ref={input}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && choices[active] ? choiceId(listId, choices[active]) : undefined}
        aria-labelledby={props.labelledBy}
        aria-label={props.labelledBy ? undefined : props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-required={props.required}
        data-autofocus={props.autoFocus || undefined}
        placeholder={single ?? (selected.length > 0 ? '' : props.placeholder)}
        class={single !== undefined && open ? 'shows-choice' : undefined}
        value={open ? query : (single ?? '')}
        onClick={show}
        onInput={(event) => {
          if (!open) setOpen(true);
          setQuery(open ? event.currentTarget.value : typedOver(event.currentTarget.value, single));
        }}
        onKeyDown={onKeyDown}
      />
      {props.clearable && selected.length > 0 && (
        <button type="button" class="clear" aria-label={`Clear ${props.label}`} onClick={() => onChange([])}>
          ×
        </button>
      )}
      <span class="caret" aria-hidden="true" />
      {open && (
        <ChoiceList
          id={listId}
          anchor={box}
          groups={groups}
          hint={full ? `At most ${props.max} can be chosen.` : hint}
          active={choices[active]?.key}
          selected={selected.map((choice) => choice.key)}
          label={props.label}
          multiple={multiple}
          onPick={pick}
        />
      )}
    </div>
  );
}

/** Typing into a closed field starts a search: only what is new counts. */
function typedOver(value: string, shown: string | undefined): string {
  return shown && value.startsWith(shown) ? value.slice(shown.length) : value;
}
