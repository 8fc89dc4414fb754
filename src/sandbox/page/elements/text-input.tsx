import type { HTMLAttributes, TargetedKeyboardEvent } from 'preact';
import { useField } from '../blocks/field.ts';
import { useSurface } from '../blocks/surface.ts';
import { useElement } from './use-element.ts';

export interface WireTextInput {
  type: string;
  action_id?: string;
  placeholder?: { text: string };
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  is_decimal_allowed?: boolean;
  focus_on_load?: boolean;
  dispatch_action_config?: { trigger_actions_on?: string[] };
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** How long one may pause between two keystrokes before the app hears of them. */
const quiet = 300;

const modes: Record<string, HTMLAttributes['inputMode']> = {
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
};

/** plain_text_input, number_input, email_text_input and url_text_input. */
export function TextInput({ element }: { element: WireTextInput }) {
  const field = useField();
  const surface = useSurface();
  const { value, change, enter } = useElement(element);
  const text = typeof value.value === 'string' ? value.value : '';
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const dispatchesOnEnter = field.dispatches && triggers.includes('on_enter_pressed');

  function onInput(event: { currentTarget: TextField }) {
    change({ value: event.currentTarget.value || null }, quiet);
  }

  function onKeyDown(event: TargetedKeyboardEvent<TextField>) {
    if (event.key !== 'Enter' || event.isComposing) return;
    if (element.multiline && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (dispatchesOnEnter) void enter({ value: event.currentTarget.value || null });
    else surface.submit?.();
  }

  const shared = {
    id: field.controlId,
    value: text,
    placeholder: element.placeholder?.text,
    'aria-labelledby': field.labelledBy,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid,
    'aria-required': field.required,
    'data-autofocus': element.focus_on_load || undefined,
    maxLength: element.max_length,
    autocomplete: 'off',
    spellcheck: false,
    onInput,
    onKeyDown,
  };
  return (
    <div class="text-input">
      {element.multiline ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input {...shared} type="text" inputMode={modes[element.type] ?? 'text'} />
      )}
      {element.max_length !== undefined && element.max_length - text.length <= 20 && text !== '' && (
        <span class="count" aria-hidden="true">
          {element.max_length - text.length}
        </span>
      )}
    </div>
  );
}
