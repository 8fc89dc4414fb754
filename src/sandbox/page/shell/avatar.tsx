import type { ClientUser } from '../../slack/client-api.ts';

const tints = 6;

/** A drawn face: initials for people, linked rings for the app. */
export function Avatar({ user, small = false }: { user: ClientUser | undefined; small?: boolean }) {
  const size = small ? ' is-small' : '';
  if (user?.isBot) {
    return (
      <span class={`avatar avatar-app${size}`} aria-hidden="true">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="8.5" cy="12" r="4.3" />
          <circle cx="15.5" cy="12" r="4.3" />
        </svg>
      </span>
    );
  }
  const name = user?.realName || user?.name || '?';
  return (
    <span class={`avatar tint-${tintOf(user?.id ?? '')}${size}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

function tintOf(id: string): number {
  return [...id].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % tints;
}
