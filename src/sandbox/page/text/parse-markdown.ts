import type { Inline } from './inline.ts';

/** The part of Markdown that Slack's `markdown` block shows. */
export type MarkdownPart =
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'quote'; parts: MarkdownPart[] }
  | { type: 'code-block'; text: string }
  | { type: 'list'; ordered: boolean; items: Inline[][] }
  | { type: 'rule' };

const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const rule = /^\s*([-*_])(\s*\1){2,}\s*$/;
const bullet = /^\s*[-*+]\s+(.*)$/;
const numbered = /^\s*\d+[.)]\s+(.*)$/;
const fence = /^\s*```/;
const quote = /^\s*>\s?/;

export function parseMarkdown(text: string): MarkdownPart[] {
  const lines = text.replaceAll('\r', '').split('\n');
  const parts: MarkdownPart[] = [];
  let at = 0;

  /** The lines from here on for which `belongs` holds. */
  function takeWhile(belongs: (line: string) => boolean): string[] {
    const from = at;
    while (at < lines.length && belongs(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  }

  while (at < lines.length) {
    const line = lines[at] ?? '';
    const head = heading.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (fence.test(line)) {
      at += 1;
      parts.push({ type: 'code-block', text: takeWhile((one) => !fence.test(one)).join('\n') });
      at += 1;
    } else if (head) {
      parts.push({
        type: 'heading',
        level: (head[1] ?? '#').length,
        children: parseMarkdownInline(head[2] ?? ''),
      });
      at += 1;
    } else if (rule.test(line)) {
      parts.push({ type: 'rule' });
      at += 1;
    } else if (quote.test(line)) {
      const inner = takeWhile((one) => quote.test(one)).map((one) => one.replace(quote, ''));
      parts.push({ type: 'quote', parts: parseMarkdown(inner.join('\n')) });
    } else if (bullet.test(line) || numbered.test(line)) {
      const item = bullet.test(line) ? bullet : numbered;
      const items = takeWhile((one) => item.test(one)).map((one) =>
        parseMarkdownInline(item.exec(one)?.[1] ?? ''),
      );
      parts.push({ type: 'list', ordered: item === numbered, items });
    } else {
      const words = takeWhile((one) => one.trim() !== '' && !startsPart(one));
      parts.push({ type: 'paragraph', children: parseMarkdownInline(words.join('\n')) });
    }
  }
  return parts;
}

function startsPart(line: string): boolean {
  return [heading, rule, bullet, numbered, fence, quote].some((pattern) => pattern.test(line));
}

/** One alternative per kind of mark; the first that matches at the earliest place wins. */
const marks =
  /`([^`\n]+)`|\[([^\]\n]+)\]\(([^()\s]+)\)|\*\*([^\n]+?)\*\*|~~([^\n]+?)~~|(?<![\w*])\*([^*\n]+)\*(?!\w)|(?<!\w)_([^_\n]+)_(?!\w)|:([a-z0-9_+-]+):|\\([\\`*_{}[\]()#+.!~>-])|\n/;

function parseMarkdownInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let rest = text;
  for (let match = marks.exec(rest); match; match = marks.exec(rest)) {
    if (match.index > 0) nodes.push({ type: 'text', text: rest.slice(0, match.index) });
    nodes.push(asNode(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) nodes.push({ type: 'text', text: rest });
  return nodes;
}

function asNode(match: RegExpExecArray): Inline {
  const [whole, code, label, url, bold, strike, star, underscore, emoji, escaped] = match;
  if (code !== undefined) return { type: 'code', text: code };
  if (label !== undefined && url) return { type: 'link', url, children: parseMarkdownInline(label) };
  if (bold !== undefined) return { type: 'style', style: 'bold', children: parseMarkdownInline(bold) };
  if (strike !== undefined) return { type: 'style', style: 'strike', children: parseMarkdownInline(strike) };
  const italic = star ?? underscore;
  if (italic !== undefined) return { type: 'style', style: 'italic', children: parseMarkdownInline(italic) };
  if (emoji !== undefined)
    return /^\d+$/.test(emoji) ? { type: 'text', text: whole } : { type: 'emoji', name: emoji };
  if (escaped !== undefined) return { type: 'text', text: escaped };
  return { type: 'break' };
}
