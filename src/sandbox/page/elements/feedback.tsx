import { PlainText } from '../text/text-object.tsx';
import { useElement } from './use-element.ts';

interface FeedbackSide {
  text: { text: string };
  accessibility_label?: string;
  value: string;
}

export interface WireFeedback {
  type: string;
  action_id?: string;
  positive_button?: FeedbackSide;
  negative_button?: FeedbackSide;
}

export function Feedback({ element }: { element: WireFeedback }) {
  const { press } = useElement(element);
  const sides = [element.positive_button, element.negative_button].filter((side) => side !== undefined);
  return (
    <span class="feedback">
      {sides.map((side) => (
        <button
          type="button"
          class="button button-quiet"
          key={side.value}
          aria-label={side.accessibility_label}
          onClick={() => void press({ value: side.value, text: side.text })}
        >
          <PlainText text={side.text} />
        </button>
      ))}
    </span>
  );
}
