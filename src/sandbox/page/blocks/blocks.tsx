import { useMemo } from 'preact/hooks';
import { BlockGuard } from './block-guard.tsx';
import { BlockView } from './block-view.tsx';
import { type Surface, SurfaceContext } from './surface.ts';

export interface WireBlock {
  type: string;
  block_id?: string;
}

/** Block Kit on a surface. */
export function Blocks({ blocks, surface }: { blocks: unknown[]; surface: Surface }) {
  const keyed = useMemo(() => giveKeys(blocks as WireBlock[]), [blocks]);
  return (
    <SurfaceContext.Provider value={surface}>
      <div class="blocks">
        {keyed.map(({ key, block }) => (
          <div class={`block block-${block.type}`} key={key} data-block={block.block_id}>
            <BlockGuard type={block.type} block={block}>
              <BlockView block={block} />
            </BlockGuard>
          </div>
        ))}
      </div>
    </SurfaceContext.Provider>
  );
}

/** A block with an id keeps its DOM, and with it focus and caret, wherever an update moves it. */
function giveKeys(blocks: WireBlock[]): { key: string; block: WireBlock }[] {
  const seen = new Set<string>();
  return blocks.map((block, index) => {
    const named =
      block.block_id && !seen.has(block.block_id) ? `id ${block.block_id}` : `at ${index} ${block.type}`;
    seen.add(block.block_id ?? '');
    return { key: named, block };
  });
}
