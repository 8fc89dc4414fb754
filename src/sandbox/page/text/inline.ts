/** A piece of running text, as mrkdwn, Markdown and rich text all end up. Never HTML. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'style'; style: 'bold' | 'italic' | 'strike' | 'underline'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'user'; id: string; label?: string }
  | { type: 'channel'; id: string; label?: string }
  | { type: 'usergroup'; id: string; label?: string }
  | { type: 'broadcast'; range: string }
  | { type: 'date'; unix: number; format: string; url?: string; fallback: string }
  | { type: 'emoji'; name: string };

/** A paragraph-sized part of a text. */
export type TextBlock =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'quote'; children: Inline[] }
  | { type: 'code-block'; text: string };
