import type { Json } from '../block-kit/checks.ts';
import { elementsOf } from '../block-kit/walk.ts';
import type { State, View } from '../state.ts';
import { valueField } from '../view-values.ts';
import { blockWords, words } from './words.ts';

/** Something to fill in. */
export interface Field {
  label: string;
  placeholder: string;
  hint: string;
  optional: boolean;
  blockId: string;
  actionId: string;
  element: Json;
  entry: Json;
  error?: string;
}

export function fieldsOf(state: State, view: View): Field[] {
  return view.definition.blocks.flatMap((block) => {
    const blockId = String(block.block_id);
    return elementsOf(block)
      .filter((element) => valueField(element))
      .map((element) => {
        const actionId = String(element.action_id);
        const placeholder = words(state, element.placeholder);
        const error = view.errors[blockId];
        return {
          label:
            (block.type === 'input' ? words(state, block.label) : blockWords(state, block)) || placeholder,
          placeholder,
          hint: words(state, block.hint),
          optional: block.type !== 'input' || block.optional === true,
          blockId,
          actionId,
          element,
          entry: view.values[blockId]?.[actionId] ?? {},
          ...(error && { error }),
        };
      });
  });
}
