import type { ComponentChildren } from 'preact';

const tags = ['h3', 'h4', 'h5', 'h6'] as const;

/** A heading inside of a message or view. The first two levels belong to the page and its surfaces. */
export function Heading({ level, children }: { level: number; children: ComponentChildren }) {
  const shown = Math.min(4, Math.max(1, level));
  const Tag = tags[shown - 1] ?? 'h6';
  return <Tag class={`header header-${shown}`}>{children}</Tag>;
}
