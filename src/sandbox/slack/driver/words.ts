import { isObject, type Json } from '../block-kit/checks.ts';
import type { State } from '../state.ts';

/** What a person reads in a text object, or in a string of mrkdwn. */
export function words(state: State, text: unknown): string {
  if (typeof text === 'string') return mrkdwnWords(state, text);
  if (!isObject(text) || typeof text.text !== 'string') return '';
  return text.type === 'plain_text' ? text.text : mrkdwnWords(state, text.text);
}

function mrkdwnWords(state: State, text: string): string {
  const [...parts] = text.split(/(```[\s\S]*?```|`[^`\n]+`)/);
  const read = parts.map((part, index) =>
    index % 2 === 1 ? part.replace(/^`+\n?|\n?`+$/g, '') : withoutEmphasis(references(state, part)),
  );
  return decode(references(state, read.join('')));
}

/** `<…>`: mentions, links, dates. */
function references(state: State, text: string): string {
  return text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => {
    const id = target.slice(1);
    if (target.startsWith('@'))
      return `@${state.users.find((one) => one.id === id)?.realName ?? label ?? id}`;
    if (target.startsWith('#')) return `#${state.channels.find((one) => one.id === id)?.name ?? label ?? id}`;
    if (target.startsWith('!subteam^')) {
      const group = state.userGroups.find((one) => one.id === target.slice('!subteam^'.length));
      return group ? `@${group.handle}` : (label ?? target);
    }
    if (target.startsWith('!date^')) return label ?? target;
    if (target.startsWith('!')) return `@${id}`;
    return label ?? target.replace(/^mailto:/, '');
  });
}

function withoutEmphasis(text: string): string {
  return ['*', '_', '~'].reduce((rest, mark) => {
    const pattern = new RegExp(
      `(?<![\\w\\${mark}])\\${mark}(?=\\S)([^\\n]*?)(?<=\\S)\\${mark}(?![\\w\\${mark}])`,
      'g',
    );
    return rest.replace(pattern, '$1');
  }, text);
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What a person reads in a block, without its buttons and fields. */
export function blockWords(state: State, block: Json): string {
  const read = (value: unknown) => words(state, value);
  switch (block.type) {
    case 'section':
      return lines([read(block.text), ...asList(block.fields).map(read)]);
    case 'header':
    case 'alert':
      return read(block.text);
    case 'markdown':
      return read(block.text);
    case 'context':
      return asList(block.elements)
        .map((one) => (one.type === 'image' ? String(one.alt_text) : read(one)))
        .join(' ');
    case 'image':
      return lines([read(block.title), String(block.alt_text)]);
    case 'rich_text':
      return richWords(state, block);
    case 'table':
    case 'data_table':
      return lines([String(block.caption ?? ''), ...rows(block).map((row) => rowWords(state, row))]);
    case 'card':
      return lines([read(block.title), read(block.subtitle), read(block.body)]);
    case 'carousel':
      return lines(asList(block.elements).map((one) => blockWords(state, one)));
    case 'container':
      return lines([
        read(block.title),
        read(block.subtitle),
        ...asList(block.child_blocks).map((one) => blockWords(state, one)),
      ]);
    case 'plan':
      return lines([String(block.title), ...asList(block.tasks).map((one) => blockWords(state, one))]);
    case 'task_card':
      return `${String(block.title)} (${String(block.status)})`;
    default:
      return '';
  }
}

export function blocksWords(state: State, blocks: Json[]): string {
  return lines(blocks.map((block) => blockWords(state, block)));
}

function rows(block: Json): Json[][] {
  return Array.isArray(block.rows) ? block.rows : [];
}

function rowWords(state: State, row: Json[]): string {
  return row
    .map((cell) => (cell.type === 'rich_text' ? richWords(state, cell) : String(cell.text)))
    .join(' | ');
}

function richWords(state: State, node: Json): string {
  switch (node.type) {
    case 'text':
    case 'link':
      return String(node.text ?? node.url);
    case 'user':
      return references(state, `<@${node.user_id}>`);
    case 'channel':
      return references(state, `<#${node.channel_id}>`);
    case 'usergroup':
      return references(state, `<!subteam^${node.usergroup_id}>`);
    case 'broadcast':
      return `@${node.range}`;
    case 'emoji':
      return `:${node.name}:`;
    case 'date':
      return String(node.fallback ?? node.timestamp);
    case 'rich_text':
    case 'rich_text_list':
      return lines(asList(node.elements).map((one) => richWords(state, one)));
    default:
      return asList(node.elements)
        .map((one) => richWords(state, one))
        .join('');
  }
}

function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function lines(parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
