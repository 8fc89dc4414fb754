import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Choice, ChoiceGroup } from './choice.ts';
import { useAnchored } from './use-anchored.ts';

interface ChoiceListProps {
  id: string;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  groups: ChoiceGroup[];
  /** Said instead of, or below, the choices. */
  hint: string | undefined;
  /** Key of the highlighted choice. */
  active: string | undefined;
  selected: string[];
  multiple: boolean;
  onPick: (choice: Choice) => void;
}

export function choiceId(listId: string, choice: Choice): string {
  return `${listId}-${choice.key.replace(/[^\w-]/g, (character) => `_${character.codePointAt(0)}`)}`;
}

/** The list under a combobox, above everything else on the page. */
export function ChoiceList(props: ChoiceListProps) {
  const list = useRef<HTMLDivElement>(null);
  useAnchored(list, props.anchor);

  useEffect(() => {
    list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }, [props.active]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus in the field while the list is clicked.
    <div class="choices" popover="manual" ref={list} onMouseDown={(event) => event.preventDefault()}>
      <div
        id={props.id}
        role="listbox"
        aria-label={props.label}
        aria-multiselectable={props.multiple}
        tabIndex={-1}
      >
        {props.groups.map((group, index) => (
          <Group key={index} group={group} list={props} />
        ))}
      </div>
      {props.hint && (
        <p class="choices-hint" role="status">
          {props.hint}
        </p>
      )}
    </div>
  );
}

function Group({ group, list }: { group: ChoiceGroup; list: ChoiceListProps }) {
  const options = group.choices.map((choice) => <Option key={choice.key} choice={choice} list={list} />);
  if (!group.label) return <>{options}</>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox.
    <div role="group" aria-label={group.label}>
      <div class="choices-label" aria-hidden="true">
        {group.label}
      </div>
      {options}
    </div>
  );
}

function Option({ choice, list }: { choice: Choice; list: ChoiceListProps }) {
  const selected = list.selected.includes(choice.key);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys; its listbox follows aria-activedescendant.
    <div
      id={choiceId(list.id, choice)}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      class={`choice${choice.key === list.active ? ' is-active' : ''}`}
      onClick={() => list.onPick(choice)}
    >
      <span class="choice-text">{choice.text}</span>
      {choice.description && <span class="choice-description">{choice.description}</span>}
      {selected && (
        <svg class="choice-tick" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8.5 6.5 12 13 4.5" />
        </svg>
      )}
    </div>
  );
}
