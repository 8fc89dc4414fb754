import type { ComponentChild } from 'preact';
import { ActionsBlock, type WireActions } from './actions-block.tsx';
import { AlertBlock, type WireAlert } from './alert-block.tsx';
import type { WireBlock } from './blocks.tsx';
import { CannotShow } from './cannot-show.tsx';
import { ContextBlock, type WireContext } from './context-block.tsx';
import { HeaderBlock, type WireHeader } from './header-block.tsx';
import { ImageBlock, type WireImage } from './image-block.tsx';
import { InputBlock, type WireInput } from './input-block.tsx';
import { MarkdownBlock, type WireMarkdown } from './markdown-block.tsx';
import { RichTextBlock, type WireRichText } from './rich-text-block.tsx';
import { SectionBlock, type WireSection } from './section-block.tsx';
import { TableBlock, type WireTable } from './table-block.tsx';

export function BlockView({ block }: { block: WireBlock }): ComponentChild {
  switch (block.type) {
    case 'section':
      return <SectionBlock block={block as WireSection} />;
    case 'actions':
    case 'context_actions':
      return <ActionsBlock block={block as WireActions} />;
    case 'context':
      return <ContextBlock block={block as WireContext} />;
    case 'divider':
      return <hr />;
    case 'header':
      return <HeaderBlock block={block as WireHeader} />;
    case 'image':
      return <ImageBlock block={block as WireImage} />;
    case 'input':
      return <InputBlock block={block as WireInput} />;
    case 'rich_text':
      return <RichTextBlock block={block as WireRichText} />;
    case 'table':
      return <TableBlock block={block as WireTable} />;
    case 'markdown':
      return <MarkdownBlock block={block as WireMarkdown} />;
    case 'alert':
      return <AlertBlock block={block as WireAlert} />;
    default:
      return <CannotShow what={`block "${block.type}"`} />;
  }
}
