import type { WireBlock } from './blocks.tsx';
import { RichTextBlock, type WireRichText } from './rich-text-block.tsx';

interface WireCell {
  type: string;
  text?: string;
  value?: number;
}

export interface WireTable extends WireBlock {
  rows?: (WireCell | WireRichText)[][];
  column_settings?: ({ align?: string; is_wrapped?: boolean } | null)[];
}

/** A table; its first row is the head. */
export function TableBlock({ block }: { block: WireTable }) {
  const [head = [], ...rows] = block.rows ?? [];
  const looks = (column: number) => {
    const { align = 'left', is_wrapped = false } = block.column_settings?.[column] ?? {};
    return `cell-${align}${is_wrapped ? ' cell-wraps' : ''}`;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the arrow keys.
    <div class="table-box" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" class={looks(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={looks(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: WireCell | WireRichText }) {
  if (cell.type === 'rich_text') return <RichTextBlock block={cell as WireRichText} />;
  const { text, value } = cell as WireCell;
  return <>{text ?? value ?? ''}</>;
}
