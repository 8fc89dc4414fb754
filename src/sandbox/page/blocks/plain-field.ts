import type { WireBlock } from './blocks.tsx';
import type { Field } from './field.ts';
import type { Surface } from './surface.ts';

/** What elements outside of input blocks are told: no label, no error, always dispatching. */
export function plainField(block: WireBlock, surface: Surface): Field {
  return {
    blockId: block.block_id ?? '',
    controlId: `${surface.prefix}-${block.block_id ?? ''}`,
    invalid: false,
    optional: false,
    required: false,
    dispatches: true,
  };
}
