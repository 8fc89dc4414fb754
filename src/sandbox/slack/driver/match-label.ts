/** How two labels are compared: without emoji, case, doubled spaces and "(optional)". */
export function bare(label: string): string {
  return label
    .replace(/:[a-z0-9_+-]+:/gi, '')
    .replace(/\p{Extended_Pictographic}|\uFE0F|\u200D/gu, '')
    .replace(/\(optional\)\s*$/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** The entries that bear this label exactly; if there is none, those that contain it. */
export function byLabel<T>(entries: T[], labels: (entry: T) => string[], label: string): T[] {
  const wanted = bare(label);
  const exact = entries.filter((entry) => labels(entry).some((one) => bare(one) === wanted));
  if (exact.length > 0 || wanted === '') return exact;
  return entries.filter((entry) => labels(entry).some((one) => bare(one).includes(wanted)));
}

/** Whether `text` has `row` in it as a word of its own: "prod" is not in "prod-2". */
export function hasWord(text: string, row: string): boolean {
  const wanted = bare(row).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${wanted}(?![\\w-])`).test(bare(text));
}
