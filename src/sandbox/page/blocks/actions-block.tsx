import { ElementView, type WireElement } from '../elements/element-view.tsx';
import type { WireBlock } from './blocks.tsx';
import { FieldContext } from './field.ts';
import { plainField } from './plain-field.ts';
import { useSurface } from './surface.ts';

export interface WireActions extends WireBlock {
  elements?: WireElement[];
}

/** actions and context_actions. */
export function ActionsBlock({ block }: { block: WireActions }) {
  const surface = useSurface();
  return (
    <FieldContext.Provider value={plainField(block, surface)}>
      <div class="actions">
        {(block.elements ?? []).map((element, index) => (
          <ElementView key={element.action_id ?? index} element={element} />
        ))}
      </div>
    </FieldContext.Provider>
  );
}
