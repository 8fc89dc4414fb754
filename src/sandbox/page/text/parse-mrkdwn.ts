import type { TextBlock } from './inline.ts';
import { type InlineOptions, parseInline, plainCode } from './parse-inline.ts';

const quoteMark = /^(?:>|&gt;) ?/;
/** The line breaks that only separate the code from the text around it belong to neither. */
const fenced = /\n?```\n?([\s\S]+?)\n?```\n?/g;

/** Slack's mrkdwn → paragraphs, quotes and code blocks. */
export function parseMrkdwn(text: string, options: InlineOptions = {}): TextBlock[] {
  const blocks: TextBlock[] = [];
  let end = 0;
  for (const match of text.matchAll(fenced)) {
    blocks.push(...parseLines(text.slice(end, match.index), options));
    blocks.push({ type: 'code-block', text: plainCode(match[1] ?? '') });
    end = match.index + match[0].length;
  }
  return [...blocks, ...parseLines(text.slice(end), options)];
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
