import { emojiArt } from './emoji-art.tsx';
import { characterOf, drawingOf } from './emoji-names.ts';

/** `:name:` as a drawing, a character, or as it was written when nobody knows it. */
export function Emoji({ name }: { name: string }) {
  const art = drawingOf(name);
  const label = name.replaceAll('_', ' ');
  if (art) {
    return (
      <svg class="emoji" viewBox="0 0 20 20" role="img" aria-label={label}>
        <title>{`:${name}:`}</title>
        {emojiArt[art]}
      </svg>
    );
  }
  const character = characterOf(name);
  if (!character) return <>{`:${name}:`}</>;
  return (
    <span class="emoji-character" role="img" aria-label={label}>
      {character}
    </span>
  );
}
