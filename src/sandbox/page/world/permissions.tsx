import { TurnButton } from './turn-button.tsx';
import type { Turn } from './world-state.ts';

interface PermissionsProps {
  /** Account or project. */
  about: string;
  /** Those that make a difference to the bot. */
  offered: string[];
  denied: string[];
  body: (act: 'deny' | 'allow', permission: string) => object;
  turn: Turn;
}

/** What the bot may do there: taken away, or given back. What is missing is seen at once. */
export function Permissions({ about, offered, denied, body, turn }: PermissionsProps) {
  return (
    <div class="console-permissions">
      {denied.map((one) => (
        <p class="console-permission is-denied" key={one}>
          <span>The bot may not {one}</span>
          <TurnButton label="Give back" about={`${one}, ${about}`} body={body('allow', one)} turn={turn} />
        </p>
      ))}
      <details>
        <summary>What the bot may do</summary>
        {offered
          .filter((one) => !denied.includes(one))
          .map((one) => (
            <p class="console-permission" key={one}>
              <span>{one}</span>
              <TurnButton label="Take away" about={`${one}, ${about}`} body={body('deny', one)} turn={turn} />
            </p>
          ))}
      </details>
    </div>
  );
}
