import { useField } from '../blocks/field.ts';
import type { Confirm } from '../modal/confirm-context.ts';
import { safeUrl } from '../text/safe-url.ts';
import { PlainText } from '../text/text-object.tsx';
import { useElement } from './use-element.ts';

export interface WireButton {
  type: string;
  action_id?: string;
  text?: { text: string; emoji?: boolean };
  value?: string;
  url?: string;
  style?: string;
  accessibility_label?: string;
  confirm?: Confirm;
}

export function Button({ element }: { element: WireButton }) {
  const field = useField();
  const { press, pending } = useElement(element);
  const text = element.text ?? { text: '' };
  const wire = { text: element.text, ...(element.value !== undefined && { value: element.value }) };
  const className = `button${element.style ? ` button-${element.style}` : ''}${pending ? ' is-pending' : ''}`;
  const href = element.url === undefined ? undefined : safeUrl(element.url);

  if (href) {
    return (
      <a
        class={className}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={element.accessibility_label}
        onClick={() => void press(wire)}
      >
        <PlainText text={text} />
        <svg class="button-out" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M4.5 2.5H2.5v7h7v-2M7 2h3v3M10 2 5.5 6.5" />
        </svg>
      </a>
    );
  }
  return (
    <button
      type="button"
      class={className}
      id={field.controlId}
      aria-label={element.accessibility_label}
      aria-busy={pending || undefined}
      onClick={() => void press(wire)}
    >
      <PlainText text={text} />
    </button>
  );
}
