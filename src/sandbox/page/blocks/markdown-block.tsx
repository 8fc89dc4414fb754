import { useMemo } from 'preact/hooks';
import { CodeBox } from '../text/code-box.tsx';
import { InlineView } from '../text/inline-view.tsx';
import { type MarkdownPart, parseMarkdown } from '../text/parse-markdown.ts';
import type { WireBlock } from './blocks.tsx';
import { Heading } from './heading.tsx';

export interface WireMarkdown extends WireBlock {
  text?: string;
}

export function MarkdownBlock({ block }: { block: WireMarkdown }) {
  const parts = useMemo(() => parseMarkdown(block.text ?? ''), [block.text]);
  return (
    <div class="markdown">
      <Parts parts={parts} />
    </div>
  );
}

function Parts({ parts }: { parts: MarkdownPart[] }) {
  return (
    <>
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </>
  );
}

function Part({ part }: { part: MarkdownPart }) {
  switch (part.type) {
    case 'heading':
      return (
        <Heading level={part.level}>
          <InlineView nodes={part.children} />
        </Heading>
      );
    case 'paragraph':
      return (
        <p>
          <InlineView nodes={part.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Parts parts={part.parts} />
        </blockquote>
      );
    case 'code-block':
      return <CodeBox text={part.text} />;
    case 'rule':
      return <hr />;
    case 'list':
      return <List part={part} />;
  }
}

function List({ part }: { part: Extract<MarkdownPart, { type: 'list' }> }) {
  const Tag = part.ordered ? 'ol' : 'ul';
  return (
    <Tag class="rich-list">
      {part.items.map((nodes, index) => (
        <li key={index}>
          <InlineView nodes={nodes} />
        </li>
      ))}
    </Tag>
  );
}
