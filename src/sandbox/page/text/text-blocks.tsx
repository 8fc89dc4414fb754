import { CodeBox } from './code-box.tsx';
import type { TextBlock } from './inline.ts';
import { InlineView } from './inline-view.tsx';

export function TextBlocks({ blocks }: { blocks: TextBlock[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <TextPart key={index} block={block} />
      ))}
    </>
  );
}

function TextPart({ block }: { block: TextBlock }) {
  switch (block.type) {
    case 'code-block':
      return <CodeBox text={block.text} />;
    case 'quote':
      return (
        <blockquote>
          <InlineView nodes={block.children} />
        </blockquote>
      );
    case 'paragraph':
      return (
        <p>
          <InlineView nodes={block.children} />
        </p>
      );
  }
}
