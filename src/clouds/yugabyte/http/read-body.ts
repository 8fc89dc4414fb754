/** What a body turned out to be; `cut`: JSON that ends too early. */
export type Body =
  | { kind: 'json'; value: unknown }
  | { kind: 'empty' }
  | { kind: 'page' }
  | { kind: 'cut' }
  | { kind: 'other' };

export function readBody(text: string): Body {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: JSON.parse(trimmed) };
  } catch {
    // The parser's own message quotes the body and is dropped: there may be anything in it.
    if (trimmed.startsWith('<')) return { kind: 'page' };
    return { kind: /^[[{]/.test(trimmed) ? 'cut' : 'other' };
  }
}
