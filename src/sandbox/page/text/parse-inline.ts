import { decodeEntities } from './entities.ts';
import type { Inline } from './inline.ts';
import { parseToken } from './parse-token.ts';

const styles: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' };
const wordCharacter = /[\p{L}\p{N}]/u;
const emojiCode = /^:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/;
const bareUrl = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]*_~`]/;

export interface InlineOptions {
  /** Leaves bare addresses as they are. */
  verbatim?: boolean;
}

/** mrkdwn without line structure → inline nodes. Line breaks in it are kept. */
export function parseInline(text: string, options: InlineOptions = {}): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  let at = 0;

  function flush() {
    if (plain) nodes.push({ type: 'text', text: decodeEntities(plain) });
    plain = '';
  }
  function take(node: Inline, end: number) {
    flush();
    nodes.push(node);
    at = end;
  }

  while (at < text.length) {
    const found = parseAt(text, at, options);
    if (found) {
      take(found.node, found.end);
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function parseAt(
  text: string,
  at: number,
  options: InlineOptions,
): { node: Inline; end: number } | undefined {
  const character = text[at] ?? '';
  if (character === '\n') return { node: { type: 'break' }, end: at + 1 };
  if (character === '`') return parseCode(text, at);
  if (character === '<') return parseAngle(text, at);
  if (character === ':') return parseEmoji(text, at);
  if (character in styles) return parseStyle(text, at, options);
  if (character === 'h' && !options.verbatim && !isWord(text[at - 1])) return parseBareUrl(text, at);
  return undefined;
}

function parseCode(text: string, at: number) {
  const end = text.indexOf('`', at + 1);
  if (end <= at + 1 || text.slice(at, end).includes('\n')) return undefined;
  return { node: { type: 'code' as const, text: plainCode(text.slice(at + 1, end)) }, end: end + 1 };
}

function parseAngle(text: string, at: number) {
  const end = text.indexOf('>', at);
  if (end <= at + 1) return undefined;
  return { node: parseToken(text.slice(at + 1, end)), end: end + 1 };
}

function parseEmoji(text: string, at: number) {
  const match = emojiCode.exec(text.slice(at, at + 64));
  if (!match?.[1]) return undefined;
  // 10:30:00 is a time.
  if (/^\d+$/.test(match[1]) && match[1] !== '100') return undefined;
  return { node: { type: 'emoji' as const, name: match[1] }, end: at + match[0].length };
}

function parseBareUrl(text: string, at: number) {
  const match = bareUrl.exec(text.slice(at));
  if (!match) return undefined;
  const url = decodeEntities(match[0]);
  const node = { type: 'link' as const, url, children: [{ type: 'text' as const, text: url }] };
  return { node, end: at + match[0].length };
}

function parseStyle(text: string, at: number, options: InlineOptions) {
  const mark = text[at] ?? '';
  const style = styles[mark];
  if (!style || isWord(text[at - 1]) || isSpace(text[at + 1])) return undefined;
  const end = findClosing(text, at + 1, mark);
  if (end === undefined) return undefined;
  const children = parseInline(text.slice(at + 1, end), options);
  return { node: { type: 'style' as const, style, children }, end: end + 1 };
}

/** The closing mark on the same line, not inside code or a `<token>`. */
function findClosing(text: string, from: number, mark: string): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') return undefined;
    if (character === '`') at = Math.max(at, text.indexOf('`', at + 1));
    else if (character === '<') at = Math.max(at, text.indexOf('>', at));
    else if (character === mark && at > from && !isSpace(text[at - 1]) && !isWord(text[at + 1])) return at;
  }
  return undefined;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && wordCharacter.test(character);
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

/** In code only entities and links are read; a link shows its words. */
export function plainCode(text: string): string {
  const shown = text.replace(/<([^<>\n]+)>/g, (_, token: string) => token.split('|').at(-1) ?? token);
  return decodeEntities(shown);
}
