import { useState } from 'preact/hooks';
import { useField } from '../blocks/field.ts';
import { useSurface } from '../blocks/surface.ts';
import type { FieldValue } from '../live/drafts.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { type Confirm, useConfirm } from '../modal/confirm-context.ts';
import { readValue } from './read-value.ts';

interface WireElement {
  type: string;
  action_id?: string;
  confirm?: Confirm;
}

/** A stateful element's value, and what to do when it changes or is pressed. */
export function useElement(element: WireElement) {
  const { drafts, call } = useWorkspace();
  const surface = useSurface();
  const { container, touched } = surface;
  const { blockId } = useField();
  const confirm = useConfirm();
  const [pending, setPending] = useState(false);
  const actionId = element.action_id ?? '';
  const place = { container, blockId, actionId };
  const value = readValue(drafts, surface, blockId, element);

  /** Mirrors a value to the server, after `delay` ms without another one. */
  function change(next: FieldValue, delay = 0) {
    touched?.(blockId);
    drafts.set(place, { type: element.type, ...next }, delay);
  }

  /** A choice: asks first where the element has a confirm dialog. In messages it is an action right away. */
  async function choose(next: FieldValue) {
    if (element.confirm && !(await confirm(element.confirm))) return;
    if ('view' in container) {
      change(next);
      await drafts.flush(container);
      return;
    }
    const chosen = { type: element.type, ...next };
    drafts.keep(place, chosen);
    await call('action', { container, blockId, actionId, value: chosen });
  }

  /** A press. What was typed before it arrives before it. */
  async function press(next: FieldValue) {
    if (pending) return;
    if (element.confirm && !(await confirm(element.confirm))) return;
    setPending(true);
    const value = { type: element.type, ...next };
    if (await drafts.flush(container)) await call('action', { container, blockId, actionId, value });
    setPending(false);
  }

  /** Enter in a text field. */
  async function enter(next: FieldValue) {
    change(next);
    const value = { type: element.type, ...next };
    if (await drafts.flush(container)) {
      await call('input', { container, blockId, actionId, value, entered: true });
    }
  }

  return { value, change, enter, choose, press, pending };
}
