import { ElementView, nameControl, type WireElement } from '../elements/element-view.tsx';
import { PlainText } from '../text/text-object.tsx';
import type { WireBlock } from './blocks.tsx';
import { type Field, FieldContext } from './field.ts';
import { useSurface } from './surface.ts';

export interface WireInput extends WireBlock {
  label?: { text: string };
  hint?: { text: string };
  optional?: boolean;
  dispatch_action?: boolean;
  element?: WireElement;
}

const groups = new Set(['checkboxes', 'radio_buttons']);

export function InputBlock({ block }: { block: WireInput }) {
  const surface = useSurface();
  const blockId = block.block_id ?? '';
  const controlId = `${surface.prefix}-${blockId}`;
  const error = surface.errors[blockId];
  const optional = block.optional ?? false;
  const describedBy = [error && `${controlId}-error`, block.hint && `${controlId}-hint`]
    .filter(Boolean)
    .join(' ');
  const field: Field = {
    blockId,
    controlId,
    labelledBy: `${controlId}-label`,
    ...(describedBy && { describedBy }),
    invalid: error !== undefined,
    optional,
    required: !optional,
    dispatches: block.dispatch_action ?? false,
  };
  const element = block.element ?? { type: 'nothing' };
  const Label = groups.has(element.type) ? 'div' : 'label';

  return (
    <div class={`input${error ? ' has-error' : ''}`}>
      <div class="input-label">
        <Label id={`${controlId}-label`} {...(Label === 'label' && { for: nameControl(controlId, element) })}>
          <PlainText text={block.label ?? { text: '' }} />
        </Label>
        {optional && <span class="input-optional"> (optional)</span>}
      </div>
      <FieldContext.Provider value={field}>
        <ElementView element={element} />
      </FieldContext.Provider>
      {error && (
        <p class="input-error" id={`${controlId}-error`}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 1.5 15 14.5H1ZM8 6v4M8 12v.3" />
          </svg>
          {error}
        </p>
      )}
      {block.hint && (
        <p class="input-hint" id={`${controlId}-hint`}>
          <PlainText text={block.hint} />
        </p>
      )}
    </div>
  );
}
