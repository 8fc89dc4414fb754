import type { Inline } from './inline.ts';

/** An element of a `rich_text_section` and its like. */
export interface WireRichElement {
  type: string;
  text?: string;
  url?: string;
  name?: string;
  range?: string;
  value?: string;
  user_id?: string;
  channel_id?: string;
  usergroup_id?: string;
  timestamp?: number;
  format?: string;
  fallback?: string;
  style?: { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean; underline?: boolean };
}

export function asInline(elements: WireRichElement[]): Inline[] {
  return elements.flatMap((element) => withStyles(asNodes(element), element));
}

function asNodes(element: WireRichElement): Inline[] {
  switch (element.type) {
    case 'text':
      return asWords(element.text ?? '', element);
    case 'link':
      return [
        {
          type: 'link',
          url: element.url ?? '',
          children: asWords(element.text ?? element.url ?? '', element),
        },
      ];
    case 'emoji':
      return [{ type: 'emoji', name: element.name ?? '' }];
    case 'user':
      return [{ type: 'user', id: element.user_id ?? '' }];
    case 'channel':
      return [{ type: 'channel', id: element.channel_id ?? '' }];
    case 'usergroup':
      return [{ type: 'usergroup', id: element.usergroup_id ?? '' }];
    case 'broadcast':
      return [{ type: 'broadcast', range: element.range ?? '' }];
    case 'date':
      return [asDate(element)];
    case 'color':
      return [{ type: 'code', text: element.value ?? '' }];
    default:
      return [{ type: 'text', text: element.fallback ?? `[${element.type}]` }];
  }
}

function asDate({ timestamp, format, fallback, url }: WireRichElement): Inline {
  const date = {
    type: 'date' as const,
    unix: timestamp ?? 0,
    format: format ?? '{date}',
    fallback: fallback ?? '',
  };
  return url ? { ...date, url } : date;
}

/** No markup is read in rich text; only line breaks count. */
function asWords(text: string, { style }: WireRichElement): Inline[] {
  if (style?.code) return [{ type: 'code', text }];
  return text
    .split('\n')
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ type: 'break' as const }] : []),
      ...(line ? [{ type: 'text' as const, text: line }] : []),
    ]);
}

function withStyles(nodes: Inline[], { style }: WireRichElement): Inline[] {
  const names = (['bold', 'italic', 'strike', 'underline'] as const).filter((name) => style?.[name]);
  return names.reduce<Inline[]>((children, name) => [{ type: 'style', style: name, children }], nodes);
}
