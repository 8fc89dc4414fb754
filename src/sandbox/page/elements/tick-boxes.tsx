import type { Option } from '@slack/types';
import { useField } from '../blocks/field.ts';
import { TextObjectView } from '../text/text-object.tsx';
import { useElement } from './use-element.ts';

export interface WireTickBoxes {
  type: string;
  action_id?: string;
  options?: Option[];
  focus_on_load?: boolean;
}

/** Checkboxes and radio buttons. */
export function TickBoxes({ element }: { element: WireTickBoxes }) {
  const field = useField();
  const { value, choose } = useElement(element);
  const radio = element.type === 'radio_buttons';
  const selected = (radio ? [value.selected_option] : value.selected_options) as
    | (Option | null)[]
    | undefined;
  const isSelected = (option: Option) => (selected ?? []).some((one) => one?.value === option.value);

  function toggle(option: Option) {
    if (radio) {
      void choose({ selected_option: option });
      return;
    }
    const others = (element.options ?? []).filter((one) => one.value !== option.value && isSelected(one));
    const next = isSelected(option) ? others : [...others, option];
    const inOrder = (element.options ?? []).filter((one) => next.includes(one));
    void choose({ selected_options: inOrder });
  }

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is one of two, both take these.
    <div
      class="tick-boxes"
      role={radio ? 'radiogroup' : 'group'}
      aria-labelledby={field.labelledBy}
      aria-describedby={field.describedBy}
      aria-invalid={field.invalid}
      aria-required={radio ? field.required : undefined}
    >
      {(element.options ?? []).map((option, index) => (
        <label class="tick-box" key={option.value}>
          <input
            type={radio ? 'radio' : 'checkbox'}
            name={field.controlId}
            id={index === 0 ? field.controlId : undefined}
            checked={isSelected(option)}
            data-autofocus={(index === 0 && element.focus_on_load) || undefined}
            onChange={(event) => {
              // A confirm dialog may still say no: the box shows what is so.
              event.currentTarget.checked = isSelected(option);
              toggle(option);
            }}
          />
          <span class="tick-box-words">
            <TextObjectView text={option.text} />
            {option.description && (
              <span class="tick-box-description">
                <TextObjectView text={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
