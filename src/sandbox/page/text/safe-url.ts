const allowed = new Set(['http:', 'https:', 'mailto:']);

/** The address if it may be followed from a message, else nothing: `javascript:` and the like stay text. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return allowed.has(new URL(url).protocol) ? url : undefined;
}
