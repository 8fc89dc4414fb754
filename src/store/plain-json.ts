/**
 * The value as JSON text. NUL characters and halves of surrogate pairs (a text cut in the middle of an emoji) become
 * U+FFFD: PostgreSQL stores neither, and every store answers the same. Throws `TypeError` for what is no JSON.
 */
export function toJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError('Only plain JSON can be stored');
  if (!text.includes('\\u')) return text;
  // JSON.stringify writes exactly these characters as escapes; `.` steps over every other escape as a whole.
  return text.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (whole, kind: string) =>
    kind.length === 1 ? whole : '\ufffd',
  );
}

/** Nearly every key: it can be stored, and is in JSON as it is. */
export const PLAIN_KEY = /^[\w:.-]{1,500}$/;

/** Keys are `kind:id`, at most 500 characters (an index entry of PostgreSQL holds no more), without NUL. */
export function checkKey(key: string): void {
  if (PLAIN_KEY.test(key)) return;
  if (key.length === 0 || key.length > 500 || JSON.parse(toJson(key)) !== key) {
    throw new TypeError(`Not a key that can be stored: ${toJson(key).slice(0, 80)}`);
  }
}
