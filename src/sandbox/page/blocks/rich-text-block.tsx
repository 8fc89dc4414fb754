import { CodeBox } from '../text/code-box.tsx';
import type { Inline } from '../text/inline.ts';
import { InlineView } from '../text/inline-view.tsx';
import { asInline, type WireRichElement } from '../text/rich-inline.ts';
import type { WireBlock } from './blocks.tsx';
import { CannotShow } from './cannot-show.tsx';

interface WireRichPart {
  type: string;
  style?: string;
  indent?: number;
  offset?: number;
  border?: number;
  elements?: unknown[];
}

export interface WireRichText extends WireBlock {
  elements?: WireRichPart[];
}

export function RichTextBlock({ block }: { block: { elements?: WireRichPart[] } }) {
  return (
    <div class="rich-text">
      {(block.elements ?? []).map((part, index) => (
        <RichPart key={index} part={part} />
      ))}
    </div>
  );
}

function RichPart({ part }: { part: WireRichPart }) {
  const elements = (part.elements ?? []) as WireRichElement[];
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <InlineView nodes={asInline(elements)} />
        </p>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <InlineView nodes={asInline(elements)} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return <CodeBox text={elements.map((element) => element.text ?? element.url ?? '').join('')} />;
    case 'rich_text_list':
      return <RichList part={part} />;
    default:
      return <CannotShow what={`rich text "${part.type}"`} />;
  }
}

function RichList({ part }: { part: WireRichPart }) {
  const Tag = part.style === 'ordered' ? 'ol' : 'ul';
  const items: Inline[][] = ((part.elements ?? []) as WireRichPart[]).map((item) =>
    asInline((item.elements ?? []) as WireRichElement[]),
  );
  return (
    <Tag
      class={`rich-list indent-${Math.min(8, part.indent ?? 0)}${part.border ? ' has-border' : ''}`}
      {...(part.offset && Tag === 'ol' && { start: part.offset + 1 })}
    >
      {items.map((nodes, index) => (
        <li key={index}>
          <InlineView nodes={nodes} />
        </li>
      ))}
    </Tag>
  );
}
