import type { TextBlock } from './inline.ts';
import { type InlineOptions, parseInline, plainCode } from './parse-inline.ts';

const quoteMark = /^(?:>|&gt;) ?/;

/** Slack's mrkdwn → paragraphs, quotes and code blocks. */
export function parseMrkdwn(text: string, options: InlineOptions = {}): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const [index, part] of text.split('```').entries()) {
    const isCode = index % 2 === 1 && hasClosingFence(text, index);
    if (isCode) blocks.push({ type: 'code-block', text: plainCode(part.replace(/^\n|\n$/g, '')) });
    else blocks.push(...parseLines(index % 2 === 1 ? `\`\`\`${part}` : trimAroundCode(part, index), options));
  }
  return blocks;
}

function hasClosingFence(text: string, index: number): boolean {
  return text.split('```').length > index + 1;
}

/** The line breaks that only separate text from a code block are no empty lines. */
function trimAroundCode(part: string, index: number): string {
  const start = index > 0 ? part.replace(/^\n/, '') : part;
  return start.replace(/\n$/, '');
}

function parseLines(text: string, options: InlineOptions): TextBlock[] {
  const groups: { quote: boolean; lines: string[] }[] = [];
  if (text === '') return [];
  for (const line of text.split('\n')) {
    const quote = quoteMark.test(line);
    const last = groups.at(-1);
    const shown = quote ? line.replace(quoteMark, '') : line;
    if (last?.quote === quote) last.lines.push(shown);
    else groups.push({ quote, lines: [shown] });
  }
  return groups.map(({ quote, lines }) => ({
    type: quote ? 'quote' : 'paragraph',
    children: parseInline(lines.join('\n'), options),
  }));
}
