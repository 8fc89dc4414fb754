import type { Inline } from './inline.ts';
import { parseMrkdwn } from './parse-mrkdwn.ts';

/** mrkdwn as one line of words, for places that show no markup. */
export function plainWords(text: string): string {
  return parseMrkdwn(text)
    .map((block) => (block.type === 'code-block' ? block.text : words(block.children)))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function words(nodes: Inline[]): string {
  return nodes.map(word).join('');
}

function word(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'style':
    case 'link':
      return words(node.children);
    case 'emoji':
      return '';
    case 'date':
      return node.fallback;
    case 'broadcast':
      return `@${node.range}`;
    default:
      return node.label ?? '';
  }
}
