import type { ComponentChildren } from 'preact';

/** Line drawings on a 16 × 16 grid, always beside or instead of words that name them. */
const paths: Record<string, ComponentChildren> = {
  hash: <path d="M6.5 2 5 14M11 2 9.5 14M2.5 5.5h11.5M2 10.5h11.5" />,
  lock: <path d="M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6.5h-9Z" />,
  send: <path d="M2 8 14 2.5 10.5 14 8 9ZM8 9l6-6.5" />,
  bolt: <path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8Z" />,
  reply: <path d="M14 13c0-4-2.5-6.5-7-6.5H2.5M6 3 2.5 6.5 6 10" />,
  close: <path d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  eye: <path d="M1.5 8c3-5 10-5 13 0-3 5-10 5-13 0ZM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z" />,
  globe: (
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM1.5 8h13M8 1.5c4 4 4 9 0 13M8 1.5c-4 4-4 9 0 13" />
  ),
  home: <path d="M2 7.5 8 2.5l6 5M4 6.5v7h3v-4h2v4h3v-7" />,
};

export function Icon({ name }: { name: keyof typeof paths & string }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      {paths[name]}
    </svg>
  );
}
