import { useField } from '../blocks/field.ts';
import { useElement } from './use-element.ts';

export interface WireDateTime {
  type: string;
  action_id?: string;
  placeholder?: { text: string };
  focus_on_load?: boolean;
}

const kinds = {
  datepicker: { input: 'date', key: 'selected_date' },
  timepicker: { input: 'time', key: 'selected_time' },
  datetimepicker: { input: 'datetime-local', key: 'selected_date_time' },
} as const;

/** datepicker, timepicker and datetimepicker, by the browser's own controls. */
export function DateTimeInput({ element }: { element: WireDateTime }) {
  const field = useField();
  const { value, choose } = useElement(element);
  const { input, key } = kinds[element.type as keyof typeof kinds];
  const held = value[key];
  const shown = typeof held === 'number' ? asLocal(held) : String(held ?? '');

  return (
    <input
      class="date-time-input"
      type={input}
      id={field.controlId}
      value={shown}
      aria-labelledby={field.labelledBy}
      aria-label={field.labelledBy ? undefined : (element.placeholder?.text ?? input)}
      aria-describedby={field.describedBy}
      aria-invalid={field.invalid}
      aria-required={field.required}
      data-autofocus={element.focus_on_load || undefined}
      onChange={(event) => void choose({ [key]: readInput(event.currentTarget.value, element.type) })}
    />
  );
}

function readInput(text: string, type: string): string | number | null {
  if (!text) return null;
  return type === 'datetimepicker' ? Math.floor(new Date(text).getTime() / 1000) : text;
}

/** Unix seconds → what `datetime-local` shows in the reader's zone. */
function asLocal(unix: number): string {
  const date = new Date(unix * 1000);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
