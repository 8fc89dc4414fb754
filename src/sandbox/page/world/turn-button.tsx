import type { Turn } from './world-state.ts';

interface TurnButtonProps {
  label: string;
  /** What it is about: of two buttons with one label it tells which. */
  about: string;
  body: object;
  turn: Turn;
}

/** Does one thing to the world. */
export function TurnButton({ label, about, body, turn }: TurnButtonProps) {
  return (
    <button
      type="button"
      class="button button-small"
      aria-label={`${label}: ${about}`}
      onClick={() => void turn('world', body)}
    >
      {label}
    </button>
  );
}
