import { useWorkspace } from '../live/workspace-context.ts';
import type { Confirm } from '../modal/confirm-context.ts';
import { PlainText } from '../text/text-object.tsx';
import { useElement } from './use-element.ts';

export interface WireIconButton {
  type: string;
  action_id?: string;
  text: { text: string };
  accessibility_label?: string;
  value?: string;
  confirm?: Confirm;
  visible_to_user_ids?: string[];
}

export function IconButton({ element }: { element: WireIconButton }) {
  const { state } = useWorkspace();
  const { press } = useElement(element);
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(state.me.id)) return null;
  const wire = { text: element.text, ...(element.value !== undefined && { value: element.value }) };
  return (
    <button
      type="button"
      class="button button-quiet"
      aria-label={element.accessibility_label}
      onClick={() => void press(wire)}
    >
      <PlainText text={element.text} />
    </button>
  );
}
